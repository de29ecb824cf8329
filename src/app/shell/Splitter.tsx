/**
 * A border that can be dragged, or moved by arrow keys, to give one panel more room. It writes the size into a custom
 * property of the lab, so that nothing renders while it moves, and remembers it.
 */
import type { KeyboardEvent, PointerEvent } from 'react'
import { useRef } from 'react'
import { words } from '../words'
import type { PanelSizes } from './preferences'
import { prefer, preference, SIZES } from './preferences'

interface SplitterProps {
  panel: keyof PanelSizes
  /** Which side of the border the panel is on. */
  side: 'start' | 'end' | 'below'
  min: number
  max: number
}
const STEP = 16

export function sizeOf(panel: keyof PanelSizes): number {
  return preference().sizes[panel] ?? SIZES[panel]
}

export function Splitter({ panel, side, min, max }: SplitterProps) {
  const handle = useRef<HTMLDivElement>(null)
  const upright = side !== 'below'

  const resize = (px: number): void => {
    const size = Math.round(Math.min(max, Math.max(min, px)))
    handle.current?.closest<HTMLElement>('.lab')?.style.setProperty(`--${panel}-size`, `${size}px`)
    handle.current?.setAttribute('aria-valuenow', String(size))
    prefer({ sizes: { ...preference().sizes, [panel]: size } })
  }
  const onPointerDown = (down: PointerEvent<HTMLDivElement>): void => {
    down.preventDefault()
    const element = down.currentTarget
    element.setPointerCapture(down.pointerId)
    const from = sizeOf(panel)
    const start = upright ? down.clientX : down.clientY
    const sign = side === 'start' ? 1 : -1
    const mirrored = upright && getComputedStyle(element).direction === 'rtl' ? -1 : 1
    const move = (event: globalThis.PointerEvent): void =>
      resize(from + sign * mirrored * ((upright ? event.clientX : event.clientY) - start))
    element.addEventListener('pointermove', move)
    element.addEventListener('lostpointercapture', () => element.removeEventListener('pointermove', move), {
      once: true,
    })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const grow = side === 'start' ? 'ArrowRight' : side === 'end' ? 'ArrowLeft' : 'ArrowUp'
    const shrink = side === 'start' ? 'ArrowLeft' : side === 'end' ? 'ArrowRight' : 'ArrowDown'
    if (event.key !== grow && event.key !== shrink) return
    event.preventDefault()
    resize(sizeOf(panel) + (event.key === grow ? STEP : -STEP))
  }

  return (
    <div
      ref={handle}
      className={`splitter ${upright ? 'upright' : 'level'}`}
      role="separator"
      tabIndex={0}
      aria-label={words().shell.resize[panel]}
      aria-orientation={upright ? 'vertical' : 'horizontal'}
      aria-valuenow={sizeOf(panel)}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={onPointerDown}
      onKeyDown={onKeyDown}
    />
  )
}
