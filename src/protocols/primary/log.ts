/**
 * The log of a replica: writes in the order in which a primary took them, numbered from 1. An entry is known by its epoch and
 * its sequence number together; of two logs the one whose last entry has the greater epoch, then the greater number, is more
 * up to date (as B. Oki and B. Liskov, "Viewstamped Replication", PODC 1988, and Raft 5.4.1 compare). Only a window is
 * kept: it is what followers can still be sent, what an operation's second coming is looked up in, and what can be undone.
 */
import type { IntTable } from '../../kernel/intTable'
import { REMEMBERED } from '../../cluster/remembered'

/** Immutable. `key` −1: begins an epoch and writes nothing. `origin`, `count`: the operation that asked for it. */
export interface Entry {
  readonly epoch: number
  readonly key: number
  readonly value: number
  readonly origin: number
  readonly count: number
}
export interface Position {
  readonly epoch: number
  readonly seq: number
}
/** What an applied entry replaced. Immutable. */
export interface Undo {
  readonly version: number
  readonly value: number
}
export interface Log {
  base: number // sequence number before the first kept entry
  baseEpoch: number
  entries: Entry[]
  durable: number // entries up to here have reached the disk
  floor: number // the table's state cannot be taken back before this
  undo: Undo[] // of entries floor + 1 …, so that floor + undo.length entries are applied
}

/** Entries kept beyond what is applied, in which an operation's second coming is looked up. */
export const KEPT = REMEMBERED.primary.writes
const NO_KEY = -1
const TWO_32 = 4294967296

export function emptyLog(): Log {
  return { base: 0, baseEpoch: 0, entries: [], durable: 0, floor: 0, undo: [] }
}
export function lastSeq(log: Log): number {
  return log.base + log.entries.length
}
export function appliedSeq(log: Log): number {
  return log.floor + log.undo.length
}
export function entryAt(log: Log, seq: number): Entry {
  return log.entries[seq - log.base - 1]
}
/** 0 where the log does not reach. */
export function epochAt(log: Log, seq: number): number {
  if (seq === log.base) return log.baseEpoch
  return seq < log.base || seq > lastSeq(log) ? 0 : entryAt(log, seq).epoch
}
export function lastPosition(log: Log): Position {
  const seq = lastSeq(log)
  return { epoch: epochAt(log, seq), seq }
}
/** Whether `a` is more up to date than `b`. */
export function isAhead(a: Position, b: Position): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.seq > b.seq)
}
/** Versions grow along any log: the epoch, then the sequence number. */
export function versionOf(epoch: number, seq: number): number {
  return epoch * TWO_32 + seq
}
export function epochOfVersion(version: number): number {
  return Math.floor(version / TWO_32)
}

/** Sequence number of an operation's entry; 0: not in the window. */
export function seqOf(log: Log, origin: number, count: number): number {
  for (let i = log.entries.length - 1; i >= 0; i--)
    if (log.entries[i].count === count && log.entries[i].origin === origin) return log.base + i + 1
  return 0
}
/** The first entry of the run of one epoch that `seq` is in. */
export function firstOfEpoch(log: Log, seq: number): number {
  const epoch = epochAt(log, seq)
  let first = seq
  while (first > log.base + 1 && epochAt(log, first - 1) === epoch) first--
  return first
}

export type Changed = (key: number, value: number, version: number) => void

/** Makes entries up to `seq` visible. */
export function applyUpTo(log: Log, table: IntTable, seq: number, changed: Changed): void {
  for (let n = appliedSeq(log) + 1; n <= seq; n++) {
    const { epoch, key, value } = entryAt(log, n)
    if (key === NO_KEY) {
      log.undo.push(NOTHING)
      continue
    }
    log.undo.push(Object.freeze({ version: table.version(key), value: table.value(key) }))
    table.set(key, versionOf(epoch, n), value)
    changed(key, value, versionOf(epoch, n))
  }
}
const NOTHING: Undo = Object.freeze({ version: 0, value: 0 })

/** Takes entries after `seq` out of the log, and what they did out of the table. False where the table cannot go back so far. */
export function truncateAfter(log: Log, table: IntTable, seq: number, changed: Changed): boolean {
  if (seq < log.floor || seq < log.base) return false
  while (appliedSeq(log) > seq) {
    const { key } = entryAt(log, appliedSeq(log))
    const was = log.undo.pop() as Undo
    if (key === NO_KEY) continue
    if (was.version === 0) table.delete(key)
    else table.set(key, was.version, was.value)
    changed(key, was.value, was.version)
  }
  log.entries.length = seq - log.base
  log.durable = Math.min(log.durable, seq)
  return true
}

/** Forgets all but the newest applied and durable entries of a log that has grown to twice the window. */
export function compact(log: Log): void {
  if (log.entries.length < 2 * KEPT) return
  const base = Math.min(lastSeq(log) - KEPT, appliedSeq(log), log.durable)
  if (base <= log.base) return
  log.baseEpoch = epochAt(log, base)
  log.entries.splice(0, base - log.base)
  log.base = base
  if (base <= log.floor) return
  log.undo.splice(0, base - log.floor)
  log.floor = base
}
