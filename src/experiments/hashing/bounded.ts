/**
 * `hash.bounded`: consistent hashing with bounded loads. No shard gets more than ⌈(1 + ε)m/n⌉ keys, which holds exactly; what it
 * costs is the number of shards that a key looks at. That depends much on the ring, so the mean over many is taken and judged by
 * that of another simulation; the published figure, of some ring, stands beside.
 */
import { placeBounded, ringPartition } from '../../partitioning'
import type { Experiment } from '../experiment'
import { BOUNDED, BOUNDED_PROBES, BOUNDED_PROBES_RELATIVE_TOLERANCE, BOUNDED_SOURCE } from './published'

type BoundedSettings = { epsilon: number; n: number; m: number; rings: number }
const N = 100
const M = 10_000
const nameOf = ({ epsilon, n, m }: Omit<BoundedSettings, 'rings'>): string =>
  `eps=${epsilon}${n === N ? '' : ` n=${n}`}${m === M ? '' : ` m=${m}`}`
const published = new Map(
  Object.entries(BOUNDED).map(([epsilon, figures]) => {
    const settings = { epsilon: Number(epsilon), n: N, m: M, rings: 100 }
    return [
      nameOf(settings),
      { settings, paper: { probes: figures.probes }, expected: { ...figures, probes: BOUNDED_PROBES[epsilon] } },
    ]
  }),
)

export const hashBounded: Experiment<BoundedSettings> = {
  id: 'hash.bounded',
  source: BOUNDED_SOURCE,
  cases: [...published.keys()],
  parameters: [
    { name: 'epsilon', min: 0.01, max: 10, whole: false },
    { name: 'n', min: 1, max: 1_000, whole: true },
    { name: 'm', min: 1, max: 1_000_000, whole: true },
    { name: 'rings', min: 1, max: 1_000, whole: true },
  ],
  settingsOf: (caseName) => published.get(caseName)?.settings as BoundedSettings,
  nameOf: (_caseName, settings) => nameOf(settings),
  *play(_caseName, settings) {
    const { epsilon, n, m, rings } = settings
    let most = 0
    let probes = 0
    let capacity = 0
    for (let ring = 0; ring < rings; ring++) {
      yield ring / rings
      const names = Array.from({ length: n }, (_, i) => `ring-${ring + 1}-shard-${i + 1}`)
      const keys = Array.from({ length: m }, (_, i) => ring * m + i)
      const placed = placeBounded(ringPartition(names, { vnodes: 1 }), keys, epsilon)
      capacity = placed.capacity
      most = placed.loads.reduce((max, load) => Math.max(max, load), most)
      probes += placed.probes / m
    }
    const maxload = most / (m / n)
    const known = published.get(nameOf(settings))
    return {
      expected: known?.expected ?? null,
      measured: { maxload, cap: capacity / (m / n), probes: probes / rings },
      tolerance: known ? { probes: known.expected.probes * BOUNDED_PROBES_RELATIVE_TOLERANCE, maxload: 1e-12 } : null,
      ...(known ? { paper: known.paper } : {}),
    }
  },
}
