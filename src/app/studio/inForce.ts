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

/** Whose decision stands where this code, which ran on a node of `group`, is off: code applied before it, or what is built in. */
export function below(policies: readonly Applied[], failed: Applied, group: string): 'earlier' | 'builtIn' {
  const isThere = ({ contract, off, reach }: Applied): boolean =>
    contract === failed.contract &&
    !off &&
    Object.entries({ ...reach, group: undefined }).every(
      ([name, value]) => failed.reach[name as 'called'] === value || value === undefined,
    ) &&
    (reach.group ?? group) === group
  const at = policies.indexOf(failed)
  const next = policies.slice(0, at).findLast(isThere)
  return next && next.code !== null ? 'earlier' : 'builtIn'
}

/** Moments of the commands that applied them, in the same order. */
function appliedAtUs(branch: BranchInfo | undefined, untilUs: number): number[] {
  const commands = branch?.commands ?? []
  return commands.flatMap(({ atUs, command }) => (command.kind === 'setPolicy' && atUs <= untilUs ? [atUs] : []))
}
