/**
 * Versions as vector clocks (Dynamo, SOSP 2007, 4.4): one entry a coordinator that has written, with its count of writes. Of two
 * versions one descends from the other, or they are siblings, and both are kept until a write that descends from both. Who
 * reads is given the newest sibling by its stamp; who writes next supersedes all siblings that its coordinator knew of: the
 * value that was newest is the one that was seen, and the others are visible as siblings until then.
 *
 * A clock longer than ten entries loses its oldest ones, by the time that each entry carries; descent may then be taken for
 * conflict, as the paper says.
 */

export interface ClockEntry {
  readonly node: number
  readonly counter: number
  readonly atUs: number // the coordinator's wall clock
}
/** Ascending by node. Immutable. */
export type VectorClock = readonly ClockEntry[]
export interface Sibling {
  readonly clock: VectorClock
  readonly version: number // unique stamp of the write
  readonly value: number
}
/** None descends from another. Ascending by version. Immutable. */
export type Siblings = readonly Sibling[]

export const NO_SIBLINGS: Siblings = Object.freeze([])
const CLOCK_ENTRIES_MAX = 10
const SIBLING_BYTES = 128
const ENTRY_BYTES = 12

/** Whether whoever wrote `a` knew of `b` (or they are the same). */
export function descends(a: VectorClock, b: VectorClock): boolean {
  return b.every((entry) => counterOf(a, entry.node) >= entry.counter)
}
function counterOf(clock: VectorClock, node: number): number {
  return clock.find((entry) => entry.node === node)?.counter ?? 0
}

/** The clock of a write by `node` that supersedes all of `context`. */
export function advanced(context: Siblings, node: number, counter: number, atUs: number): VectorClock {
  const newest = newestEntries(context.map(({ clock }) => clock))
  newest.set(node, Object.freeze({ node, counter, atUs }))
  return clockOf(newest)
}
/** The clock that descends from all of these. */
export function clocksJoined(clocks: readonly VectorClock[]): VectorClock {
  return clockOf(newestEntries(clocks))
}
function newestEntries(clocks: readonly VectorClock[]): Map<number, ClockEntry> {
  const newest = new Map<number, ClockEntry>()
  for (const clock of clocks)
    for (const entry of clock) if (entry.counter > (newest.get(entry.node)?.counter ?? 0)) newest.set(entry.node, entry)
  return newest
}
function clockOf(entries: ReadonlyMap<number, ClockEntry>): VectorClock {
  return Object.freeze(pruned([...entries.values()]).sort((a, b) => a.node - b.node))
}
function pruned(entries: ClockEntry[]): ClockEntry[] {
  const youngestFirst = entries.sort((a, b) => b.atUs - a.atUs || a.node - b.node)
  return youngestFirst.slice(0, CLOCK_ENTRIES_MAX)
}

/** What remains of both: versions that another descends from are gone. `a` itself where `b` adds nothing. */
export function reconciled(a: Siblings, b: Siblings): Siblings {
  const added = b.filter((one) => !a.some((other) => supersedes(other, one)))
  if (added.length === 0) return a
  const kept = a.filter((one) => !added.some((other) => supersedes(other, one)))
  return Object.freeze([...kept, ...added].sort((x, y) => x.version - y.version))
}
/** Of two with equal clocks (pruned ones can be) the greater stamp stays. */
function supersedes(a: Sibling, b: Sibling): boolean {
  if (!descends(a.clock, b.clock)) return false
  return a.version >= b.version || !descends(b.clock, a.clock)
}

export function sameSiblings(a: Siblings, b: Siblings): boolean {
  return a === b || (a.length === b.length && a.every(({ version }, i) => version === b[i].version))
}
/** One version with one clock. */
export function isSame(a: Sibling, b: Sibling): boolean {
  return a.version === b.version && descends(a.clock, b.clock) && descends(b.clock, a.clock)
}
export function newestOf(siblings: Siblings): Sibling {
  return siblings[siblings.length - 1]
}

/** On the wire and on disk: a value each, and twelve bytes an entry. */
export function bytesOf(siblings: Siblings | null): number {
  if (siblings === null) return SIBLING_BYTES
  return siblings.reduce((bytes, { clock }) => bytes + SIBLING_BYTES + ENTRY_BYTES * clock.length, 0)
}
