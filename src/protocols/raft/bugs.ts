/**
 * Eight ways of getting Raft wrong, to be switched on by name: each leaves out one rule, and costs the property that the rule
 * is there for. Names of invariants: invariants.ts. Sections: D. Ongaro, "Consensus: Bridging Theory and Practice", 2014.
 */
export const BUGS = {
  /** Grants its vote to every candidate of a term (3.4): two leaders in one term. */
  votesTwice: { costs: 'electionSafety', section: '3.4' },
  /** Votes without comparing logs (3.6.1): a leader lacks what was committed. */
  ignoresUpToDate: { costs: 'leaderCompleteness', section: '3.6.1' },
  /** Takes an entry of an earlier term as committed once a majority has it (3.6.2, figure 3.7): it can be overwritten still. */
  commitsEarlierTermByCounting: { costs: 'leaderCompleteness', section: '3.6.2' },
  /** Answers before term, vote and log are on disk (3.8): a crash takes back what was promised. */
  repliesBeforeDisk: { costs: 'leaderCompleteness', section: '3.8' },
  /** Serves reads without asking whether it still leads (6.4): a deposed leader answers from the past. */
  readsWithoutConfirmation: { costs: 'linearizableReads', section: '6.4' },
  /** Appends whatever comes, after whatever it has (3.5): equal index and term no longer mean equal logs. */
  skipsLogConsistencyCheck: { costs: 'logMatching', section: '3.5' },
  /** Goes from the old members to the new ones in one step (4.3): both majorities elect a leader. */
  skipsJointConsensus: { costs: 'electionSafety', section: '4.3' },
  /** Never tries an earlier entry with a follower that refused (3.5): no invariant falls, but that follower stays behind for ever. */
  neverBacksUp: { costs: 'liveness', section: '3.5' },
} as const

export type Bug = keyof typeof BUGS
export const BUG_NAMES = Object.keys(BUGS) as Bug[]
