/**
 * A primary's right to speak for its shard. A follower that has heard a primary waits failoverUs, by its own clock, before it
 * helps to elect another; a heartbeat was sent before it was heard; so for leaseUs < failoverUs after sending what a majority
 * answered, nobody else can be primary, as long as clocks' paces differ by less than the two (C. Gray and D. Cheriton,
 * "Leases", SOSP 1989). Without fencing there is no lease: a primary believes in itself.
 */
import type { PrimaryRules, PrimaryState } from './state'
import { majority } from './state'

export function holdsLease(rules: PrimaryRules, state: PrimaryState, nowUs: number): boolean {
  if (state.role !== 'primary') return false
  if (!rules.fencing) return true
  const needed = majority(rules) - 1
  if (needed === 0) return true
  const sent = state.followers.filter((_, place) => place !== rules.place).map((f) => f.leaseUs)
  sent.sort((a, b) => b - a)
  return sent[needed - 1] + rules.leaseUs > nowUs
}

/** A primary that knows everything acknowledged before it: an entry of its own epoch is committed, and nobody else is primary. */
export function speaksForShard(rules: PrimaryRules, state: PrimaryState, nowUs: number): boolean {
  return holdsLease(rules, state, nowUs) && state.commit >= state.takeover
}
