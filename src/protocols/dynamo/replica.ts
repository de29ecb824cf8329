/**
 * One replica's store: versioned registers in memory, and what of them has not reached the disk yet. A write takes effect where its
 * version is newer (last writer wins), or, with vector clocks, where it adds a sibling or supersedes one; the table then shows
 * the newest. Apart from its own data a replica keeps what it holds for others that were not reached (hinted replicas,
 * Dynamo 4.6), by the home that it is for. Syncs finish in the order they were asked for; a crash undoes, newest first, what
 * was not synced.
 */
import { IntTable } from '../../kernel/intTable'
import type { FixedVersion, FixedVersions } from './fixing'
import { noteFixed } from './fixing'
import { noteCell } from './merkle'
import type { Settle, Held as Settled } from './settling'
import type { Siblings } from './versions'
import { NO_SIBLINGS, isSame, newestOf, reconciled } from './versions'

/** Keys with what is held of them. */
export interface Copies {
  table: IntTable // key → version, value: of the newest sibling
  siblings: Map<number, Siblings> | null // null: last writer wins
  leaves: Int32Array | null // hashes of the Merkle tree's leaves; null: no anti-entropy
}
export interface ReplicaStore extends Copies {
  unsynced: Undo[] // oldest first
  hints: Map<number, Copies> // by home
  fixed: FixedVersions | null // null: an operation's version is chosen anew by every attempt
}
/** What is held of one key. */
interface Held {
  key: number
  version: number
  value: number
  siblings: Siblings | null
}
/** What an unsynced write replaced. */
interface Undo {
  home: number // OWN, or whom the hint is for; NOTED: it is the operation `version` whose version was noted
  key: number
  version: number
  value: number
  siblings: Siblings
}
/** The replica's own data, rather than hints for a home. */
export const OWN = -1
const NOTED = -2

export function emptyStore(siblings = false, leaves: Int32Array | null = null, fixes = false): ReplicaStore {
  return { ...emptyCopies(siblings, leaves), unsynced: [], hints: new Map(), fixed: fixes ? new Map() : null }
}
function emptyCopies(siblings: boolean, leaves: Int32Array | null): Copies {
  return { table: new IntTable(), siblings: siblings ? new Map() : null, leaves }
}

/** The replica's own copies, or those that it holds for a home; null where it holds none. */
export function copiesOf(store: ReplicaStore, home: number): Copies | null {
  return home === OWN ? store : (store.hints.get(home) ?? null)
}
export function siblingsOf(copies: Copies, key: number): Siblings {
  return copies.siblings?.get(key) ?? NO_SIBLINGS
}

/** Applies a write in memory; false when the replica already has this version or a newer one. `settle`: who decides where versions meet in its own data; hints stay as they came. */
export function applyWrite(
  store: ReplicaStore,
  key: number,
  version: number,
  value: number,
  siblings: Siblings | null = null,
  home = OWN,
  settle: Settle | null = null,
): boolean {
  let copies = copiesOf(store, home)
  const had = copies === null ? 0 : copies.table.version(key)
  const before = copies === null ? NO_SIBLINGS : siblingsOf(copies, key)
  if (settle !== null && copies !== null && home === OWN) {
    const held = { version: had, value: copies.table.value(key), siblings: siblings === null ? null : before }
    const stays = settle(key, held, { version, value, siblings })
    if (stays !== null) return applySettled(store, key, held, stays)
  }
  const after = siblings === null ? NO_SIBLINGS : reconciled(before, siblings)
  if (siblings === null ? version <= had : after === before) return false
  if (copies === null) {
    copies = emptyCopies(store.siblings !== null, null)
    store.hints.set(home, copies)
  }
  store.unsynced.push({ home, key, version: had, value: copies.table.value(key), siblings: before })
  if (siblings === null) put(copies, key, version, value, NO_SIBLINGS)
  else put(copies, key, newestOf(after).version, newestOf(after).value, after)
  return true
}

/** Somebody's code has decided what stays; false when that is what was there. */
function applySettled(store: ReplicaStore, key: number, had: Settled, stays: Settled): boolean {
  const [before, after] = [had.siblings ?? NO_SIBLINGS, stays.siblings ?? NO_SIBLINGS]
  if (stays === had || (before.length === 1 && isSame(before[0], after[0]))) return false
  store.unsynced.push({ home: OWN, key, version: had.version, value: had.value, siblings: before })
  put(store, key, stays.version, stays.value, after)
  return true
}

/**
 * What is on the disk as a hint for one home is from now on another's, or the replica's own; no write, and nothing to undo. False when that
 * one has as new a version.
 */
export function adopt(store: ReplicaStore, hint: Held, home: number): boolean {
  let copies = copiesOf(store, home)
  const before = copies === null ? NO_SIBLINGS : siblingsOf(copies, hint.key)
  const after = hint.siblings === null ? NO_SIBLINGS : reconciled(before, hint.siblings)
  const had = copies === null ? 0 : copies.table.version(hint.key)
  if (hint.siblings === null ? hint.version <= had : after === before) return false
  if (copies === null) {
    copies = emptyCopies(store.siblings !== null, null)
    store.hints.set(home, copies)
  }
  if (hint.siblings === null) put(copies, hint.key, hint.version, hint.value, NO_SIBLINGS)
  else put(copies, hint.key, newestOf(after).version, newestOf(after).value, after)
  return true
}
/** The replica is no home of a key any more. False when it had nothing of it. */
export function forget(store: ReplicaStore, key: number): boolean {
  if (!store.table.has(key)) return false
  put(store, key, 0, 0, NO_SIBLINGS)
  return true
}

/** Notes an operation's version in memory; the one that stands, and whether that is news for the disk. */
export function fix(store: ReplicaStore, asked: FixedVersion): { version: number; isNew: boolean } {
  if (store.fixed === null) return { version: asked.version, isNew: false }
  const noted = noteFixed(store.fixed, asked)
  const { key, operation } = asked
  if (noted.isNew) store.unsynced.push({ home: NOTED, key, version: operation, value: 0, siblings: NO_SIBLINGS })
  return noted
}

/** What another home has noted; so many were news. */
export function takeFixed(store: ReplicaStore, notes: readonly FixedVersion[]): number {
  return notes.filter((note) => fix(store, note).isNew).length
}

/** Writes so many have reached the disk, the oldest first. */
export function oldestSynced(store: ReplicaStore, writes = 1): void {
  if (writes === 1) store.unsynced.shift()
  else store.unsynced.splice(0, writes)
}
/** Whether what is held of a key is not on the disk yet. */
export function isUnsynced(store: ReplicaStore, key: number, home: number): boolean {
  return store.unsynced.some((undo) => undo.key === key && undo.home === home)
}

/** The process ended: back to what the disk has. Returns the keys of its own that went back. */
export function loseUnsynced(store: ReplicaStore): number[] {
  const keys = store.unsynced.filter((undo) => undo.home === OWN).map((undo) => undo.key)
  for (let i = store.unsynced.length - 1; i >= 0; i--) {
    const { home, key, version, value, siblings } = store.unsynced[i]
    if (home === NOTED) store.fixed?.delete(version)
    const copies = copiesOf(store, home)
    if (copies) put(copies, key, version, value, siblings)
  }
  store.unsynced = []
  return [...new Set(keys)]
}

/** A hint has reached its home: it is dropped, unless it has been outdone since. */
export function dropHint(store: ReplicaStore, home: number, key: number, version: number): void {
  const copies = store.hints.get(home)
  if (copies?.table.version(key) !== version) return
  put(copies, key, 0, 0, NO_SIBLINGS)
  if (copies.table.size === 0) store.hints.delete(home)
}

/** Version 0: nothing. */
function put(copies: Copies, key: number, version: number, value: number, siblings: Siblings): void {
  if (copies.leaves) {
    noteCell(copies.leaves, key, versionsOf(copies, key))
    noteCell(copies.leaves, key, siblings.length > 0 ? siblings.map((s) => s.version) : version > 0 ? [version] : [])
  }
  if (version === 0) copies.table.delete(key)
  else copies.table.set(key, version, value)
  if (!copies.siblings) return
  if (siblings.length === 0) copies.siblings.delete(key)
  else copies.siblings.set(key, siblings)
}
/** Stamps of all that is held of a key. */
export function versionsOf(copies: Copies, key: number): number[] {
  const siblings = siblingsOf(copies, key)
  if (siblings.length > 0) return siblings.map((s) => s.version)
  const version = copies.table.version(key)
  return version > 0 ? [version] : []
}
