/**
 * `dynamo.strategies`: how evenly Dynamo's three ways of placing partitions load S nodes, when each part of the key space is on
 * the N nodes of its preference list (DeCandia et al., SOSP 2007, 6.2): 1, T random tokens a node, arcs between tokens; 2, the
 * same tokens, but Q equal partitions, each on the first nodes after its end; 3, Q equal partitions, Q/S of them a node, dealt
 * at random. Efficiency is the mean load over the greatest one. Figure 8 has no printed figures: ours are judged by another
 * simulation of the same model, in which ownership alone counts.
 */
import { Draws } from '../../kernel'
import type { RingPartition } from '../../partitioning'
import { arcsOf, preferenceList, ringPartition, skewOf } from '../../partitioning'
import type { Experiment, Figures } from '../experiment'
import { SEED } from '../experiment'

type StrategySettings = {
  strategy: number
  S: number
  N: number
  T: number
  Q: number
  rings: number
  seed: number
}
/** Efficiency and its standard deviation over rings. */
const PUBLISHED: readonly [strategy: number, T: number, Q: number, efficiency: number, sd: number][] = [
  [1, 10, 0, 0.7083, 0.0572],
  [1, 30, 0, 0.8125, 0.0336],
  [1, 100, 0, 0.8906, 0.0232],
  [1, 300, 0, 0.9331, 0.0119],
  [1, 1000, 0, 0.9593, 0.0095],
  [2, 10, 3000, 0.7233, 0.0607],
  [2, 30, 9000, 0.824, 0.0397],
  [2, 100, 9000, 0.9031, 0.0133],
  [3, 0, 300, 0.8962, 0.025],
  [3, 0, 900, 0.9456, 0.0132],
  [3, 0, 3000, 0.964, 0.0057],
  [3, 0, 9000, 0.9784, 0.0041],
  [3, 0, 30000, 0.9898, 0.0024],
]
const TOLERANCE = 0.03
const DEFAULTS = { S: 30, N: 3, rings: 30, seed: 1 }
const USES = { T: [1, 2], Q: [2, 3] }

function nameOf({ strategy, S, N, T, Q }: Omit<StrategySettings, 'rings' | 'seed'>): string {
  const sizes = `${USES.T.includes(strategy) ? ` T=${T}` : ''}${USES.Q.includes(strategy) ? ` Q=${Q}` : ''}`
  return `s${strategy}${sizes}${S === DEFAULTS.S ? '' : ` S=${S}`}${N === DEFAULTS.N ? '' : ` N=${N}`}`
}
const cases = new Map(
  PUBLISHED.map(([strategy, T, Q, efficiency, sd]) => {
    // What a strategy does not use has a value all the same, for when another one is asked for.
    const settings = { ...DEFAULTS, strategy, T: T || 30, Q: Q || 9000 }
    return [nameOf(settings), { settings, figures: { efficiency, sd } satisfies Figures }]
  }),
)

export const dynamoStrategies: Experiment<StrategySettings> = {
  id: 'dynamo.strategies',
  source: 'DeCandia et al., Dynamo, SOSP 2007, 6.2',
  cases: [...cases.keys()],
  parameters: [
    { name: 'strategy', min: 1, max: 3, whole: true },
    { name: 'S', min: 1, max: 200, whole: true },
    { name: 'N', min: 1, max: 10, whole: true },
    { name: 'T', min: 1, max: 2_000, whole: true },
    { name: 'Q', min: 1, max: 100_000, whole: true },
    { name: 'rings', min: 2, max: 1_000, whole: true },
    SEED,
  ],
  settingsOf: (caseName) => cases.get(caseName)?.settings as StrategySettings,
  nameOf: (_caseName, settings) => nameOf(settings),
  conflict: ({ S, N }) => (N > S ? { name: 'N', min: 1, max: S } : null),
  *play(_caseName, settings) {
    const { rings } = settings
    const efficiencies: number[] = []
    for (let ring = 0; ring < rings; ring++) {
      yield ring / rings
      efficiencies.push(1 / skewOf(loadsOf(settings, ring)).maxOverMean)
    }
    const mean = efficiencies.reduce((sum, e) => sum + e, 0) / rings
    const sd = mean * skewOf(efficiencies).relSd
    return {
      expected: cases.get(nameOf(settings))?.figures ?? null,
      measured: { efficiency: mean, sd },
      tolerance: { efficiency: TOLERANCE, sd: TOLERANCE },
    }
  },
}

/** Shares of the key space by node, each counted on all N nodes that have it. */
function loadsOf(settings: StrategySettings, ring: number): Float64Array {
  const { strategy, S, N, T, Q, seed } = settings
  const names = Array.from({ length: S }, (_, i) => `${seed}-ring-${ring + 1}-node-${i + 1}`)
  const loads = new Float64Array(S)
  const put = (on: RingPartition, point: number, share: number): void => {
    for (const node of preferenceList(on, point, N)) loads[node] += share
  }
  if (strategy === 3) {
    const on = dealtRing(names, Q, new Draws(seed).at(ring, 3, S, Q))
    for (let point = 0; point < Q; point++) put(on, point, 1 / Q)
    return loads
  }
  const on = ringPartition(names, { vnodes: T })
  const points = on.owners.length
  if (strategy === 1) arcsOf(on)?.forEach(({ from, to }, i) => put(on, i % points, to - from))
  else
    for (let partition = 1, point = 0; partition <= Q; partition++) {
      const end = (partition / Q) * 4294967296
      while (point < points && on.high[point] < end) point++
      put(on, point % points, 1 / Q)
    }
  return loads
}

/** Q equal partitions, dealt to the nodes in turn and then shuffled. */
function dealtRing(names: readonly string[], Q: number, draws: Draws): RingPartition {
  const owners = Int32Array.from({ length: Q }, (_, i) => i % names.length)
  for (let i = Q - 1; i > 0; i--) {
    const other = draws.int(i + 1)
    const owner = owners[other]
    owners[other] = owners[i]
    owners[i] = owner
  }
  return {
    scheme: 'ring',
    shards: names,
    hash: 'murmur3',
    vnodes: Math.ceil(Q / names.length),
    weights: names.map(() => 1),
    high: Uint32Array.from(owners, (_, i) => Math.floor(((i + 1) / Q) * 4294967295)),
    low: new Uint32Array(Q),
    owners,
  }
}
