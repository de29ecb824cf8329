/**
 * What every rule of every chapter comes back to: to be a follower of a term, and to wait for the election time-out (thesis 3.3, 3.4).
 */
import { setTerm } from './durable'
import type { Turn } from './turn'

/** The election time-out begins anew. */
export function resetTimer(turn: Turn): void {
  const { s, settings } = turn
  s.dueUs = turn.nowUs + turn.around.electionTimeoutUs(s.term, s.round, settings.electionUs)
}

/** A message of a later term, or of this one's leader. `leader`: −1 where it is not known yet. */
export function becomeFollower(turn: Turn, term: number, leader: number): void {
  const { s } = turn
  if (term > s.term) setTerm(turn, term, -1)
  const wasLeader = s.role === 'leader'
  s.role = 'follower'
  s.leader = leader
  s.votes = []
  if (!wasLeader) return
  for (const { id } of s.lead?.reads ?? []) turn.out.push({ kind: 'readLost', id })
  s.lead = null
  resetTimer(turn)
}
