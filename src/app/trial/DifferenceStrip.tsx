/**
 * A figure's differences, a dot for each seed, over the interval of their mean and a line at zero. A click opens the seed's run; a
 * touch first chooses it, for a finger covers several. The picker below does the same by keyboard.
 */
import type { PointerEvent } from 'react'
import { useMemo } from 'react'
import type { FigureSummary } from '../../lab/trial/summary'
import { words } from '../words'
import type { StripDot } from './stripLayout'
import { nearestDot, stripOf } from './stripLayout'
import { openSeed, useTrial } from './trialStore'

const SIZE = { widthPx: 260, heightPx: 26 }
const REACH_PX = 10
const TOUCH_REACH_PX = 24

export function DifferenceStrip({
  row,
  mean,
  differences,
}: {
  row: FigureSummary
  mean: number
  differences: readonly { seed: number; difference: number }[]
}) {
  const w = words().compare
  const pointed = useTrial((state) => state.pointed)
  const { halfWidth } = row
  const strip = useMemo(() => stripOf(differences, mean, halfWidth, SIZE), [differences, mean, halfWidth])
  const at = (event: PointerEvent<SVGSVGElement>): StripDot | null => {
    const box = event.currentTarget.getBoundingClientRect()
    const reach = event.pointerType === 'touch' ? TOUCH_REACH_PX : REACH_PX
    return nearestDot(strip.dots, event.clientX - box.x, event.clientY - box.y, reach)
  }
  const point = (dot: StripDot | null): void => {
    if (dot && dot.seed !== pointed) useTrial.setState({ pointed: dot.seed })
  }
  const one = strip.dots.find(({ seed }) => seed === pointed)
  const told = differences.find(({ seed }) => seed === pointed)
  return (
    <svg
      className="trial-strip"
      data-measure={row.measure}
      role="img"
      aria-label={w.strip(row)}
      width={SIZE.widthPx}
      height={SIZE.heightPx}
      onPointerMove={(event) => event.pointerType !== 'touch' && point(at(event))}
      onPointerUp={(event) => {
        const dot = at(event)
        if (dot && event.pointerType !== 'touch') void openSeed(dot.seed, w.names)
        else point(dot)
      }}
    >
      {told && <title>{w.ofSeed(told.seed, row.measure, told.difference)}</title>}
      <line className="trial-zero" x1={strip.zero} x2={strip.zero} y1={0} y2={SIZE.heightPx} />
      {strip.from !== null && strip.to !== null && (
        <rect
          className="trial-interval"
          x={strip.from}
          width={Math.max(2, strip.to - strip.from)}
          y={2}
          height={SIZE.heightPx - 4}
        />
      )}
      {strip.dots.map(({ seed, x, y }) => (
        <circle key={seed} cx={x} cy={y} r={2.5} />
      ))}
      <line className="trial-mean" x1={strip.mean} x2={strip.mean} y1={2} y2={SIZE.heightPx - 2} />
      {one && <circle className="trial-pointed" cx={one.x} cy={one.y} r={4.5} />}
    </svg>
  )
}
