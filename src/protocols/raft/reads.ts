/**
 * Linearizable reads without writing to the log (thesis 6.4): by read index, when a majority has proved since the read came
 * that this is still the leader; by lease (6.4.1), when such a proof is so young that no other can have been elected since.
 * What is committed is applied at once, so that a served read has seen all that was committed when it came.
 */
import { agreed } from './membership'
import { beat } from './replication'
import type { Leading, RaftState } from './state'
import { NEVER_US } from './state'
import type { Turn } from './turn'

export function onRead(turn: Turn, id: number): void {
  const { s, settings, nowUs } = turn
  const { lead } = s
  if (!lead) {
    turn.out.push({ kind: 'readLost', id })
    return
  }
  if (settings.bugs.readsWithoutConfirmation) {
    turn.out.push({ kind: 'readReady', id })
    return
  }
  lead.reads.push({ id, atUs: nowUs })
  confirm(turn, lead)
}

/** Until when no other leader can have been elected, with clocks as unequal as they may be. */
function leaseEndUs(turn: Turn, lead: Leading): number {
  const { settings } = turn
  const drift = settings.driftPpm / 1e6
  return lead.confirmedUs + Math.floor((settings.electionUs[0] * (1 - drift)) / (1 + drift))
}
function holdsLease(turn: Turn, lead: Leading): boolean {
  return turn.settings.reads === 'lease' && !lead.hasUrged && turn.nowUs < leaseEndUs(turn, lead)
}

/** Serves what a proof or the lease covers. Nothing before an entry of its own term is committed: only then it knows what is. */
function serveReads(turn: Turn, lead: Leading): void {
  if (lead.reads.length === 0 || turn.s.commit < lead.first) return
  const coveredUs = holdsLease(turn, lead) ? turn.nowUs : lead.confirmedUs
  let served = 0
  while (served < lead.reads.length && lead.reads[served].atUs <= coveredUs) served++
  for (const { id } of lead.reads.splice(0, served)) turn.out.push({ kind: 'readReady', id })
  // One round at a time: what comes meanwhile shares the next.
  if (lead.reads.length > 0 && lead.probedUs <= lead.confirmedUs) beat(turn, lead)
}

/** A majority's echoes prove that it led then; reads that are no newer may be served. */
export function confirm(turn: Turn, lead: Leading): void {
  const { s } = turn
  const provenUs = agreed(s.membership, (id) => (id === s.id ? turn.nowUs : ackedUs(lead, id)))
  if (provenUs > lead.confirmedUs) lead.confirmedUs = provenUs
  serveReads(turn, lead)
}
function ackedUs(lead: Leading, id: number): number {
  return lead.peers.find((peer) => peer.id === id)?.ackedUs ?? NEVER_US
}

/** All that was committed by then is applied here, by this member's own clock; −1: unknown. */
export function freshAsOfUs(s: RaftState): number {
  return s.lead && s.commit >= s.lead.first && s.lead.confirmedUs > NEVER_US ? s.lead.confirmedUs : s.freshUs
}
