/**
 * The consistency levels of Apache Cassandra (DataStax driver documentation), as acknowledgements to wait for: R or W of a
 * leaderless store with replicas in one or more data centres.
 */
export const CASSANDRA_LEVELS = ['ANY', 'ONE', 'TWO', 'THREE', 'QUORUM', 'LOCAL_QUORUM', 'EACH_QUORUM', 'ALL'] as const
export type CassandraLevel = (typeof CASSANDRA_LEVELS)[number]

export interface Acknowledgements {
  total: number
  /** At least so many in each data centre, in the order given. */
  each: number[]
  /** A hint counts too: what was written can then not be read until its replica is back (writes only). */
  hintsCount: boolean
}

/** `factors`: replicas in each data centre, the coordinator's own first. */
export function acknowledgementsOf(level: CassandraLevel, factors: readonly number[]): Acknowledgements {
  const all = factors.reduce((sum, factor) => sum + factor, 0)
  const none = factors.map(() => 0)
  const some = (total: number): Acknowledgements => ({ total, each: none, hintsCount: false })
  switch (level) {
    case 'ANY':
      return { total: 1, each: none, hintsCount: true }
    case 'ONE':
      return some(1)
    case 'TWO':
      return some(2)
    case 'THREE':
      return some(3)
    case 'QUORUM':
      return some(majority(all))
    case 'LOCAL_QUORUM': {
      const own = majority(factors[0])
      return { total: own, each: factors.map((_, i) => (i === 0 ? own : 0)), hintsCount: false }
    }
    case 'EACH_QUORUM': {
      const each = factors.map(majority)
      return { total: each.reduce((sum, n) => sum + n, 0), each, hintsCount: false }
    }
    case 'ALL':
      return { total: all, each: [...factors], hintsCount: false }
  }
}
function majority(replicas: number): number {
  return Math.floor(replicas / 2) + 1
}
