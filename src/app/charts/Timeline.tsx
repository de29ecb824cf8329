/**
 * The whole run and its branches, as lanes that fork; faults as marks; a playhead to drag. The picture is drawn from the
 * lab's status (a few times a second at most), the playhead by its painter on every frame.
 */
import { useMemo, useRef, useState } from 'react'
import type { LabStatus, Topology } from '../../lab/protocol'
import { usePanelShown } from '../lessonMode'
import { BreachesButton } from '../pictures'
import { IncidentsButton } from '../signals'
import { useLab } from '../store'
import { words } from '../words'
import { branchLanes, type Lane } from './branchLanes'
import { BranchMenu } from './BranchMenu'
import { TimelineLanes } from './TimelineLanes'
import { Playhead } from './Playhead'
import { timelineExtentUs } from './timelineScale'
import { useNarrow, useWidth } from './useSize'
import './timeline.css'

export function Timeline() {
  const status = useLab((lab) => lab.status)
  const topology = useLab((lab) => lab.opened?.topology ?? null)
  return status && topology ? <Run status={status} topology={topology} /> : <section className="timeline" />
}

function Run({ status, topology }: { status: LabStatus; topology: Topology }) {
  const [showAll, setShowAll] = useState(false)
  const root = useRef<HTMLElement>(null)
  const track = useRef<HTMLDivElement>(null)
  const widthPx = useWidth(track)
  const narrow = useNarrow(root)
  const { lanes, folded } = useMemo(() => branchLanes(status, showAll), [status, showAll])
  const longestUs = Math.max(status.timeUs, ...status.branches.map((branch) => branch.endUs))
  const extentUs = timelineExtentUs(longestUs)
  const { timeline } = words().charts
  const hasSignals = usePanelShown('signals')
  const hasInside = usePanelShown('inside')
  const alone = status.branches.length < 2
  return (
    <section
      className="timeline"
      aria-label={timeline.region}
      ref={root}
      data-narrow={narrow}
      data-alone={alone}
      style={{ '--lanes': lanes.length } as React.CSSProperties}
    >
      <div className="timeline-names">
        {!alone && lanes.map((lane) => <BranchMenu key={lane.branch.id} branch={lane.branch} status={status} />)}
        {hasSignals && <IncidentsButton />}
        {hasInside && <BreachesButton />}
        {(folded > 0 || showAll) && !alone && (
          <button type="button" className="plain timeline-fold" onClick={() => setShowAll(!showAll)}>
            {folded > 0 ? timeline.folded(folded) : timeline.fold}
          </button>
        )}
      </div>
      <div className="timeline-track" ref={track}>
        <TimelineLanes lanes={lanes} status={status} topology={topology} extentUs={extentUs} widthPx={widthPx} />
        <Playhead extentUs={extentUs} widthPx={widthPx} laneAt={laneAt(lanes)} active={status.active} />
      </div>
    </section>
  )
}

/** The branch whose lane lies at a height of the track (0 top, 1 bottom). */
function laneAt(lanes: Lane[]): (share: number) => number {
  return (share) => lanes[Math.min(lanes.length - 1, Math.max(0, Math.floor(share * lanes.length)))].branch.id
}
