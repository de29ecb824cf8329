/**
 * The surface over the plots: pointing moves the crosshair, a click lists the operations behind that point, on touch a
 * swipe turns to the next chart. For the keyboard it is a slider over time whose Enter opens the same list.
 */
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { useView, type View } from '../store'
import { words } from '../words'
import type { ChartPainter } from './chartPainter'
import type { ChartId, PlotSpec } from './plotSpecs'

const SWIPE_PX = 48
const ONLY = { consistency: 'stale', availability: 'failed', latency: 'slow' } as const

interface ScrubProps {
  painter: ChartPainter | null
  specs: PlotSpec[]
  onSwipe: ((by: 1 | -1) => void) | null
}

export function Scrub({ painter, specs, onSwipe }: ScrubProps) {
  const { charts } = words()
  const down = useRef({ x: 0, y: 0 })
  const set = (change: Partial<View>) => useView.getState().set(change)

  const momentAt = (event: PointerEvent) =>
    painter ? painter.timeAt(event.clientX - event.currentTarget.parentElement!.getBoundingClientRect().left) : 0

  const list = (atUs: number, plot: number) => {
    if (!painter) return
    const { bucket, fromUs, toUs } = painter.bucketAround(atUs)
    const chart: ChartId = specs[plot].chart
    const first = specs.findIndex((spec) => spec.chart === chart)
    const flawless = { consistency: 0, availability: 1, latency: null }[chart]
    const only = painter.valueIn(first, bucket) === flawless ? undefined : ONLY[chart]
    set({ panel: 'operations', operations: { fromUs, toUs, only }, crosshairUs: atUs })
  }

  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const dx = event.clientX - down.current.x
    const dy = event.clientY - down.current.y
    if (onSwipe && Math.abs(dx) > SWIPE_PX && Math.abs(dx) > 2 * Math.abs(dy)) onSwipe(dx < 0 ? 1 : -1)
    else if (Math.abs(dx) < 6 && Math.abs(dy) < 6) list(momentAt(event), plotUnder(event, specs.length))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const { crosshairUs } = useView.getState()
    if (!painter) return
    const atUs = crosshairUs ?? painter.timeAt(Infinity)
    const { fromUs, toUs } = painter.bucketAround(atUs)
    const stepUs = (toUs - fromUs) * (event.shiftKey ? 10 : 1)
    const middle = (fromUs + toUs) / 2
    if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') set({ crosshairUs: Math.max(0, middle - stepUs) })
    else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') set({ crosshairUs: middle + stepUs })
    else if (event.key === 'Home') set({ crosshairUs: painter.timeAt(0) })
    else if (event.key === 'End') set({ crosshairUs: painter.timeAt(Infinity) })
    else if (event.key === 'Enter') list(atUs, 0)
    else if (event.key === 'Escape') set({ crosshairUs: null })
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      className="charts-scrub"
      role="slider"
      tabIndex={0}
      aria-label={charts.scrub}
      aria-description={charts.scrubHint}
      aria-valuemin={0}
      aria-valuemax={0}
      aria-valuenow={0}
      onPointerMove={(event) => {
        if (event.pointerType !== 'touch') set({ crosshairUs: momentAt(event) })
      }}
      onPointerLeave={() => set({ crosshairUs: null })}
      onPointerDown={(event) => (down.current = { x: event.clientX, y: event.clientY })}
      onPointerUp={onPointerUp}
      onKeyDown={onKeyDown}
    />
  )
}

/** Which plot lies under a pointer, by the rows' places. */
function plotUnder(event: PointerEvent<HTMLElement>, plots: number): number {
  const hosts = [...event.currentTarget.parentElement!.querySelectorAll('.chart-plot')].slice(0, plots)
  const found = hosts.findIndex((host) => {
    const { top, bottom } = host.getBoundingClientRect()
    return event.clientY >= top && event.clientY < bottom
  })
  return Math.max(0, found)
}
