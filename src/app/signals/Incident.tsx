/** One incident: what made it, whom it hurt, and its moments, each of which leads there. */
import type { IncidentInfo, Topology } from '../../lab/protocol'
import { actions } from '../actions'
import { useView } from '../store'
import { words } from '../words'

const MOMENTS = ['startUs', 'detectedUs', 'mitigatedUs', 'endedUs'] as const

interface IncidentProps {
  topology: Topology
  incident: IncidentInfo
  nowUs: number
  name: (objective: IncidentInfo['objectives'][number]) => string
}

export function Incident({ topology, incident, nowUs, name }: IncidentProps) {
  const w = words().signals
  const { startUs, feltUs, endedUs, objectives } = incident
  const behind = () =>
    useView.getState().set({
      panel: 'operations',
      operations: {
        fromUs: feltUs,
        toUs: endedUs < 0 ? nowUs : endedUs,
        journey: objectives[0].journey,
        only: ({ availability: 'failed', latency: 'slow', freshness: 'stale' } as const)[objectives[0].kind],
      },
    })
  return (
    <li data-open={endedUs < 0}>
      <h3>{w.incident(incident)}</h3>
      <p>{objectives.map((objective) => w.hurt(name(objective), objective.kind)).join('; ')}</p>
      {incident.mitigation && <p className="signals-mitigated">{w.mitigated(topology, incident)}</p>}
      <dl className="signals-moments">
        {MOMENTS.map((moment) => (
          <div key={moment} title={w.moments[moment].explained}>
            <dt>{w.moments[moment].name}</dt>
            <dd>
              {incident[moment] < 0 ? (
                w.notYet
              ) : (
                <button
                  type="button"
                  className="plain"
                  aria-label={w.seek(w.moments[moment].name, incident[moment])}
                  onClick={() => void actions().seek(incident[moment])}
                >
                  {w.at(incident[moment])}
                </button>
              )}
              {moment !== 'startUs' && incident[moment] >= 0 && <small>{w.after(incident[moment] - startUs)}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <button type="button" className="plain signals-behind" onClick={behind}>
        {w.behind}
      </button>
    </li>
  )
}
