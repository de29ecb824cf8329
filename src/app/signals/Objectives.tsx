/** Incidents of the run with their moments and means, then each objective with what is left of its error budget. */
import type { IncidentInfo, ObjectiveInfo } from '../../lab/protocol'
import { useLab } from '../store'
import { words } from '../words'
import { Incident } from './Incident'

export function Objectives() {
  const w = words().signals
  const status = useLab((lab) => lab.status)
  const topology = useLab((lab) => lab.opened?.topology)
  if (!status || !topology) return null
  const { incidents, objectives } = status
  const name = (promise: IncidentInfo['objectives'][number]) => w.promised(topology, promise)
  return (
    <>
      <h2>{w.incidentsTitle}</h2>
      {incidents.count === 0 && <p className="quiet">{w.noIncident}</p>}
      {incidents.count > 0 && (
        <>
          <dl className="signals-means">
            {(['detectUs', 'mitigateUs', 'repairUs'] as const).map((mean) => (
              <div key={mean} title={w.means[mean].explained}>
                <dt>{w.means[mean].name}</dt>
                <dd>{Number.isNaN(incidents[mean]) ? '–' : w.duration(incidents[mean])}</dd>
              </div>
            ))}
          </dl>
          <ol className="signals-incidents" aria-label={w.incidentsTitle}>
            {[...incidents.list].reverse().map((incident) => (
              <Incident
                key={incident.detectedUs}
                topology={topology}
                incident={incident}
                nowUs={status.timeUs}
                name={name}
              />
            ))}
          </ol>
        </>
      )}
      <h2>{w.objectivesTitle}</h2>
      {objectives.length > 0 && <p className="quiet">{w.windows(objectives[0])}</p>}
      <ul className="signals-objectives" aria-label={w.objectivesTitle}>
        {objectives.map((objective) => (
          <Objective
            key={`${objective.journey} ${objective.tenant} ${objective.kind} ${objective.thresholdUs}`}
            objective={objective}
            name={name(objective)}
          />
        ))}
      </ul>
    </>
  )
}

function Objective({ objective, name }: { objective: ObjectiveInfo; name: string }) {
  const w = words().signals
  const left = Math.max(0, 1 - objective.spent)
  const firing = objective.alerts.filter(({ firingSinceUs }) => firingSinceUs >= 0)
  return (
    <li data-firing={firing.length > 0}>
      <div className="signals-promise">
        <b>{name}</b> <span>{w.promise(objective)}</span>
      </div>
      <div
        className="signals-budget"
        role="meter"
        aria-label={w.budgetOf(name, objective)}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(left * 100)}
        aria-valuetext={w.left(objective)}
      >
        <i style={{ inlineSize: `${left * 100}%` }} />
      </div>
      <div className="signals-left">
        <span>{w.left(objective)}</span>
        <span className="quiet">{w.kept(objective)}</span>
      </div>
      {firing.map((alert) => (
        <p key={alert.longUs} className="signals-alert">
          {w.alert(alert)}
        </p>
      ))}
    </li>
  )
}
