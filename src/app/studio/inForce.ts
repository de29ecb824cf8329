/** Whose code decides now: of all that was applied, what later code does not stand over. */
import type { ContractName } from '../../decisions'
import type { BranchInfo, LabStatus } from '../../lab/protocol'

export type Applied = LabStatus['policies'][number]
export interface InForce extends Applied {
  sinceUs: number | null // null: nobody knows
}

/** Newest first. What is off is told too: it was meant to decide. */
export function inForce(status: LabStatus | null, contract: ContractName): InForce[] {
  if (!status) return []
  const moments = appliedAtUs(
    status.branches.find(({ id }) => id === status.active),
    status.timeUs,
  )
  const all = status.policies.map((one, i) => ({ ...one, sinceUs: moments[i] ?? null })).reverse()
  const shown: InForce[] = []
  for (const one of all) {
    if (one.contract !== contract) continue
    if (one.code !== null) shown.push(one)
    if (!one.off && Object.keys(one.reach).length === 0) break
  }
  return shown
}

/** Moments of the commands that applied them, in the same order. */
function appliedAtUs(branch: BranchInfo | undefined, untilUs: number): number[] {
  const commands = branch?.commands ?? []
  return commands.flatMap(({ atUs, command }) => (command.kind === 'setPolicy' && atUs <= untilUs ? [atUs] : []))
}
