/** The picture of a witness. What it shows is told in words beside it, where it can be reached by the keyboard too. */
import { useRef } from 'react'
import { useWidth } from '../charts/useSize'
import { pictureOf, type WitnessBar } from './witnessPicture'

const LANE_PX = 30
const BAR_PX = 20
const NAME_PX = 64

interface FigureProps {
  bars: readonly WitnessBar[]
  label: string
  laneName: (process: string) => string
  onPick?: (bar: WitnessBar) => void
}

export function WitnessFigure({ bars, label, laneName, onPick }: FigureProps) {
  const host = useRef<HTMLDivElement>(null)
  const hostPx = useWidth(host)
  // A bar needs room for what it says; a crowd is scrolled through.
  const widthPx = Math.max(hostPx - NAME_PX - 8, bars.length * 34)
  const { lanes, bars: placed } = pictureOf(bars, widthPx)
  return (
    <div className="witness-figure" ref={host} tabIndex={0} role="group" aria-label={label}>
      {hostPx > 0 && (
        <svg width={NAME_PX + widthPx + 8} height={lanes.length * LANE_PX + 4} role="img" aria-label={label}>
          {lanes.map((process, lane) => (
            <g key={lane} className="witness-lane">
              <line x1={NAME_PX} x2={NAME_PX + widthPx} y1={(lane + 0.5) * LANE_PX} y2={(lane + 0.5) * LANE_PX} />
              <text x={0} y={(lane + 0.5) * LANE_PX + 4}>
                {laneName(process)}
              </text>
            </g>
          ))}
          {placed.map(({ bar, lane, x, width }, i) => (
            <g
              key={i}
              className="witness-bar"
              data-matters={bar.matters}
              data-failing={bar.failing}
              data-open={bar.open}
              transform={`translate(${NAME_PX + x}, ${lane * LANE_PX + (LANE_PX - BAR_PX) / 2})`}
              onClick={() => onPick?.(bar)}
            >
              <title>{bar.label}</title>
              <rect width={width} height={BAR_PX} rx={3} />
              <text
                x={width < 7 * bar.label.length ? 0 : width / 2}
                y={BAR_PX / 2 + 4}
                textAnchor={width < 7 * bar.label.length ? 'start' : 'middle'}
              >
                {bar.label}
              </text>
            </g>
          ))}
        </svg>
      )}
    </div>
  )
}
