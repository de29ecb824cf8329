/**
 * Branches as lanes, as in a picture of version control: a branch leaves its parent's lane at its fork and runs to its own
 * end. The trunk comes first and a fork below its parent. Unnamed branches beyond the newest few fold away, save what is
 * shown, compared, or carries a branch that stays.
 */
import type { BranchInfo, LabStatus } from '../../lab/protocol'

export interface Lane {
  branch: BranchInfo
  lane: number
  parentLane: number // -1: the trunk
}

const UNNAMED_KEPT = 2

/** Lanes in drawing order, and how many branches are folded away. */
export function branchLanes(
  status: Pick<LabStatus, 'branches' | 'active' | 'compare'>,
  showAll: boolean,
): { lanes: Lane[]; folded: number } {
  const byId = new Map(status.branches.map((branch) => [branch.id, branch]))
  const kept = showAll ? new Set(byId.keys()) : unfolded(status, byId)
  const lanes: Lane[] = []
  const place = (parent: number | null, parentLane: number): void => {
    const children = status.branches.filter((b) => kept.has(b.id) && b.parent === parent)
    for (const branch of children.sort((a, b) => b.forkAtUs - a.forkAtUs || a.id - b.id)) {
      const lane = lanes.length
      lanes.push({ branch, lane, parentLane })
      place(branch.id, lane)
    }
  }
  place(null, -1)
  return { lanes, folded: status.branches.length - lanes.length }
}

function unfolded(
  status: Pick<LabStatus, 'branches' | 'active' | 'compare'>,
  byId: Map<number, BranchInfo>,
): Set<number> {
  const unnamed = status.branches.filter((b) => b.parent !== null && b.name === null).map((b) => b.id)
  const newest = unnamed.sort((a, b) => b - a).slice(0, UNNAMED_KEPT)
  const named = status.branches.filter((b) => b.name !== null || b.parent === null).map((b) => b.id)
  const kept = new Set<number>()
  for (const id of [...named, ...newest, status.active, status.compare]) {
    for (let b = id === null ? undefined : byId.get(id); b; b = b.parent === null ? undefined : byId.get(b.parent)) {
      kept.add(b.id)
    }
  }
  return kept
}
