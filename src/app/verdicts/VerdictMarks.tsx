/** Violations at their moments: on the consistency chart, and on the timeline. */
import { useEffect, useRef } from 'react'
import type { Breach, JourneyVerdict } from '../../lab/judging/verdict'
import { frames } from '../store'
import { words } from '../words'
import { idOf, showBreach, useVerdicts } from './verdictStore'

const SIDE_PX = 4
/** Nearer ones are one: on the timeline, and on the chart, where each can be hit. */
const APART_PX = 9
const TARGET_PX = 24
const MARKS_MAX = 40

interface Mark {
  journey: number
  of: Breach
  name: string
}

const marksOf = (journeys: readonly JourneyVerdict[] | null): Mark[] =>
  (journeys ?? []).flatMap((verdict, journey) => verdict.breaches.map((of) => ({ journey, of, name: verdict.journey })))

/** Over the plots; moved with every frame, outside React. The list in the panel is the keyboard's way to the same. */
export function ChartMarks({ painter }: { painter: { placeOf(atUs: number): number | null } | null }) {
  const w = words().judging
  const host = useRef<HTMLDivElement>(null)
  const journeys = useVerdicts((verdicts) => verdicts.journeys)
  const marks = marksOf(journeys)
    .sort((a, b) => a.of.atUs - b.of.atUs)
    .slice(0, MARKS_MAX)
  useEffect(() => {
    if (!painter || marks.length === 0) return
    const place = (): void => {
      let lastPx = -Infinity
      marks.forEach(({ of }, i) => {
        const button = host.current?.children[i] as HTMLElement | undefined
        const x = painter.placeOf(of.atUs)
        if (!button) return
        button.hidden = x === null || Math.abs(x - lastPx) < TARGET_PX
        if (x === null || button.hidden) return
        lastPx = x
        button.style.transform = `translateX(${x}px)`
      })
    }
    place()
    return frames.subscribe(place)
  })
  return (
    <div className="verdict-marks" ref={host}>
      {marks.map(({ journey, of, name }) => (
        <button
          key={`${journey} ${idOf(of)}`}
          type="button"
          hidden
          tabIndex={-1}
          aria-label={w.mark(name, of.guarantee, of.atUs)}
          title={w.mark(name, of.guarantee, of.atUs)}
          onClick={() => showBreach(journey, of)}
        >
          ◆
        </button>
      ))}
    </div>
  )
}

/** Within the timeline's picture; `y`: the middle of the active branch's lane. */
export function TimelineVerdicts({ x, y }: { x: (us: number) => number; y: number }) {
  const w = words().judging
  const journeys = useVerdicts((verdicts) => verdicts.journeys)
  return apart(marksOf(journeys), x).map(({ journey, of, name }) => (
    <path
      key={`${journey} ${idOf(of)}`}
      className="timeline-verdict"
      d={`M${x(of.atUs)},${y - SIDE_PX} l${SIDE_PX},${SIDE_PX} l${-SIDE_PX},${SIDE_PX} l${-SIDE_PX},${-SIDE_PX} z`}
      onClick={() => showBreach(journey, of)}
    >
      <title>{w.mark(name, of.guarantee, of.atUs)}</title>
    </path>
  ))
}

/** In their order, without those that would touch the one before. */
function apart(marks: readonly Mark[], x: (us: number) => number): Mark[] {
  const kept: Mark[] = []
  for (const mark of [...marks].sort((a, b) => a.of.atUs - b.of.atUs)) {
    const last = kept.at(-1)
    if (!last || x(mark.of.atUs) - x(last.of.atUs) >= APART_PX) kept.push(mark)
  }
  return kept
}
