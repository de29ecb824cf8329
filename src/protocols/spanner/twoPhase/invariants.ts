/**
 * What plain two-phase commit promises: all participants of a transaction decide alike, no balance below zero, and replicas that
 * agree and keys that are free again some time after everything is healed (and not before: while a coordinator is down, nothing is
 * promised of what it began).
 */
import type { Invariants, Violation } from '../../../cluster/invariants'
import type { RepeatsTold } from '../../../cluster/repeats'
import { noRepeatsTold, untoldRepeats } from '../../../cluster/repeats'
import type { TwoPhaseNode } from './role'
import type { TwoPhaseRules } from './state'

interface Memory {
  repeats: RepeatsTold
  outcomes: Map<number, boolean>
  healedUs: number // since when nothing is broken, −1: something is
  openUs: Map<number, number> // transaction in doubt → when it was first seen
  told: string[]
}
const PATIENCE_CHASES = 20

export const twoPhaseInvariants: Invariants<Memory> = {
  begin: () => ({ repeats: noRepeatsTold(), outcomes: new Map(), healedUs: -1, openUs: new Map(), told: [] }),
  look(memory, replicas, cluster) {
    const found: Violation[] = []
    const once = (name: string, violation: Violation): void => {
      if (memory.told.includes(name)) return
      memory.told.push(name)
      found.push(violation)
    }
    const nodes = replicas.map((node) => node.index)
    const store = cluster.nodes.filter((node) => node.group === replicas[0].group)
    const isBroken =
      store.some((node) => !node.up || node.stalled || node.diskStalled || node.diskLost) ||
      cluster.links.some((link) => !link.plain && (link.cut || link.holding) && store.includes(link.from))
    if (isBroken) memory.healedUs = -1
    else if (memory.healedUs < 0) memory.healedUs = cluster.nowUs
    const open = new Set<number>()
    for (const node of replicas) {
      const { image } = node.state as TwoPhaseNode
      for (const txn of image.votes.keys()) open.add(txn)
      for (const [txn, isCommitted] of image.outcomes) {
        if (!memory.outcomes.has(txn)) memory.outcomes.set(txn, isCommitted)
        else if (memory.outcomes.get(txn) !== isCommitted)
          once(`outcome ${txn}`, { code: 'outcomesDiffer', nodes: [node.index], params: { txn } })
      }
      for (const [account, balance] of image.balances)
        if (balance < 0) once(`debt ${account}`, { code: 'negativeBalance', nodes: [node.index], params: { account } })
    }
    const repeats = replicas.map((node) => ({ node, repeats: (node.state as TwoPhaseNode).image.repeats }))
    found.push(...untoldRepeats(memory.repeats, repeats, (replicas[0].config as TwoPhaseRules).idempotency))
    const patienceUs = PATIENCE_CHASES * (replicas[0].config as TwoPhaseRules).chaseUs
    for (const txn of memory.openUs.keys()) if (!open.has(txn)) memory.openUs.delete(txn)
    for (const txn of open) {
      const sinceUs = memory.openUs.get(txn) ?? cluster.nowUs
      memory.openUs.set(txn, sinceUs)
      const isLate = memory.healedUs >= 0 && cluster.nowUs - Math.max(sinceUs, memory.healedUs) > patienceUs
      if (isLate) once(`lock ${txn}`, { code: 'locksHeld', nodes, params: { txn } })
    }
    return found
  },
}
