/**
 * What a group replicates (Spanner, OSDI 2012, sections 2 and 4): rows and balances in versions, each with its commit
 * timestamp; transactions prepared here and not resolved; decisions of this group as coordinator that a participant has not
 * acknowledged; and which operations were done, in the same entry as their effect. A state machine: apply() alone changes it.
 */
import type { Repeats } from '../../cluster/repeats'
import { newRepeats, noteRepeat } from '../../cluster/repeats'
import { REMEMBERED } from '../../cluster/remembered'

export interface Version {
  readonly ts: number
  readonly value: number
}
/** A participant's promise to commit what the coordinator's group decides. */
export interface Prepared {
  readonly txn: number
  readonly age: number
  readonly coordinator: number // shard
  readonly key: number // of the account that is credited
  readonly amount: number
  readonly ts: number // the commit timestamp is not below
}
/** What a participant in another group must be told. */
export interface Payee {
  readonly shard: number
  readonly key: number
  readonly amount: number
}
export interface Decision {
  readonly txn: number
  readonly ts: number
  readonly payee: Payee
}
/** Entries of a group's log. `op` names the client's operation; `ended`: decisions that need not be remembered any more. */
export type Command =
  | {
      readonly kind: 'commit'
      readonly txn: number
      readonly op: number
      readonly ts: number
      readonly write: { readonly key: number; readonly value: number } | null
      readonly moves: readonly { readonly key: number; readonly amount: number }[]
      readonly payee: Payee | null
      readonly ended: readonly number[]
    }
  | { readonly kind: 'prepare'; readonly prepared: Prepared }
  | { readonly kind: 'resolve'; readonly txn: number; readonly isCommitted: boolean; readonly ts: number }

export interface Machine {
  rows: Map<number, readonly Version[]> // by key, newest last
  balances: Map<number, readonly Version[]> // by account; one never touched has the initial balance
  prepared: Map<number, Prepared> // by transaction
  decided: Map<number, Decision>
  done: Map<number, Version> // by operation: its timestamp, and what it wrote
  resolved: Map<number, number> // transaction → when, by lastTs
  lastTs: number // the greatest timestamp of any entry
  digest: number // of every entry in order
  repeats: Repeats
}

/** Versions older than the newest timestamp by more are no longer read. */
export const VERSIONS_KEPT_US = 30_000_000
/** How long it is remembered that an operation was done, by commit timestamps: longer than any retry comes. */
export const RECORDS_KEPT_US = REMEMBERED.spanner.us
const CLIENTS = 256
/** The client's operation, by which it is known in every attempt. */
export function operationOf({ origin, count }: { readonly origin: number; readonly count: number }): number {
  return count * CLIENTS + origin
}

export function emptyMachine(): Machine {
  return {
    rows: new Map(),
    balances: new Map(),
    prepared: new Map(),
    decided: new Map(),
    done: new Map(),
    resolved: new Map(),
    lastTs: 0,
    digest: 0,
    repeats: newRepeats(),
  }
}

/** Applies the next entry of the log. */
export function apply(machine: Machine, command: Command, initialBalance: number): void {
  const ts = command.kind === 'prepare' ? command.prepared.ts : command.ts
  machine.lastTs = Math.max(machine.lastTs, ts)
  machine.digest = Math.imul(machine.digest ^ (ts | 0), 0x9e3779b1) ^ (machine.digest >>> 15)
  if (command.kind === 'commit') commit(machine, command, initialBalance)
  else if (command.kind === 'prepare') machine.prepared.set(command.prepared.txn, command.prepared)
  else resolve(machine, command.txn, command.isCommitted, ts, initialBalance)
  forget(machine.done, (done) => done.ts, machine.lastTs)
  forget(machine.resolved, (at) => at, machine.lastTs)
}
function commit(machine: Machine, command: Extract<Command, { kind: 'commit' }>, initialBalance: number): void {
  const { ts, write, payee, txn } = command
  if (write) add(machine.rows, write.key, { ts, value: write.value })
  for (const { key, amount } of command.moves) move(machine, key, amount, ts, initialBalance)
  if (payee) machine.decided.set(txn, { txn, ts, payee })
  if (machine.done.has(command.op)) {
    const [client, count] = [command.op % CLIENTS, Math.floor(command.op / CLIENTS)]
    noteRepeat(machine.repeats, { client, count, key: write?.key ?? command.moves[0].key })
    machine.done.delete(command.op) // records stay in the order in which they were made
  }
  machine.done.set(command.op, { ts, value: write?.value ?? 0 })
  for (const ended of command.ended) machine.decided.delete(ended)
}
function resolve(machine: Machine, txn: number, isCommitted: boolean, ts: number, initialBalance: number): void {
  const prepared = machine.prepared.get(txn)
  machine.resolved.set(txn, machine.lastTs)
  if (!prepared) return
  machine.prepared.delete(txn)
  if (isCommitted) move(machine, prepared.key, prepared.amount, ts, initialBalance)
}
function move(machine: Machine, key: number, amount: number, ts: number, initialBalance: number): void {
  add(machine.balances, key, { ts, value: newest(machine.balances, key, initialBalance) + amount })
}
function add(column: Map<number, readonly Version[]>, key: number, version: Version): void {
  const kept = (column.get(key) ?? []).slice()
  while (kept.length > 1 && kept[1].ts < version.ts - VERSIONS_KEPT_US) kept.shift()
  kept.push(Object.freeze(version))
  column.set(key, Object.freeze(kept))
}
/** Entries are in the order in which they were made. */
function forget<T>(made: Map<number, T>, at: (entry: T) => number, lastTs: number): void {
  for (const [name, entry] of made) {
    if (at(entry) >= lastTs - RECORDS_KEPT_US) return
    made.delete(name)
  }
}

function newest(column: Map<number, readonly Version[]>, key: number, otherwise: number): number {
  const versions = column.get(key)
  return versions ? versions[versions.length - 1].value : otherwise
}
export function balanceOf(machine: Machine, account: number, initialBalance: number): number {
  return newest(machine.balances, account, initialBalance)
}
/** The version that was current at `ts`; undefined where there was none. */
export function versionAt(versions: readonly Version[] | undefined, ts: number): Version | undefined {
  for (let i = (versions?.length ?? 0) - 1; i >= 0; i--) if (versions![i].ts <= ts) return versions![i]
  return undefined
}
/** By how much all of a group's balances at `ts` differ from what they were at first. */
export function movedAt(machine: Machine, ts: number, initialBalance: number): number {
  let moved = 0
  for (const versions of machine.balances.values())
    moved += (versionAt(versions, ts)?.value ?? initialBalance) - initialBalance
  return moved
}

/** A machine that does not change any more, for the log's snapshot. */
export type FrozenMachine = Readonly<{
  [F in keyof Machine]: Machine[F] extends Map<infer K, infer V> ? readonly (readonly [K, V])[] : Machine[F]
}>
export function freeze(machine: Machine): { data: FrozenMachine; bytes: number } {
  const entries = <V>(map: Map<number, V>): readonly (readonly [number, V])[] => Object.freeze([...map])
  const data: FrozenMachine = Object.freeze({
    rows: entries(machine.rows),
    balances: entries(machine.balances),
    prepared: entries(machine.prepared),
    decided: entries(machine.decided),
    done: entries(machine.done),
    resolved: entries(machine.resolved),
    lastTs: machine.lastTs,
    digest: machine.digest,
    repeats: Object.freeze({ ...machine.repeats }),
  })
  return { data, bytes: 512 * data.rows.length + 32 * (data.balances.length + data.done.length) }
}
export function thaw(data: FrozenMachine | null): Machine {
  if (!data) return emptyMachine()
  return {
    rows: new Map(data.rows),
    balances: new Map(data.balances),
    prepared: new Map(data.prepared),
    decided: new Map(data.decided),
    done: new Map(data.done),
    resolved: new Map(data.resolved),
    lastTs: data.lastTs,
    digest: data.digest,
    repeats: { ...data.repeats },
  }
}
