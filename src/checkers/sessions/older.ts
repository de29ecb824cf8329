/**
 * Which of a register's versions is older, as far as clients can tell: what was there at first is older than all, and of writes
 * that did not overlap the one made first (a store that orders them otherwise has lost the later one to everybody who looks).
 */
import type { Observation, Observations } from './observations'

/** What a register's read showed. `write` is null where it was empty. Undefined where it showed what nobody wrote. */
export function shownBy({ seen }: Observation, { writes }: Observations): Observation | null | undefined {
  return seen?.length ? writes.get(seen[0]) : null
}

export function isOlder(a: Observation | null, b: Observation): boolean {
  return a === null || a.completed < b.invoked
}
