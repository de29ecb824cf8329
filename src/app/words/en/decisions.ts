/** Decisions that learners may take over: their names, in a sentence. */
import type { ContractName } from '../../../decisions'

const decisionNames: Record<ContractName, string> = {
  balancer: 'which instance gets a request',
  replica: 'which replica is asked',
  consistency: 'how fresh a read must be',
  partition: 'which shard a key goes to',
  quorum: 'how many replicas must answer',
  retry: 'whether to try again, and when',
  breakerTrip: 'when a breaker opens and closes',
  breakerTrial: 'when an open breaker lets a call try',
  admit: 'who is let in',
  limit: 'how many may be under way at once',
  hedge: 'when to ask a second time',
  cache: 'what to take from the cache',
  fallback: 'what to answer with instead',
  merge: 'what stays of versions that meet',
  electionTimeout: 'how long to wait for a leader',
  autoscale: 'how many instances there should be',
  program: 'what a replica does',
}
export function decisionName(contract: ContractName): string {
  return decisionNames[contract]
}
