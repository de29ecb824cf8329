/** One strip of a row: its lines with their names at their ends, over the run's faults and under the playhead. */
import { shortened, spreadLabels } from '../charts/spreadLabels'
import { textToken } from '../charts/palette'
import type { FaultBand } from '../../lab/faultBands'
import type { Strip } from './strips'

export const STRIP_PX = 44
const PAD_PX = 4
const LABEL_GAP_PX = 11
const CHARACTER_PX = 5.8

/** The one axis of all rows. */
export interface Axis {
  fromUs: number
  toUs: number
  widthPx: number // of the plots
  gutterPx: number // right of them, for names
  firstUs: number // of the first bucket
  stepUs: number
  bands: FaultBand[]
  playheadUs: number
  crosshairUs: number | null
}
export function placeOf({ fromUs, toUs, widthPx }: Axis, us: number): number {
  return Math.min(1, Math.max(0, (us - fromUs) / (toUs - fromUs))) * widthPx
}

export function StripPlot({ strip, axis }: { strip: Strip; axis: Axis }) {
  const x = (bucket: number): number => placeOf(axis, axis.firstUs + (bucket + 0.5) * axis.stepUs)
  const y = (height: number): number => STRIP_PX - PAD_PX - height * (STRIP_PX - 2 * PAD_PX)
  const labels = strip.lines.flatMap(({ name, token, heights, hollow }) => {
    const end = lastOf(heights) ?? lastOf(hollow ?? [])
    return end === null ? [] : [{ text: name, colour: `var(--${textToken(token)})`, y: y(end) }]
  })
  const most = Math.floor((axis.gutterPx - 6) / CHARACTER_PX)
  return (
    <svg className="golden-plot" width={axis.widthPx + axis.gutterPx} height={STRIP_PX} aria-hidden="true">
      <AxisMarks axis={axis} />
      <path className="golden-base" d={`M0,${STRIP_PX - PAD_PX + 0.5}H${axis.widthPx}`} />
      {strip.lines.map((line) => (
        <g key={line.name} style={{ stroke: `var(--${line.token})` }}>
          <path d={pathOf(line.heights, x, y)} strokeWidth={line.widthPx} strokeDasharray={line.dash} />
          {line.heights.map(
            (height, i) =>
              height !== null &&
              (line.heights[i - 1] ?? null) === null &&
              (line.heights[i + 1] ?? null) === null && (
                <circle key={i} cx={x(i)} cy={y(height)} r={1.5} style={{ fill: `var(--${line.token})` }} />
              ),
          )}
          {line.hollow?.map(
            (height, i) => height !== null && <circle key={i} className="golden-few" cx={x(i)} cy={y(height)} r={2} />,
          )}
        </g>
      ))}
      {spreadLabels(labels, 6, STRIP_PX - 5, LABEL_GAP_PX).map(({ text, colour, y }) => (
        <text key={text} x={axis.widthPx + 6} y={y} style={{ fill: colour }}>
          {shortened(text, (part) => part.length <= most)}
        </text>
      ))}
    </svg>
  )
}

function AxisMarks({ axis }: { axis: Axis }) {
  const { bands, fromUs, toUs, playheadUs, crosshairUs } = axis
  const place = (us: number): number => placeOf(axis, us)
  return (
    <>
      {bands
        .filter((band) => band.toUs >= fromUs && band.fromUs <= toUs)
        .map((band) => {
          const end = place(Math.min(band.toUs, playheadUs))
          return (
            <g className="golden-band" key={`${band.fromUs} ${band.command.kind}`}>
              <rect x={place(band.fromUs)} width={Math.max(0, end - place(band.fromUs))} height={STRIP_PX} />
              {band.fromUs >= fromUs && <path d={`M${place(band.fromUs)},0V${STRIP_PX}`} />}
            </g>
          )
        })}
      <path className="golden-playhead" d={`M${place(playheadUs)},0V${STRIP_PX}`} />
      {crosshairUs !== null && crosshairUs >= fromUs && crosshairUs <= toUs && (
        <path className="golden-crosshair" d={`M${place(crosshairUs)},0V${STRIP_PX}`} />
      )}
    </>
  )
}

function pathOf(heights: readonly (number | null)[], x: (i: number) => number, y: (height: number) => number): string {
  return heights
    .map((height, i) => {
      if (height === null) return ''
      const begins = (heights[i - 1] ?? null) === null
      return `${begins ? 'M' : 'L'}${x(i).toFixed(1)},${y(height).toFixed(1)}`
    })
    .join('')
}
function lastOf(heights: readonly (number | null)[]): number | null {
  for (let i = heights.length - 1; i >= 0; i--) if (heights[i] !== null) return heights[i]
  return null
}
