/**
 * The reference: whether some execution of a model shows what the clients saw, found by trying them all. Transactions that failed
 * are left out, those of unknown fate may be.
 */
import type { Value } from '../../../src/checkers'
import { textOf } from '../../../src/checkers'

export interface Seen {
  outcome: 'ok' | 'fail' | 'info'
  process: number
  invoked: number
  /** Infinity where unknown. */
  completed: number
  micros: Value[][]
}
/** Which must come before which, beyond what the values tell. */
export type Precedes = (a: Seen, b: Seen) => boolean

export const anyOrder: Precedes = () => false
export const ofProcess: Precedes = (a, b) => a.process === b.process && a.invoked < b.invoked
export const ofRealTime: Precedes = (a, b) => a.completed < b.invoked

type State = ReadonlyMap<string, Value>

/** The state after the transaction ran alone in `state`; null where it would have read something else. */
function ran({ outcome, micros }: Seen, state: State): State | null {
  const after = new Map(state)
  for (const [f, key, value] of micros) {
    const name = textOf(key)
    const held = after.get(name) ?? null
    if (f === 'append') after.set(name, [...((held ?? []) as Value[]), value])
    else if (f === 'w') after.set(name, value)
    else if (outcome === 'ok' && textOf(held ?? []) !== textOf(value ?? [])) return null
  }
  return after
}

/** Some order in which they ran one at a time. */
export function isSerializable(all: readonly Seen[], precedes: Precedes): boolean {
  const search = (state: State, left: readonly Seen[]): boolean =>
    left.every(({ outcome }) => outcome === 'info') ||
    left.some((next) => {
      if (left.some((other) => other !== next && precedes(other, next))) return false
      const after = ran(next, state)
      const rest = left.filter((other) => other !== next)
      return (after !== null && search(after, rest)) || (next.outcome === 'info' && search(state, rest))
    })
  return search(
    new Map(),
    all.filter(({ outcome }) => outcome !== 'fail'),
  )
}

const written = ({ micros }: Seen): string[] => micros.flatMap(([f, key]) => (f === 'r' ? [] : [textOf(key)]))

/** Some order of beginnings and commits, of which no two that overlap write the same key. */
export function isSnapshotIsolated(all: readonly Seen[], precedes: Precedes): boolean {
  interface Open {
    transaction: Seen
    snapshot: State
    /** Keys that others wrote since. */
    conflicts: ReadonlySet<string>
  }
  const search = (state: State, left: readonly Seen[], open: readonly Open[]): boolean => {
    if (left.every(({ outcome }) => outcome === 'info') && open.length === 0) return true
    const begins = left.some((next) => {
      if ([...left, ...open.map(({ transaction }) => transaction)].some((o) => o !== next && precedes(o, next)))
        return false
      const rest = left.filter((other) => other !== next)
      if (next.outcome === 'info' && search(state, rest, open)) return true
      if (!ran(next, state)) return false
      return search(state, rest, [...open, { transaction: next, snapshot: state, conflicts: new Set() }])
    })
    if (begins) return true
    return open.some((committing) => {
      const { transaction, snapshot, conflicts } = committing
      const keys = written(transaction)
      if (keys.some((key) => conflicts.has(key))) return false
      const after = ran(transaction, snapshot) as State
      const merged = new Map([...state, ...keys.map((key): [string, Value] => [key, after.get(key) as Value])])
      const rest = open.filter((other) => other !== committing)
      return search(
        merged,
        left,
        rest.map((other) => ({ ...other, conflicts: new Set([...other.conflicts, ...keys]) })),
      )
    })
  }
  return search(
    new Map(),
    all.filter(({ outcome }) => outcome !== 'fail'),
    [],
  )
}
