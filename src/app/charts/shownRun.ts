/** What the charts and the timeline need to know of the open run, read from the stores and kept until it changes. */
import type { BranchInfo, LabStatus } from '../../lab/protocol'
import { useLab, useView } from '../store'
import { words } from '../words'
import type { Now } from './chartBlock'
import { chartWindowUs, visibleStretch } from './chartRequest'
import { faultBands, type FaultBand } from '../../lab/faultBands'

/** The stretch that the charts show now. */
export function visibleNow(playheadUs: number): { fromUs: number; toUs: number } {
  const endUs = useLab.getState().status?.endUs ?? playheadUs
  return visibleStretch(chartWindowUs(useView.getState()), playheadUs, endUs)
}

/** How far the active branch is known, and how long its answers may take. */
export function knownNow(playheadUs: number): Now {
  const knownUs = Math.max(playheadUs, useLab.getState().status?.endUs ?? 0)
  return { knownUs, longestDeadlineUs: longestDeadlineUs() }
}

/** Longest deadline of any journey, in µs. */
function longestDeadlineUs(): number {
  const groups = useLab.getState().opened?.scenario.groups ?? []
  const deadlines = groups.flatMap((group) => (group.role === 'clients' ? group.journeys.map((j) => j.deadlineUs) : []))
  return Math.max(0, ...deadlines)
}

export function activeBranch(status: LabStatus | null): BranchInfo | null {
  return status?.branches.find((branch) => branch.id === status.active) ?? null
}

export function branchName(branch: BranchInfo): string {
  const { timeline } = words().charts
  return branch.name ?? (branch.parent === null ? timeline.trunk : timeline.short(branch.id))
}

/** What the dashed line is: the branch laid beside the active one, or the same seed without the newest act. */
export function besideName(): string {
  const { status } = useLab.getState()
  const other = status?.branches.find((branch) => branch.id === status.compare)
  return !other || status?.compareIsShadow ? words().charts.without : branchName(other)
}

let bands: { status: LabStatus | null; value: FaultBand[] } = { status: null, value: [] }

/** Faults of the active branch, with those of the scenario's own schedule. */
export function faultBandsNow(): FaultBand[] {
  const { status, opened } = useLab.getState()
  if (bands.status === status) return bands.value
  const acts = activeBranch(status)?.commands ?? []
  const scheduled = (opened?.scenario.faults ?? []).map(({ atUs, ...command }) => ({ atUs, command }))
  const known = [...scheduled.filter((fault) => fault.atUs <= (status?.endUs ?? 0)), ...acts]
  const value = opened
    ? faultBands(
        known.sort((a, b) => a.atUs - b.atUs),
        opened.topology,
      )
    : []
  bands = { status, value }
  return value
}
