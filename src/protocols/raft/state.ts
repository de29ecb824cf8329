/**
 * One member's state (thesis, figure 3.1, and what the later chapters add). Data, changed in place by step.ts only. Times are
 * microseconds of the member's own monotonic clock.
 */
import type { Bug } from './bugs'
import type { Log, Snapshot } from './log'
import type { Membership } from './membership'
import type { Message } from './message'

export interface Settings {
  readonly electionUs: readonly [min: number, max: number]
  readonly heartbeatUs: number
  readonly preVote: boolean // 9.6
  readonly checkQuorum: boolean // a leader that hears no majority steps down (6.2)
  readonly reads: 'readIndex' | 'lease' // 6.4, 6.4.1; a lease needs checkQuorum
  readonly driftPpm: number // no clock runs faster or slower than true time by more: leases are that much shorter
  readonly entriesMax: number // in one message
  readonly windowMax: number // entries on their way to a follower
  readonly bugs: Readonly<Partial<Record<Bug, boolean>>>
}
export const SETTINGS: Settings = {
  electionUs: [150_000, 300_000],
  heartbeatUs: 50_000,
  preVote: true,
  checkQuorum: true,
  reads: 'readIndex',
  driftPpm: 1_000,
  entriesMax: 64,
  windowMax: 256,
  bugs: {},
}

export type RaftRole = 'follower' | 'preCandidate' | 'candidate' | 'leader'

/** What a leader knows of another member. */
export interface Peer {
  id: number
  next: number
  match: number
  /** Looking for where its log agrees: one message at a time. Else entries follow each other without waiting (10.2.1). */
  isProbing: boolean
  movedUs: number // when `match` last rose or entries were last sent again
  snapshotUs: number // when a snapshot was sent to it, −1: none on its way
  ackedUs: number // the greatest `sentUs` that it echoed
  clockUs: number // its own clock in its newest reply, −1: none yet
}
/** A membership change before its first entry: new members catch up without a vote (4.2.1). */
export interface Staging {
  voters: readonly number[]
  sinceUs: number
}
export interface Leading {
  peers: Peer[]
  sinceUs: number
  first: number // index of the blank entry of its own term
  durable: number // its own log is on disk up to here
  confirmedUs: number // a majority has proved that it led then
  probedUs: number // when everybody was last asked
  reads: { id: number; atUs: number }[] // waiting for a proof no older than themselves
  staging: Staging | null
  successor: number // −1: leadership is not being handed over
  handingOverUs: number
  hasUrged: boolean // it has told a successor to stand, who may be heard late: no lease in this term any more
}

/** What a write to the disk replaced, newest last, so that a crash can take it back. */
export type Undo =
  | { kind: 'hard'; term: number; vote: number }
  | { kind: 'tail'; length: number; removed: Log['entries'] } // entries appended, and those that went for them
  | { kind: 'snapshot'; snapshot: Snapshot; removed: Log['entries'] } // entries covered by the new one
/** One write: what it replaced, and what may be said once it is on disk. */
export interface Batch {
  undo: Undo[]
  messages: Message[]
  last: number // index of the log's end
}

export interface RaftState {
  readonly id: number
  /** Durable, as the process sees it; less `disk` when it crashes. */
  term: number
  vote: number // −1: nobody yet in this term
  log: Log
  disk: { writing: Batch | null; next: Batch | null }
  /** Volatile. */
  role: RaftRole
  leader: number // −1: unknown
  commit: number
  applied: number
  membership: Membership // of the newest membership entry, committed or not (4.1)
  membershipIndex: number
  votes: number[]
  round: number // elections begun since a leader was heard: with the term, names a draw of the time-out
  dueUs: number // election, or the next heartbeat
  heardUs: number // from a leader of its term
  freshUs: number // all that was committed then is applied here; −1: unknown
  freshening: { index: number; atUs: number } | null // will be so once `index` is applied
  lead: Leading | null
}

export const NEVER_US = -1e15

/** A member with an empty log. Nobody has a vote yet where `membership` is empty: a new member waits to be taken in. */
export function newMember(id: number, membership: Membership): RaftState {
  const snapshot: Snapshot = Object.freeze({ index: 0, term: 0, membership, data: null, bytes: 0 })
  return memberFrom(id, 0, -1, { snapshot, entries: [] })
}

/** What a process knows that has just started from its disk: commits are learned anew (3.8). */
export function memberFrom(id: number, term: number, vote: number, log: Log): RaftState {
  return {
    id,
    term,
    vote,
    log,
    disk: { writing: null, next: null },
    role: 'follower',
    leader: -1,
    commit: log.snapshot.index,
    applied: log.snapshot.index,
    membership: log.snapshot.membership,
    membershipIndex: log.snapshot.index,
    votes: [],
    round: 0,
    dueUs: 0,
    heardUs: NEVER_US,
    freshUs: -1,
    freshening: null,
    lead: null,
  }
}
