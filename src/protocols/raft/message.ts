/**
 * What members say to each other (thesis, figure 3.1 and its later chapters), as frozen data that the owner transports. `from`
 * and `to` name members, not machines: a machine that lost its disk comes back under another name. `sentUs` is the leader's
 * own clock, echoed in replies: a reply to what was sent at t proves that it led at t (6.4). `clockUs` is the follower's own
 * clock, echoed by the leader as `heardClockUs`: what comes with it was sent after it.
 */
import type { Entry, Snapshot } from './log'

interface Envelope {
  readonly from: number
  readonly to: number
  readonly term: number
  readonly bytes: number // that the content adds to the message's head
}
export interface VoteRequest extends Envelope {
  readonly kind: 'voteRequest'
  readonly isPre: boolean // a pre-vote (9.6): `term` is the one that it would stand in
  readonly lastIndex: number
  readonly lastTerm: number
  readonly isTransfer: boolean // the leader wished it (3.10): members vote although they hear a leader
}
export interface VoteReply extends Envelope {
  readonly kind: 'voteReply'
  readonly isPre: boolean
  readonly forTerm: number // the term that was asked for; `term` is the voter's own
  readonly isGranted: boolean
}
export interface Append extends Envelope {
  readonly kind: 'append'
  readonly prevIndex: number
  readonly prevTerm: number
  readonly entries: readonly Entry[]
  readonly commit: number
  readonly sentUs: number
  readonly heardClockUs: number // the follower's clock in the newest reply, −1: none yet
  readonly unconfirmedUs: number // how long before `sentUs` a majority last proved that it leads, −1: unknown
}
export interface AppendReply extends Envelope {
  readonly kind: 'appendReply'
  readonly isOk: boolean
  readonly match: number // ok: the follower's log agrees up to here
  readonly prevIndex: number // refused: what it does not have
  readonly hintIndex: number // refused: where logs may agree still, and the term there
  readonly hintTerm: number
  readonly sentUs: number
  readonly clockUs: number
}
export interface InstallSnapshot extends Envelope {
  readonly kind: 'installSnapshot'
  readonly snapshot: Snapshot
  readonly sentUs: number
}
/** The leader asks its successor to stand at once (3.10). */
export interface TimeoutNow extends Envelope {
  readonly kind: 'timeoutNow'
}
export type Message = VoteRequest | VoteReply | Append | AppendReply | InstallSnapshot | TimeoutNow

const ENTRY_HEAD_BYTES = 16
export function bytesOf(entries: readonly Entry[]): number {
  let bytes = 0
  for (const entry of entries) bytes += ENTRY_HEAD_BYTES + entry.bytes
  return bytes
}
