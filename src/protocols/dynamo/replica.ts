/**
 * One replica's store: versioned registers in memory, and what of them has not reached the disk yet. A write takes effect
 * where its version is newer (last writer wins). Syncs finish in the order they were asked for; a crash undoes, newest first,
 * what was not synced.
 */
import { IntTable } from '../../kernel/intTable'

export interface ReplicaStore {
  table: IntTable // key → version, value
  unsynced: { key: number; version: number; value: number }[] // what each unsynced write replaced, oldest first
}

export function emptyStore(): ReplicaStore {
  return { table: new IntTable(), unsynced: [] }
}

/** Applies a write in memory; false when the replica already has this version or a newer one. */
export function applyWrite(store: ReplicaStore, key: number, version: number, value: number): boolean {
  const had = store.table.version(key)
  if (version <= had) return false
  store.unsynced.push({ key, version: had, value: store.table.value(key) })
  store.table.set(key, version, value)
  return true
}

/** The oldest unsynced write has reached the disk. */
export function oldestSynced(store: ReplicaStore): void {
  store.unsynced.shift()
}

/** The process ended: back to what the disk has. Returns the keys that went back. */
export function loseUnsynced(store: ReplicaStore): number[] {
  const keys = store.unsynced.map((u) => u.key)
  for (let i = store.unsynced.length - 1; i >= 0; i--) {
    const { key, version, value } = store.unsynced[i]
    if (version === 0) store.table.delete(key)
    else store.table.set(key, version, value)
  }
  store.unsynced = []
  return [...new Set(keys)]
}
