/**
 * Membership changes by joint consensus (thesis 4.3). New members first catch up without a vote (4.2.1); then old and new
 * majorities both decide; then the new ones alone. A leader that is no longer among them steps down when that is committed
 * (4.2.2). A change that would leave the new voters without a majority that answers is refused before it begins.
 */
import { isJoint, isVoter, membershipOf } from './membership'
import { append, followMembership } from './replication'
import type { Leading } from './state'
import { becomeFollower } from './transitions'
import type { Refusal, Turn } from './turn'

export function onChange(turn: Turn, voters: readonly number[]): void {
  const why = refusal(turn, voters)
  if (why !== null) {
    turn.out.push({ kind: 'refused', what: 'change', why })
    return
  }
  const lead = turn.s.lead as Leading
  lead.staging = { voters: Object.freeze([...voters]), sinceUs: turn.nowUs }
  followMembership(turn, lead)
  continueChange(turn, lead)
}

function refusal(turn: Turn, voters: readonly number[]): Refusal | null {
  const { s } = turn
  if (!s.lead) return 'notLeader'
  if (s.lead.successor >= 0) return 'handingOver'
  if (s.lead.staging || isJoint(s.membership) || s.membershipIndex > s.commit || s.commit < s.lead.first)
    return 'changing'
  if (voters.length === 0) return 'noVoters'
  const old = s.membership.voters
  if (old.length === voters.length && voters.every((id) => old.includes(id))) return 'unchanged'
  return 2 * voters.filter((id) => answers(turn, s.lead as Leading, id)).length > voters.length ? null : 'noMajority'
}
/** Heard within an election time-out; a new member is given the chance to show itself. */
function answers(turn: Turn, lead: Leading, id: number): boolean {
  const { s, settings, nowUs } = turn
  if (id === s.id || !isVoter(s.membership, id)) return true
  const peer = lead.peers.find((p) => p.id === id)
  return peer !== undefined && nowUs - peer.ackedUs <= settings.electionUs[1]
}

/** Takes the next step of a change under way, if it is due. */
export function continueChange(turn: Turn, lead: Leading): void {
  const { s } = turn
  if (lead.staging) {
    if (!hasCaughtUp(turn, lead, lead.staging.voters)) return
    const { voters } = lead.staging
    lead.staging = null
    const outgoing = turn.settings.bugs.skipsJointConsensus ? [] : s.membership.voters
    append(turn, lead, { kind: 'membership', term: s.term, bytes: 64, membership: membershipOf(voters, outgoing) })
    return
  }
  if (s.membershipIndex > s.commit || s.commit < lead.first) return
  if (isJoint(s.membership)) {
    const membership = membershipOf(s.membership.voters)
    append(turn, lead, { kind: 'membership', term: s.term, bytes: 64, membership })
  } else if (!isVoter(s.membership, s.id)) becomeFollower(turn, s.term, -1)
}
/** New members have all that is committed. */
function hasCaughtUp({ s }: Turn, lead: Leading, voters: readonly number[]): boolean {
  return voters.every((id) => {
    if (id === s.id || isVoter(s.membership, id)) return true
    const peer = lead.peers.find((p) => p.id === id)
    return peer !== undefined && peer.match >= s.commit && peer.match > 0
  })
}
