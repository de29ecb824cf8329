/**
 * What a leader does with answers: backing up (thesis 3.5), commitment, proofs that it still leads (6.2, 6.4), handing over (3.10).
 */
import { continueChange } from './change'
import { countCopies } from './commitment'
import { send } from './durable'
import { lastIndex, lastNotAbove } from './log'
import { isVoter } from './membership'
import type { AppendReply } from './message'
import { confirm } from './reads'
import { beat, followMembership, replicate, sendEntries } from './replication'
import type { Leading, Peer } from './state'
import { becomeFollower } from './transitions'
import type { Turn } from './turn'

/** The heartbeat is due. */
export function heartbeatDue(turn: Turn, lead: Leading): void {
  const { s, settings, nowUs } = turn
  confirm(turn, lead)
  const provenUs = Math.max(lead.confirmedUs, lead.sinceUs)
  if (settings.checkQuorum && nowUs - provenUs > settings.electionUs[0]) {
    becomeFollower(turn, s.term, -1)
    return
  }
  if (lead.successor >= 0 && nowUs - lead.handingOverUs > settings.electionUs[0]) lead.successor = -1
  if (lead.staging && nowUs - lead.staging.sinceUs > STAGING_TIMEOUTS * settings.electionUs[1]) {
    lead.staging = null
    followMembership(turn, lead)
  }
  s.dueUs = nowUs + settings.heartbeatUs
  beat(turn, lead)
}
/** A new member that has not caught up within so many election time-outs is given up (4.2.1). */
const STAGING_TIMEOUTS = 10
export function onAppendReply(turn: Turn, m: AppendReply): void {
  const { s } = turn
  const { lead } = s
  const peer = lead?.peers.find((p) => p.id === m.from)
  if (!lead || !peer || m.term !== s.term) return
  peer.ackedUs = Math.max(peer.ackedUs, m.sentUs)
  peer.clockUs = Math.max(peer.clockUs, m.clockUs)
  if (m.isOk) accepted(turn, lead, peer, m.match)
  else refused(turn, lead, peer, m)
  confirm(turn, lead)
}
function accepted(turn: Turn, lead: Leading, peer: Peer, match: number): void {
  const { s, nowUs } = turn
  if (match > peer.match) {
    peer.match = match
    peer.movedUs = nowUs
  }
  if (peer.snapshotUs >= 0 && match >= peer.next - 1) peer.snapshotUs = -1
  if (peer.snapshotUs < 0 && match >= peer.next - 1) {
    peer.isProbing = false
    peer.next = match + 1
  }
  countCopies(turn, lead)
  continueChange(turn, lead)
  if (s.lead !== lead) return // committing the change may have ended its lead
  if (lead.successor === peer.id && peer.match === lastIndex(s.log)) urge(turn, peer.id)
  else replicate(turn, lead, peer)
}
function refused(turn: Turn, lead: Leading, peer: Peer, m: AppendReply): void {
  const { s, settings } = turn
  if (m.prevIndex <= peer.match || m.prevIndex >= peer.next || peer.snapshotUs >= 0 || settings.bugs.neverBacksUp)
    return
  peer.next = Math.max(peer.match, Math.min(m.prevIndex - 1, lastNotAbove(s.log, m.hintIndex, m.hintTerm))) + 1
  peer.isProbing = true
  if (peer.next <= s.log.snapshot.index) replicate(turn, lead, peer)
  else sendEntries(turn, lead, peer, peer.next - 1, settings.entriesMax)
}

/** Its own log is on disk up to here. */
export function ownWriteEnded(turn: Turn, lead: Leading, last: number): void {
  lead.durable = Math.max(lead.durable, Math.min(last, lastIndex(turn.s.log)))
  countCopies(turn, lead)
  continueChange(turn, lead)
  if (turn.s.lead === lead) confirm(turn, lead)
}

/** Begins to hand over: no more commands; once the successor has everything it is told to stand at once. */
export function handOver(turn: Turn, to: number): void {
  const { s } = turn
  const { lead } = s
  const refuse = (why: 'notLeader' | 'handingOver' | 'notMember') =>
    turn.out.push({ kind: 'refused', what: 'transfer', why })
  if (!lead) refuse('notLeader')
  else if (lead.successor >= 0) refuse('handingOver')
  else if (to === s.id || !isVoter(s.membership, to)) refuse('notMember')
  else {
    lead.successor = to
    lead.hasUrged = true
    lead.handingOverUs = turn.nowUs
    const peer = lead.peers.find((p) => p.id === to)
    if (peer?.match === lastIndex(s.log)) urge(turn, to)
  }
}
function urge(turn: Turn, to: number): void {
  send(turn, { kind: 'timeoutNow', from: turn.s.id, to, term: turn.s.term, bytes: 0 })
}
