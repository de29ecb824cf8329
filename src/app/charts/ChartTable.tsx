/** The charts as a table of numbers: a row for each interval, newest first, brought up to date once a second. */
import { useEffect, useReducer } from 'react'
import { words } from '../words'
import type { LastFrame } from './chartPainter'
import type { PlotSpec } from './plotSpecs'
import { reading } from './readings'
import { knownNow } from './shownRun'

const REFRESH_MS = 1000

export function ChartTable({ specs, last }: { specs: PlotSpec[]; last: LastFrame }) {
  const [, refresh] = useReducer((n: number) => n + 1, 0)
  useEffect(() => {
    const timer = setInterval(refresh, REFRESH_MS)
    return () => clearInterval(timer)
  }, [])
  const { charts } = words()
  const { block, playheadUs } = last
  const now = knownNow(playheadUs)
  const whole = Math.max(0, Math.min(block.steps, block.bucketAt(now.knownUs)))
  const buckets = Array.from({ length: whole }, (_, i) => whole - 1 - i)
  const columns = specs.flatMap((spec) => spec.series.map((series, k) => ({ spec, series, k })))
  return (
    <div className="charts-table" tabIndex={0} role="region" aria-label={charts.tableCaption}>
      <table>
        <caption className="hidden-visually">{charts.tableCaption}</caption>
        <thead>
          <tr>
            <th scope="col">{charts.time}</th>
            {columns.map(({ spec, series, k }) => (
              <th scope="col" key={`${spec.id} ${k}`}>
                {spec.series.length > 1 ? `${spec.title}, ${series.name}` : spec.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={block.startOf(bucket)}>
              <th scope="row">{charts.mark(block.startOf(bucket), block.stepUs)}</th>
              {columns.map(({ spec, k }) => (
                <td key={`${spec.id} ${k}`}>{reading(spec, k, block, bucket, now)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
