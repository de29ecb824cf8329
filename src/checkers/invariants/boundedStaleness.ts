/**
 * Bounded staleness in versions and time, as PBS has them (Bailis et al., VLDB 2012, section 3): of a register's writes that were
 * acknowledged at least t before a read began, the read misses fewer than k. With k = 1 and t = 0 no read is stale.
 */
import type { Operations } from '../history/operations'
import { Observations, noteInvented, type Observation } from '../sessions/observations'
import { shownBy } from '../sessions/older'
import { Found, undecided, type InvariantVerdict } from './anomaly'

export interface StalenessBounds {
  /** k, at least 1. */
  versions: number
  /** t. */
  timeMs: number
}

const NS_PER_MS = 1e6

/** Throws history.function, history.value. */
export function checkStaleness(operations: Operations, { versions, timeMs }: StalenessBounds): InvariantVerdict {
  const observations = new Observations(operations, 'bounded-staleness')
  const { history } = operations
  const { repeated, kind, all } = observations
  if (repeated !== null) return undecided('values.repeated', { value: observations.versionName(repeated) })
  if (kind !== 'register') return undecided('staleness.registers')
  if (!all.some(({ seen }) => seen)) return undecided('nothingRead')
  if (timeMs > 0 && history.length > 0 && history.timeNs(0) < 0) return undecided('staleness.noTimes')
  const found = new Found()
  noteInvented(observations, found)
  const writes = writesByKey(observations)
  for (const read of all) {
    const shown = read.seen && shownBy(read, observations)
    if (!read.seen || shown === undefined) continue
    const until = timeMs === 0 ? Infinity : history.timeNs(read.invoked) - timeMs * NS_PER_MS
    const missed = missedBy(read, shown, writes.get(read.key) ?? []).filter(
      ({ completed }) => timeMs === 0 || history.timeNs(completed) <= until,
    )
    if (missed.length < versions) continue
    const first = missed.reduce((a, b) => (a.completed < b.completed ? a : b))
    const staleNs = history.timeNs(read.invoked) - history.timeNs(first.completed)
    found.add('staleness', [...(shown ? [shown.number] : []), first.number, read.number], {
      key: observations.keyName(read.key),
      got: shown ? observations.versionName(shown.written) : 'nil',
      missed: missed.length,
      first: observations.versionName(first.written),
      staleMs: history.timeNs(read.invoked) < 0 ? -1 : staleNs / NS_PER_MS,
    })
  }
  return found.verdict()
}

/** Writes that were acknowledged before the read began and are newer than what it showed, for sure. */
function missedBy(read: Observation, shown: Observation | null, writes: readonly Observation[]): Observation[] {
  const after = shown ? shown.completed : -1
  const missed: Observation[] = []
  for (let at = firstInvokedAfter(writes, after); at < writes.length && writes[at].invoked < read.invoked; at++)
    if (writes[at].completed < read.invoked) missed.push(writes[at])
  return missed
}

/** By key, in the order of their invocations. */
function writesByKey({ all }: Observations): Map<number, Observation[]> {
  const byKey = new Map<number, Observation[]>()
  for (const each of all) {
    if (each.seen) continue
    const known = byKey.get(each.key)
    if (known) known.push(each)
    else byKey.set(each.key, [each])
  }
  return byKey
}

function firstInvokedAfter(writes: readonly Observation[], position: number): number {
  let [low, high] = [0, writes.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (writes[middle].invoked > position) high = middle
    else low = middle + 1
  }
  return low
}
