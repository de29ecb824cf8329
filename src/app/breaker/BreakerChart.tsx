/** The breaker's statechart: five states, the live one filled; each arrow says what leads along it, and how far that is. */
import type { BreakerView } from '../../lab/breakerView'
import { BREAKER_MODES } from '../../resilience/breaker/table'
import { words } from '../words'
import { arrowsOf, breakerMachine } from './machine'
import type { Drawn } from './places'
import { BOX, drawn, FRAME, HEIGHT, PLACES, WIDTH } from './places'

const ARROWS = drawn(arrowsOf(breakerMachine))
const LINE = 14

export function BreakerChart({ view }: { view: BreakerView }) {
  const w = words().breaker
  return (
    <svg className="breaker-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={w.chart(view.mode)}>
      <defs>
        {['live', 'still'].map((kind) => (
          <marker key={kind} id={`breaker-${kind}`} className={kind} viewBox="0 0 6 6" refX="2" refY="3" orient="auto">
            <path d="M0 0L6 3L0 6Z" />
          </marker>
        ))}
      </defs>
      <rect className="frame" {...FRAME} rx={6} />
      {ARROWS.map((arrow) => (
        <Arrow key={arrow.line.path} arrow={arrow} view={view} />
      ))}
      {BREAKER_MODES.map((mode) => {
        const { x, y } = PLACES[mode]
        return (
          <g key={mode} className={`state ${mode === view.mode ? 'live' : ''} ${mode}`}>
            <rect x={x - BOX.width / 2} y={y - BOX.height / 2} {...BOX} rx={4} />
            <text x={x} y={y + 4} textAnchor="middle">
              {w.state(mode)}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

function Arrow({ arrow: { from, to, events, line, isManual }, view }: { arrow: Drawn; view: BreakerView }) {
  const w = words().breaker
  const isLive = from === view.mode
  const { what, now } = isManual ? { what: w.acts(events), now: '' } : w.arrow(from, to, view)
  const { x, y, anchor } = line.label
  return (
    <g className={`arrow ${isLive ? 'live' : ''} ${isManual ? 'manual' : ''}`}>
      <path d={line.path} markerEnd={`url(#breaker-${isLive ? 'live' : 'still'})`} />
      <text x={x} y={y} textAnchor={anchor}>
        {what}
        {isLive && (
          <tspan x={x} dy={from === 'closed' ? 2 * LINE + 2 : LINE}>
            {now}
          </tspan>
        )}
      </text>
    </g>
  )
}
