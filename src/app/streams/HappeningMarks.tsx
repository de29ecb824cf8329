/** On the timeline: when a stream's partitions were shared out anew, and when jobs began to be given up. */
import type { LabStatus } from '../../lab/protocol'
import { useLab } from '../store'
import { words } from '../words'

const SIDE_PX = 4
const NONE: LabStatus['happenings'] = []

/** Within the timeline's picture; `y`: the middle of the active branch's lane. */
export function HappeningMarks({ x, y }: { x: (us: number) => number; y: number }) {
  const happenings = useLab((lab) => lab.status?.happenings ?? NONE)
  return happenings.map(({ atUs, code, node, from, to }) => (
    <path
      key={`${atUs} ${code} ${node}`}
      className={`timeline-happening ${code}`}
      d={`M${x(atUs) - SIDE_PX},${y + 11} h${2 * SIDE_PX} l${-SIDE_PX},${-6} z`}
    >
      <title>{words().streams.mark(code, node, from, to, atUs)}</title>
    </path>
  ))
}
