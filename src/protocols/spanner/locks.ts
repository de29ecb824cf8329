/**
 * A lock table with wound-wait (Rosenkrantz, Stearns and Lewis 1978; Spanner, OSDI 2012, 4.2.1): one lock a key, held by one
 * transaction. Who is older wounds a younger holder, who is younger waits; so nobody waits in a circle. A holder that can no
 * longer be wounded (prepared, or committing) waits for no lock any more, and ends by itself.
 */
export interface Contender {
  readonly id: number
  readonly age: number // smaller is older; no two transactions have the same
}
export interface Lock {
  holder: Contender
  waiters: Contender[] // oldest first
}
/** By key. */
export type LockTable = Map<number, Lock>

/** Whether it has the lock now; else it waits. `wound`: the holder that must give way, null where there is none. */
export function acquire(
  table: LockTable,
  key: number,
  by: Contender,
  mayWound: (id: number) => boolean,
): { granted: boolean; wound: number | null } {
  const lock = table.get(key)
  if (!lock) table.set(key, { holder: by, waiters: [] })
  if (!lock || lock.holder.id === by.id) return { granted: true, wound: null }
  if (!lock.waiters.some((waiter) => waiter.id === by.id)) {
    const at = lock.waiters.findIndex((waiter) => waiter.age > by.age)
    lock.waiters.splice(at < 0 ? lock.waiters.length : at, 0, by)
  }
  const { holder } = lock
  return { granted: false, wound: by.age < holder.age && mayWound(holder.id) ? holder.id : null }
}

/** Gives up these keys, held or waited for; the answer is who holds which of them instead. */
export function release(table: LockTable, id: number, keys: readonly number[]): { id: number; key: number }[] {
  const granted: { id: number; key: number }[] = []
  for (const key of keys) {
    const lock = table.get(key)
    if (!lock) continue
    if (lock.holder.id !== id) {
      lock.waiters = lock.waiters.filter((waiter) => waiter.id !== id)
      continue
    }
    const next = lock.waiters.shift()
    if (!next) table.delete(key)
    else {
      lock.holder = next
      granted.push({ id: next.id, key })
    }
  }
  return granted
}
