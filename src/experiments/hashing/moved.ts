/**
 * `hash.moved`: the share of keys that one more shard moves. Consistent schemes move what the new shard gets, 1/(n + 1); modulo
 * moves n/(n + 1). A ring's new share depends on where its points fall, so the mean over several rings is taken.
 */
import { addShard, moved, partitionOf } from '../../partitioning'
import type { PartitionSpec } from '../../partitioning'
import type { Experiment } from '../experiment'
import { MOVED_SOURCE, MOVED_TOLERANCE } from './published'

const SCHEMES = ['jump', 'modulo', 'rendezvous', 'ring', 'slots'] as const
type MovedSettings = { scheme: string; from: number; keys: number; rings: number; vnodes: number }

const cases = new Map(
  SCHEMES.flatMap((scheme) => [4, 10, 99].map((from) => ({ scheme, from }))).map((one) => [nameOf(one), one]),
)
/** So many that what is allowed is three standard errors of the mean. */
const RINGS: Readonly<Record<number, { rings: number; vnodes: number }>> = {
  4: { rings: 100, vnodes: 2_000 },
  10: { rings: 20, vnodes: 1_000 },
  99: { rings: 20, vnodes: 100 },
}
function nameOf({ scheme, from }: { scheme: string; from: number }): string {
  return `${scheme} ${from}->${from + 1}`
}

export const hashMoved: Experiment<MovedSettings> = {
  id: 'hash.moved',
  source: MOVED_SOURCE,
  cases: [...cases.keys()],
  parameters: [
    { name: 'scheme', choices: SCHEMES },
    { name: 'from', min: 1, max: 250, whole: true },
    { name: 'keys', min: 1_000, max: 10_000_000, whole: true },
    { name: 'rings', min: 1, max: 1_000, whole: true },
    { name: 'vnodes', min: 1, max: 2_000, whole: true },
  ],
  settingsOf(caseName) {
    const { scheme, from } = cases.get(caseName) as { scheme: string; from: number }
    return { scheme, from, keys: 200_000, ...RINGS[from] }
  },
  nameOf: (_caseName, settings) => nameOf(settings),
  *play(_caseName, { scheme, from, keys, rings, vnodes }) {
    const spec = (scheme === 'ring' ? { scheme, vnodes } : { scheme }) as PartitionSpec
    const size = Math.ceil(keys / rings)
    let sum = 0
    for (let ring = 0; ring < rings; ring++) {
      yield ring / rings
      const names = Array.from({ length: from }, (_, i) => `ring-${ring + 1}-shard-${i + 1}`)
      const before = partitionOf(spec, names, keys)
      const some = Array.from({ length: size }, (_, i) => ring * size + i)
      sum += moved(before, addShard(before, `ring-${ring + 1}-shard-${from + 1}`), some)
    }
    const share = (scheme === 'modulo' ? from : 1) / (from + 1)
    return {
      expected: { moved: share },
      measured: { moved: sum / rings },
      tolerance: { moved: Math.max(MOVED_TOLERANCE, 3 * noiseOf(share, spec, from, keys, rings, vnodes)) },
    }
  },
}

/** Standard error of the measured share: of so many keys, and on a ring of the new shard's arcs. */
function noiseOf(
  share: number,
  { scheme }: PartitionSpec,
  from: number,
  keys: number,
  rings: number,
  vnodes: number,
): number {
  const ofKeys = (share * (1 - share)) / keys
  const ofArcs = scheme === 'ring' ? (share * share * from) / ((from + 1) * vnodes + 1) / rings : 0
  return Math.sqrt(ofKeys + ofArcs)
}
