/** A curve that was predicted, over the chart of what happened; moved with every frame, outside React. */
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { useLessonMode } from '../lessonMode'
import { frames } from '../store'
import { words } from '../words'
import type { PlotSpec } from './plotSpecs'

/** What a plot leaves free above and below (plot.ts). */
const PAD_PX = 8

interface Props {
  painter: { placeOf(atUs: number): number | null } | null
  specs: PlotSpec[]
  stack: RefObject<HTMLElement | null>
}

export function SketchOver({ painter, specs, stack }: Props) {
  const sketch = useLessonMode((shown) => shown.sketch)
  const line = useRef<SVGPolylineElement>(null)
  useEffect(() => {
    const at = specs.findIndex((spec) => spec.first && spec.chart === sketch?.chart)
    if (!painter || !sketch || at < 0) return
    const place = (): void => {
      const host = stack.current?.querySelectorAll<HTMLElement>('.chart-plot')[at]
      if (!host || !line.current) return
      const row = host.parentElement?.offsetTop ?? 0
      const heightPx = host.clientHeight - 2 * PAD_PX
      const points = sketch.points.flatMap((value, i) => {
        const atUs = sketch.fromUs + ((sketch.toUs - sketch.fromUs) * i) / (sketch.points.length - 1)
        const x = painter.placeOf(atUs)
        const y = row + PAD_PX + (1 - specs[at].scale.height(value)) * heightPx
        return x === null ? [] : [`${x.toFixed(1)},${y.toFixed(1)}`]
      })
      line.current.setAttribute('points', points.join(' '))
    }
    place()
    return frames.subscribe(place)
  }, [painter, sketch, specs, stack])
  if (!sketch) return null
  return (
    <svg className="charts-sketch" role="img" aria-label={words().charts.predicted}>
      <polyline ref={line} />
    </svg>
  )
}
