/**
 * Terms and votes (thesis 3.4, 3.6.1), pre-vote (9.6), and deafness to candidates while a leader is heard (4.2.3, 6.4.1).
 */
import { batchMessages, send, sendDurably, setTerm } from './durable'
import { becomeLeader } from './replication'
import { isUpToDate, lastIndex, lastTerm, membershipAt } from './log'
import { everyVoter, isQuorum, isVoter } from './membership'
import type { VoteReply, VoteRequest } from './message'
import type { RaftState } from './state'
import { resetTimer } from './transitions'
import type { Turn } from './turn'

/** Nothing was heard of a leader for the election time-out. */
export function electionDue(turn: Turn): void {
  const { s, settings } = turn
  if (!mayStand(s)) resetTimer(turn)
  else if (settings.preVote) campaign(turn, true, false)
  else campaign(turn, false, false)
}

/** Whoever has a vote; and who loses it by an entry that may not be committed yet, for it may be the only one to have that (4.2.2). */
function mayStand(s: RaftState): boolean {
  if (isVoter(s.membership, s.id)) return true
  return s.membershipIndex > s.commit && isVoter(membershipAt(s.log, s.membershipIndex - 1).membership, s.id)
}

/** Stands for the next term, or asks whether it would be elected. */
export function campaign(turn: Turn, isPre: boolean, isTransfer: boolean): void {
  const { s } = turn
  s.round++
  s.leader = -1
  s.role = isPre ? 'preCandidate' : 'candidate'
  s.votes = []
  if (!isPre) setTerm(turn, s.term + 1, s.id)
  resetTimer(turn)
  const forTerm = isPre ? s.term + 1 : s.term
  for (const to of everyVoter(s.membership)) {
    if (to === s.id) continue
    const request: VoteRequest = {
      kind: 'voteRequest',
      from: s.id,
      to,
      term: forTerm,
      bytes: 0,
      isPre,
      lastIndex: lastIndex(s.log),
      lastTerm: lastTerm(s.log),
      isTransfer,
    }
    if (isPre) send(turn, request)
    else sendDurably(turn, request)
  }
  const own = answer(turn, s.id, isPre, forTerm, true)
  if (isPre) onVoteReply(turn, own)
  else batchMessages(turn).push(own) // it too votes when its vote is on disk
}

function answer(turn: Turn, to: number, isPre: boolean, forTerm: number, isGranted: boolean): VoteReply {
  const { s } = turn
  return { kind: 'voteReply', from: s.id, to, term: s.term, bytes: 0, isPre, forTerm, isGranted }
}

/**
 * Whether a request for votes is not even looked at: somebody who hears a leader helps no other (4.2.3), and a leader's lease
 * rests on that (6.4.1).
 */
export function isDeafTo(turn: Turn, m: VoteRequest): boolean {
  const { s, settings } = turn
  if (m.isTransfer || !(settings.preVote || settings.checkQuorum) || m.term <= s.term) return false
  const provenUs = s.lead ? Math.max(s.lead.confirmedUs, s.lead.sinceUs) : s.heardUs
  return turn.nowUs - provenUs < settings.electionUs[0]
}

export function onVoteRequest(turn: Turn, m: VoteRequest): void {
  const { s, settings } = turn
  const isCurrent = settings.bugs.ignoresUpToDate === true || isUpToDate(s.log, m.lastTerm, m.lastIndex)
  if (m.isPre) {
    send(turn, answer(turn, m.from, true, m.term, m.term > s.term && isCurrent))
    return
  }
  const isFree = s.vote === -1 || s.vote === m.from || settings.bugs.votesTwice === true
  const isGranted = m.term === s.term && s.role !== 'leader' && isFree && isCurrent
  if (isGranted) {
    if (s.vote !== m.from) setTerm(turn, s.term, m.from)
    if (s.role !== 'candidate') resetTimer(turn)
  }
  sendDurably(turn, answer(turn, m.from, false, m.term, isGranted))
}

export function onVoteReply(turn: Turn, m: VoteReply): void {
  const { s } = turn
  const isAwaited = m.isPre
    ? s.role === 'preCandidate' && m.forTerm === s.term + 1
    : s.role === 'candidate' && m.forTerm === s.term
  if (!isAwaited || !m.isGranted || s.votes.includes(m.from)) return
  s.votes.push(m.from)
  if (!isQuorum(s.membership, s.votes)) return
  if (m.isPre) campaign(turn, false, false)
  else becomeLeader(turn)
}
