/**
 * `hash.vnode`: how even a ring is, by virtual nodes. Shares of n shards with V points each are Beta distributed (arcs between
 * uniform points are Dirichlet), so the root of their mean square deviation is √((n−1)/(nV+1)) means; the mean deviation of a
 * ring lies a little below where V is small.
 */
import { ownership, ringPartition, skewOf } from '../../partitioning'
import type { RingHash } from '../../partitioning'
import type { Experiment } from '../experiment'
import { VNODE, VNODE_RELATIVE_TOLERANCE, VNODE_SOURCE } from './published'

type VnodeSettings = { n: number; V: number; rings: number; hash: RingHash }
const nameOf = (n: number, V: number | string): string => `n=${n} V=${V}`
const published = new Map(Object.entries(VNODE).map(([V, figures]) => [nameOf(10, V), { V: Number(V), figures }]))

export const hashVnode: Experiment<VnodeSettings> = {
  id: 'hash.vnode',
  source: VNODE_SOURCE,
  cases: [...published.keys()],
  parameters: [
    { name: 'n', min: 2, max: 100, whole: true },
    { name: 'V', min: 1, max: 2_000, whole: true },
    { name: 'rings', min: 10, max: 10_000, whole: true },
    { name: 'hash', choices: ['ketama', 'murmur3'] },
  ],
  settingsOf: (caseName) => ({ n: 10, V: published.get(caseName)?.V ?? 0, rings: 400, hash: 'ketama' }),
  nameOf: (_caseName, { n, V }) => nameOf(n, V),
  *play(_caseName, { n, V, rings, hash }) {
    let sds = 0
    let squares = 0
    let most = 0
    for (let ring = 0; ring < rings; ring++) {
      yield ring / rings
      const names = Array.from({ length: n }, (_, i) => `ring-${ring + 1}-shard-${i + 1}`)
      const { relSd, maxOverMean } = skewOf(ownership(ringPartition(names, { hash, vnodes: V })))
      sds += relSd
      squares += relSd * relSd
      most += maxOverMean
    }
    const theory = Math.sqrt((n - 1) / (n * V + 1))
    const expected = { rmsSd: theory, ...published.get(nameOf(n, V))?.figures }
    // Four standard errors where that is more: a ring's deviation is of some n − 1 independent shares.
    const relative = Math.max(VNODE_RELATIVE_TOLERANCE, 4 / Math.sqrt(2 * (n - 1) * rings))
    return {
      expected,
      measured: { relSd: sds / rings, rmsSd: Math.sqrt(squares / rings), meanMax: most / rings },
      tolerance: Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, value * relative])),
    }
  },
}
