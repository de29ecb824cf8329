/**
 * Long fork (Sovran et al., SOSP 2011; Jepsen's long-fork): keys are written once each; two transactions that read the same keys
 * must not disagree on which of two writes came first. Parallel snapshot isolation lets them, snapshot isolation does not.
 */
import type { Operations } from '../history/operations'
import { Transactions, type MicroOp } from '../transactions/transaction'
import { Found, undecided, type InvariantVerdict } from './anomaly'

/** A read of several keys: by key, whether its write was there. */
interface Group {
  keys: number[]
  /** The first to show each choice of writes. */
  choices: Map<string, { there: boolean[]; number: number }>
}

/** Throws history.function, history.value. */
export function checkLongFork(operations: Operations): InvariantVerdict {
  const transactions = new Transactions(operations, 'rw-register', ['txn', 'read', 'write'])
  const writers = new Map<number, number>()
  const groups = new Map<string, Group>()
  for (const { operation, outcome, micros } of transactions.all) {
    for (const { isRead, key } of micros) {
      if (isRead) continue
      if (writers.has(key)) return undecided('long-fork.rewritten', { key: transactions.keyName(key) })
      writers.set(key, operation)
    }
    if (outcome === 'ok' && micros.length > 1 && micros.every(({ isRead }) => isRead)) note(groups, micros, operation)
  }
  if (groups.size === 0) return undecided('nothingRead')
  const found = new Found()
  for (const group of groups.values()) compare(group, writers, transactions, found)
  return found.verdict()
}

function note(groups: Map<string, Group>, micros: readonly MicroOp[], number: number): void {
  const reads = [...new Map(micros.map(({ key, value }) => [key, value !== null]))].sort(([a], [b]) => a - b)
  const keys = reads.map(([key]) => key)
  const there = reads.map(([, isThere]) => isThere)
  const group = groups.get(keys.join(' ')) ?? { keys, choices: new Map<string, { there: boolean[]; number: number }>() }
  groups.set(keys.join(' '), group)
  if (!group.choices.has(there.join(' '))) group.choices.set(there.join(' '), { there, number })
}

/** By how many writes they show: each must show all that the one before does, and then all agree. */
function compare(
  { keys, choices }: Group,
  writers: ReadonlyMap<number, number>,
  transactions: Transactions,
  found: Found,
): void {
  const count = (there: readonly boolean[]): number => there.filter(Boolean).length
  const all = [...choices.values()].sort((a, b) => count(a.there) - count(b.there))
  for (let i = 1; i < all.length; i++) {
    const [one, other] = [all[i - 1], all[i]]
    const first = keys.findIndex((_, at) => one.there[at] && !other.there[at])
    if (first < 0) continue
    const second = keys.findIndex((_, at) => other.there[at] && !one.there[at])
    const writes = [keys[first], keys[second]].flatMap((key) => writers.get(key) ?? [])
    found.add('long-fork', [...writes, one.number, other.number], {
      one: transactions.keyName(keys[first]),
      other: transactions.keyName(keys[second]),
    })
  }
}
