/**
 * The playhead: a slider over the whole run. A press anywhere on the timeline seeks there (on another branch's lane it
 * shows that branch), dragging scrubs; while dragging time stands still and goes on afterwards if it did before.
 */
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { actions } from '../actions'
import { useLab, useView } from '../store'
import { words } from '../words'
import { LatestSeek } from './latestSeek'
import { TimelinePainter } from './timelinePainter'

const STEP_US = 1_000_000
const FINE_US = 100_000
const PAGE_US = 10_000_000

interface PlayheadProps {
  extentUs: number
  widthPx: number
  laneAt: (share: number) => number
  active: number
}

export function Playhead({ extentUs, widthPx, laneAt, active }: PlayheadProps) {
  const head = useRef<HTMLDivElement>(null)
  const stretch = useRef<HTMLDivElement>(null)
  const painter = useRef<TimelinePainter>(null)
  const seek = useRef<LatestSeek>(null)
  const resume = useRef(false)

  useEffect(() => {
    seek.current = new LatestSeek((atUs) => actions().seek(atUs))
  }, [])
  useLayoutEffect(() => {
    const dragUs = painter.current?.dragUs ?? null
    const made = new TimelinePainter(head.current!, stretch.current!, extentUs, widthPx)
    made.dragUs = dragUs
    painter.current = made
    return () => made.dispose()
  }, [extentUs, widthPx])

  const go = (atUs: number) => seek.current?.to(Math.max(0, Math.round(atUs)))
  const drag = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
    painter.current!.dragUs = share * extentUs
    painter.current!.draw()
    go(share * extentUs)
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    head.current?.focus({ preventScroll: true })
    resume.current = useView.getState().playing
    useView.getState().set({ playing: false })
    const box = event.currentTarget.getBoundingClientRect()
    const branch = laneAt((event.clientY - box.top) / box.height)
    if (branch !== active) void actions().selectBranch(branch)
    drag(event)
  }
  const onPointerEnd = () => {
    if (painter.current?.dragUs === null) return
    painter.current!.dragUs = null
    if (resume.current) useView.getState().set({ playing: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const atUs = seek.current?.goalUs ?? painter.current!.atUs()
    const target = keyTarget(event, atUs, useLab.getState().status?.endUs ?? atUs)
    if (target === null) return
    event.preventDefault()
    event.stopPropagation()
    go(target)
  }

  return (
    <div
      className="timeline-surface"
      onPointerDown={onPointerDown}
      onPointerMove={(event) => {
        if (painter.current?.dragUs !== null) drag(event)
      }}
      onPointerUp={onPointerEnd}
      onPointerCancel={onPointerEnd}
    >
      <div className="timeline-window" ref={stretch} />
      <div
        className="timeline-playhead"
        ref={head}
        role="slider"
        tabIndex={0}
        aria-label={words().charts.timeline.playhead}
        aria-valuemin={0}
        aria-valuemax={0}
        aria-valuenow={0}
        onKeyDown={onKeyDown}
      />
    </div>
  )
}

/** Where a key takes the playhead, in µs; null for keys that mean nothing here. */
function keyTarget(event: KeyboardEvent, atUs: number, endUs: number): number | null {
  const stepUs = event.shiftKey ? FINE_US : STEP_US
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return atUs + stepUs
    case 'ArrowLeft':
    case 'ArrowDown':
      return atUs - stepUs
    case 'PageUp':
      return atUs + PAGE_US
    case 'PageDown':
      return atUs - PAGE_US
    case 'Home':
      return 0
    case 'End':
      return endUs
    default:
      return null
  }
}
