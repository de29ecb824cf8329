/**
 * The replicated log from index 1 up; what a snapshot covers is gone from it (thesis 3.5, 5.1). Entries are frozen and shared
 * by every replica, message and checkpoint that holds them. Commands are the owner's: nothing here looks into them.
 */
import type { Membership } from './membership'

/** `command`: the owner's. `blank`: what a new leader commits first (3.6.2, 6.4). `membership`: in force once appended (4.1). */
export type Entry =
  | { readonly kind: 'command'; readonly term: number; readonly bytes: number; readonly command: unknown }
  | { readonly kind: 'blank'; readonly term: number; readonly bytes: number }
  | { readonly kind: 'membership'; readonly term: number; readonly bytes: number; readonly membership: Membership }

/** The state machine after `index`, as the owner froze it, and the members at that index. */
export interface Snapshot {
  readonly index: number
  readonly term: number
  readonly membership: Membership
  readonly data: unknown
  readonly bytes: number
}
/** `entries[0]` has index `snapshot.index + 1`. */
export interface Log {
  snapshot: Snapshot
  entries: Entry[]
}

export function lastIndex(log: Log): number {
  return log.snapshot.index + log.entries.length
}
/** Term of the entry at `index`; −1 where the log has none or a snapshot hides it. */
export function termAt(log: Log, index: number): number {
  const at = index - log.snapshot.index
  if (at === 0) return log.snapshot.term
  return at > 0 && at <= log.entries.length ? log.entries[at - 1].term : -1
}
export function lastTerm(log: Log): number {
  const { entries } = log
  return entries.length > 0 ? entries[entries.length - 1].term : log.snapshot.term
}
/** Undefined where the log has none or a snapshot hides it. */
export function entryAt(log: Log, index: number): Entry | undefined {
  return log.entries[index - log.snapshot.index - 1]
}
/** At most `most` entries from `from` up. */
export function entriesFrom(log: Log, from: number, most: number): readonly Entry[] {
  const at = from - log.snapshot.index - 1
  return log.entries.slice(at, at + most)
}

/** Whether a log that ends with (term, index) is at least as up-to-date as this one (3.6.1). */
export function isUpToDate(log: Log, term: number, index: number): boolean {
  const own = lastTerm(log)
  return term > own || (term === own && index >= lastIndex(log))
}

/** The greatest index up to `index` whose term is not above `term`: where two logs may still agree (3.5, backing up by terms). */
export function lastNotAbove(log: Log, index: number, term: number): number {
  let at = Math.min(index, lastIndex(log))
  while (at > log.snapshot.index && termAt(log, at) > term) at--
  return at
}

/** The members in force after `index`: those of the newest membership entry up to it, and that entry's index. */
export function membershipAt(log: Log, index: number): { membership: Membership; index: number } {
  for (let at = Math.min(index, lastIndex(log)); at > log.snapshot.index; at--) {
    const entry = entryAt(log, at)
    if (entry?.kind === 'membership') return { membership: entry.membership, index: at }
  }
  return { membership: log.snapshot.membership, index: log.snapshot.index }
}
