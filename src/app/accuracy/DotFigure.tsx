/**
 * One panel: for each case a ring at what was expected with the range that is allowed, our dot on the same axis (a cross
 * where it lies outside), and a tick at the paper's own figure where that is another.
 */
import { useRef } from 'react'
import { useWidth } from '../charts/useSize'
import { words } from '../words'
import { axisFor, type Axis } from './axis'
import { isNear, type Mark, type Panel } from './figurePanels'

const NAMES_PX = 148
const PAD_PX = 14
const LINE_PX = 20
const AXIS_PX = 22

export function DotFigure({ id, panel }: { id: string; panel: Panel }) {
  const host = useRef<HTMLElement>(null)
  const widthPx = useWidth(host)
  const { accuracy } = words()
  const axis = axisFor(
    panel.marks.flatMap(({ expected, measured, paper }) => [expected, measured, paper ?? expected]),
    Math.max(40, widthPx - NAMES_PX - 2 * PAD_PX),
  )
  const height = panel.marks.length * LINE_PX + 6
  const held = panel.marks.filter(isNear).length
  return (
    <figure className="accuracy-panel" ref={host}>
      <figcaption>{panel.name}</figcaption>
      {widthPx > 0 && (
        <svg
          width={widthPx}
          height={height + AXIS_PX}
          role="img"
          aria-label={accuracy.panelSummary(panel.name, held, panel.marks.length)}
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
              <Line key={mark.case} id={id} mark={mark} y={i * LINE_PX + LINE_PX / 2 + 3} axis={axis} />
            ))}
          </g>
        </svg>
      )}
    </figure>
  )
}

function Line({ id, mark, y, axis }: { id: string; mark: Mark; y: number; axis: Axis }) {
  const at = axis.x(mark.measured)
  const low = axis.x(Math.max(0, mark.expected - mark.allowed))
  const high = axis.x(mark.expected + mark.allowed)
  return (
    <g>
      <text x={-PAD_PX} y={y + 4} textAnchor="end">
        {words().accuracy.caseName(id, mark.case)}
      </text>
      <line className="accuracy-allowed" x1={low} x2={high} y1={y} y2={y} />
      {mark.paper !== null && <path className="accuracy-paper" d={`M${axis.x(mark.paper)},${y - 8} v16`} />}
      <circle className="accuracy-expected" cx={axis.x(mark.expected)} cy={y} r={6} />
      {isNear(mark) ? (
        <circle className="accuracy-ours" cx={at} cy={y} r={3.5} />
      ) : (
        <path className="accuracy-miss" d={`M${at - 4},${y - 4} l8,8 M${at + 4},${y - 4} l-8,8`} />
      )}
    </g>
  )
}
