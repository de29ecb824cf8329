/** Incidents on the timeline: a bar from start to end, a bell where the alert fired, and a button that leads to their list. */
import type { IncidentInfo } from '../../lab/protocol'
import { useLab, useView } from '../store'
import { words } from '../words'

const NONE: IncidentInfo[] = []
const BAR_PX = 11
const BELL_PX = 4

/** Within the timeline's picture; `y`: the middle of the active branch's lane. */
export function IncidentMarks({ x, y }: { x: (us: number) => number; y: number }) {
  const incidents = useLab((lab) => lab.status?.incidents.list ?? NONE)
  const nowUs = useLab((lab) => lab.status?.timeUs ?? 0)
  return incidents.map((incident) => {
    const { startUs, detectedUs, endedUs } = incident
    const bell = x(detectedUs)
    return (
      <g className="timeline-incident" key={detectedUs}>
        <title>{words().signals.mark(incident)}</title>
        <rect x={x(startUs)} width={x(endedUs < 0 ? nowUs : endedUs) - x(startUs)} y={y + BAR_PX - 1} height={2} />
        <path d={`M${bell},${y + BAR_PX - BELL_PX - 2} l${BELL_PX},${2 * BELL_PX} h${-2 * BELL_PX} z`} />
      </g>
    )
  })
}

export function IncidentsButton() {
  const count = useLab((lab) => lab.status?.incidents.count ?? 0)
  return (
    <button
      type="button"
      className={count > 0 ? 'plain breaches-button' : 'plain quiet'}
      onClick={() => useView.getState().set({ panel: 'objectives' })}
    >
      {count > 0 ? words().signals.incidents(count) : words().signals.tabs.objectives}
    </button>
  )
}
