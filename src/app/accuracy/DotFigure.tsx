/** One panel: published values as rings, ours as dots on the same axis, a line for each case; a miss is a cross. */
import { useRef } from 'react'
import { useWidth } from '../charts/useSize'
import { words } from '../words'
import { axisFor } from './axis'
import type { Mark, Panel } from './figurePanels'

const NAMES_PX = 132
const PAD_PX = 16
const LINE_PX = 20
const AXIS_PX = 22

export function DotFigure({ id, panel }: { id: string; panel: Panel }) {
  const host = useRef<HTMLElement>(null)
  const widthPx = useWidth(host)
  const { accuracy } = words()
  const plotPx = Math.max(40, widthPx - NAMES_PX - 2 * PAD_PX)
  const axis = axisFor(
    panel.marks.flatMap(({ expected, measured }) => (measured === null ? [expected] : [expected, measured])),
    plotPx,
  )
  const height = panel.marks.length * LINE_PX + 6
  const held = panel.marks.filter((mark) => mark.near).length
  return (
    <figure className="accuracy-panel" ref={host}>
      <figcaption>{accuracy.figureName(id, panel.figure)}</figcaption>
      {widthPx > 0 && (
        <svg
          width={widthPx}
          height={height + AXIS_PX}
          role="img"
          aria-label={accuracy.panelSummary(accuracy.figureName(id, panel.figure), held, panel.marks.length)}
        >
          <g transform={`translate(${NAMES_PX + PAD_PX}, 0)`}>
            {axis.ticks.map((tick) => (
              <g key={tick} className="accuracy-tick">
                <line x1={axis.x(tick)} x2={axis.x(tick)} y1={0} y2={height} />
                <text x={axis.x(tick)} y={height + 14} textAnchor="middle">
                  {accuracy.axisValue(tick)}
                </text>
              </g>
            ))}
            {panel.marks.map((mark, i) => (
              <Line key={mark.case} mark={mark} y={i * LINE_PX + LINE_PX / 2 + 3} x={axis.x} />
            ))}
          </g>
        </svg>
      )}
    </figure>
  )
}

function Line({ mark, y, x }: { mark: Mark; y: number; x: (value: number) => number }) {
  const at = x(mark.measured ?? mark.expected)
  return (
    <g className="accuracy-line">
      <text x={-PAD_PX} y={y + 4} textAnchor="end">
        {mark.case}
      </text>
      <circle className="accuracy-published" cx={x(mark.expected)} cy={y} r={6} />
      {mark.measured !== null && mark.near && <circle className="accuracy-ours" cx={at} cy={y} r={3.5} />}
      {mark.measured !== null && !mark.near && (
        <path className="accuracy-miss" d={`M${at - 4},${y - 4} l8,8 M${at + 4},${y - 4} l-8,8`} />
      )}
    </g>
  )
}
