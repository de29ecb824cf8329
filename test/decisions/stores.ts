/** Stores that the storefront can have, for decisions that its own does not take. */
import type { ReplicationSpec } from '../../src/scenarios/modes'

export const RAFT: ReplicationSpec = {
  mode: 'raft',
  electionTimeoutUs: [500_000, 1_000_000],
  heartbeatUs: 100_000,
  preVote: true,
  checkQuorum: true,
  reads: 'readIndex',
  snapshotEvery: 500,
}
