/**
 * Safe time (Spanner, OSDI 2012, 4.1.3): a replica may serve a read at t if t ≤ t_safe, the lesser of what its group's leader
 * has promised and it has applied (t_Paxos), and of what prepared transactions leave open (t_TM). Leaders promise while they hold their
 * lease, with every message to their followers.
 */
import { lastIndex } from '../raft'
import { FRESH, elsewhere, tell } from './answers'
import { versionAt } from './machine'
import type { Machine } from './machine'
import type { Promised, Request, SpannerState, Turn } from './state'
import { LEVEL } from '../../cluster/wire'

/** t_safe; 0 where nothing was promised yet. */
export function safeTs(s: SpannerState): number {
  return Math.min(promisedTs(s), openTs(s.machine, null))
}
function promisedTs({ promises, raft }: SpannerState): number {
  let ts = 0
  for (const promise of promises) if (promise.index <= raft.applied) ts = Math.max(ts, promise.ts)
  return ts
}
/** Below the timestamps of prepared transactions: of all, or of those that touch one key (4.2.4). */
function openTs(machine: Machine, key: number | null): number {
  let ts = Infinity
  for (const prepared of machine.prepared.values())
    if (key === null || prepared.key === key) ts = Math.min(ts, prepared.ts - 1)
  return ts
}

/** Takes in what a leader promised. A promise that says no more than another is dropped. */
export function addPromise(s: SpannerState, promised: Promised): void {
  const upTo = s.raft.applied
  const says = (a: Promised, b: Promised): boolean => a.ts >= b.ts && (a.index <= b.index || a.index <= upTo)
  if (s.promises.some((known) => says(known, promised))) return
  s.promises = s.promises.filter((known) => !says(promised, known))
  s.promises.push(promised)
}

/** Until when no other leader can have been elected (Raft, 6.4.1): timestamps are given and promised within. */
export function holdsLease({ s, rules, around }: Turn): boolean {
  const { lead } = s.raft
  if (!lead || lead.hasUrged) return false
  const drift = rules.raft.driftPpm / 1e6
  const leaseUs = (rules.raft.electionUs[0] * (1 - drift)) / (1 + drift)
  return around.clocks.monotonicUs < lead.confirmedUs + Math.floor(leaseUs)
}
/** A leader's promise: no timestamp up to now will be given any more. */
export function promise(turn: Turn): Promised | null {
  const { s, time } = turn
  const { office } = s
  if (!office?.isReady || !holdsLease(turn)) return null
  office.floorTs = Math.max(office.floorTs, time.latest - 1)
  const promised = Object.freeze({ index: lastIndex(s.raft.log), ts: office.floorTs })
  addPromise(s, promised)
  return promised
}

/**
 * A read that need not see the newest state, as a snapshot read at this replica's safe time; a session's floor is the least
 * timestamp that it may be served at. Who is not up to date sends it to the leader.
 */
export function snapshotRead(turn: Turn, request: Request): void {
  const { s, time } = turn
  const { asker, key, level, floor, bound } = request
  const ts = Math.min(promisedTs(s), openTs(s.machine, key))
  const isKnown = ts > 0
  const ageUs = isKnown ? Math.max(0, time.latest - ts) : -1
  const isGoodEnough =
    level === LEVEL.bounded ? isKnown && ageUs <= bound : level === LEVEL.session ? ts >= floor : true
  if (!isGoodEnough) elsewhere(turn, asker)
  else tell(turn, asker, versionAt(s.machine.rows.get(key), isKnown ? ts : Infinity), { isStale: true, ageUs })
}

/** What a leader shows: the newest version. */
export function newestRead(turn: Turn, request: Request): void {
  tell(turn, request.asker, versionAt(turn.s.machine.rows.get(request.key), Infinity), FRESH)
}
