/** The replication modes in the order in which the page names them: from the loosest promise to the strongest. */
import type { ModeName } from '../../scenarios/modes'

export const MODES: readonly ModeName[] = [
  'crdt',
  'multileader',
  'quorum',
  'dynamo',
  'primary',
  'raft',
  'twoPhaseCommit',
  'spanner',
  'program',
]
