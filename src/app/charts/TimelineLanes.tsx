/** The timeline's still picture: time marks, a lane for each branch with its fork, fault marks, what is not run yet. */
import { useMemo } from 'react'
import type { LabStatus, Topology } from '../../lab/protocol'
import { usePanelShown } from '../lessonMode'
import { BreachMarks } from '../pictures'
import { IncidentMarks } from '../signals'
import { HappeningMarks } from '../streams/HappeningMarks'
import { TimelineVerdicts } from '../verdicts'
import { words } from '../words'
import type { Lane } from './branchLanes'
import { faultBands, type FaultBand } from '../../lab/faultBands'
import { tickStepUs, ticksUs } from './timelineScale'

const LANE_PX = 28
const AXIS_PX = 20

interface LanesProps {
  lanes: Lane[]
  status: LabStatus
  topology: Topology
  extentUs: number
  widthPx: number
}

export function TimelineLanes({ lanes, status, topology, extentUs, widthPx }: LanesProps) {
  const { charts } = words()
  const hasSignals = usePanelShown('signals')
  const hasVerdicts = usePanelShown('verdicts')
  const hasInside = usePanelShown('inside')
  const x = (us: number) => (Math.min(us, extentUs) / extentUs) * widthPx
  const height = lanes.length * LANE_PX
  const stepUs = tickStepUs(extentUs, widthPx, 80)
  const active = lanes.find((lane) => lane.branch.id === status.active)
  const beyond = x(active?.branch.endUs ?? 0)
  return (
    <svg className="timeline-lanes" width={widthPx} height={height + AXIS_PX} aria-hidden="true">
      {ticksUs(0, extentUs, stepUs).map((atUs) => (
        <g key={atUs} className="timeline-tick">
          <line x1={x(atUs)} x2={x(atUs)} y1={0} y2={height + 3} />
          <text
            x={x(atUs)}
            y={height + 15}
            textAnchor={atUs === 0 ? 'start' : x(atUs) > widthPx - 24 ? 'end' : 'middle'}
          >
            {charts.mark(atUs, stepUs)}
          </text>
        </g>
      ))}
      {lanes.map((lane) => (
        <LanePath key={lane.branch.id} lane={lane} status={status} topology={topology} x={x} />
      ))}
      {active && hasSignals && <IncidentMarks x={x} y={active.lane * LANE_PX + LANE_PX / 2} />}
      {active && hasVerdicts && <TimelineVerdicts x={x} y={active.lane * LANE_PX + LANE_PX / 2} />}
      {active && <HappeningMarks x={x} y={active.lane * LANE_PX + LANE_PX / 2} />}
      {active && hasInside && <BreachMarks x={x} y={active.lane * LANE_PX + LANE_PX / 2} />}
      {active && widthPx - beyond > 110 && (
        <text className="timeline-beyond" x={beyond + 10} y={active.lane * LANE_PX + LANE_PX / 2 + 4}>
          {charts.timeline.beyond}
        </text>
      )}
    </svg>
  )
}

interface LanePathProps {
  lane: Lane
  status: LabStatus
  topology: Topology
  x: (us: number) => number
}

function LanePath({ lane: { branch, lane, parentLane }, status, topology, x }: LanePathProps) {
  const { charts } = words()
  const bands = useMemo(() => faultBands(branch.commands, topology), [branch.commands, topology])
  const y = lane * LANE_PX + LANE_PX / 2
  const startUs = branch.parent === null ? 0 : branch.forkAtUs
  const end = x(branch.endUs)
  const fork = x(startUs)
  const shown = branch.id === status.active ? 'active' : branch.id === status.compare ? 'compared' : 'other'
  const own = (band: FaultBand) => band.toUs > startUs
  return (
    <g className={`timeline-lane ${shown}`}>
      {parentLane >= 0 && <path d={forkPath(fork, parentLane * LANE_PX + LANE_PX / 2, y)} />}
      <line x1={fork + (parentLane >= 0 ? 10 : 0)} x2={Math.max(end, fork + 10)} y1={y} y2={y} />
      <line
        className="timeline-end"
        x1={Math.max(end, fork + 10)}
        x2={Math.max(end, fork + 10)}
        y1={y - 4}
        y2={y + 4}
      />
      {bands.filter(own).map((band, i) => {
        const from = x(Math.max(startUs, band.fromUs))
        return (
          <g key={i} className="timeline-fault">
            <title>{charts.timeline.mark(band.command, band.fromUs)}</title>
            <rect x={from} width={Math.max(0, x(Math.min(band.toUs, branch.endUs)) - from)} y={y - 3} height={6} />
            {band.fromUs >= startUs && <rect className="timeline-mark" x={from - 1} width={2} y={y - 9} height={18} />}
          </g>
        )
      })}
    </g>
  )
}

/** From the parent's lane down to the branch's own, in ten pixels. */
function forkPath(x: number, fromY: number, toY: number): string {
  return `M${x},${fromY} V${toY - 8} Q${x},${toY} ${x + 10},${toY}`
}
