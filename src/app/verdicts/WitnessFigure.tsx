/** The picture of a witness. What it shows is told in words beside it, where it can be reached by the keyboard too. */
import { useRef } from 'react'
import { useWidth } from '../charts/useSize'
import { pictureOf, type WitnessBar } from './witnessPicture'

const LANE_PX = 30
const BAR_PX = 20
const NAME_PX = 64
const LETTER_PX = 6.5
const PADDING_PX = 8
/** So few have room for all that they say; of more, a name begins and ends where it may. */
const FEW = 6
const CROWDED_PX = 34

interface FigureProps {
  bars: readonly WitnessBar[]
  label: string
  laneName: (process: string) => string
  onPick?: (bar: WitnessBar) => void
}

export function WitnessFigure({ bars, label, laneName, onPick }: FigureProps) {
  const host = useRef<HTMLDivElement>(null)
  const hostPx = useWidth(host)
  // A bar needs room for what it says; what is wider than the page is scrolled.
  const needPx = ({ label: said }: WitnessBar): number =>
    bars.length <= FEW ? said.length * LETTER_PX + PADDING_PX : CROWDED_PX / 2
  const { lanes, bars: placed, widthPx } = pictureOf(bars, hostPx - NAME_PX - 8, needPx)
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
                x={width < LETTER_PX * bar.label.length ? 0 : width / 2}
                y={BAR_PX / 2 + 4}
                textAnchor={width < LETTER_PX * bar.label.length ? 'start' : 'middle'}
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
