/**
 * `metastable.bronson`: a system that is well until an outage of ten seconds, and never again after it (Bronson et al., "Metastable
 * failures in distributed systems", HotOS 2021): while answers come too late every request is sent twice, and twice the load is
 * more than the server can do. So it recovers below half of its capacity, and above only if nobody retries. On the cluster's own
 * clients, queue and server; requests sent during the outage arrive at its end.
 */
import { KIND, OUTCOME, STRIDE, TYPE, outcomeOf, timeOf } from '../../cluster'
import type { Scenario } from '../../scenarios/scenario'
import { World } from '../../scenarios/world'
import { sliced } from '../caseTable'
import type { Figures, Measurement } from '../experiment'
import { SEED } from '../experiment'

type Metastable = {
  what: 'state' | 'flip'
  load: number
  retries: number
  capacity: number
  outageS: number
  seed: number
}
const SECOND = 1_000_000
const TIMEOUT_US = SECOND
const OUTAGE_AT_US = 10 * SECOND
const WINDOW_S = 40
const UNTIL_US = 190 * SECOND
/** Close to the flip a recovery takes its time. */
const FLIP_UNTIL_US = 600 * SECOND
const SLICE_US = SECOND
const DEFAULTS = { what: 'state', capacity: 300, outageS: 10, seed: 1 } as const
/** Goodput by load, with one retry and without. */
const PUBLISHED: Readonly<Record<string, number>> = {
  '100 retry': 99,
  '140 retry': 140,
  '200 retry': 0,
  '160 no retry': 157,
  '200 no retry': 200,
}
/** How far from half the capacity the flip may lie, and for how long recovery may be drawn out around it. */
const FLIP_ALLOWED = 10
const FLIP_STEP = 5

export const metastableBronson = sliced<Metastable>({
  id: 'metastable.bronson',
  source: 'Bronson et al., "Metastable failures in distributed systems", HotOS 2021',
  parameters: [
    { name: 'what', choices: ['state', 'flip'] },
    { name: 'load', min: 1, max: 1_000, whole: false },
    { name: 'retries', min: 0, max: 5, whole: true },
    { name: 'capacity', min: 20, max: 1_000, whole: false },
    { name: 'outageS', min: 0, max: 60, whole: false },
    SEED,
  ],
  cases: [
    ...[100, 140, 200, 280].map((load) => ({ ...DEFAULTS, load, retries: 1 })),
    ...[160, 200, 280].map((load) => ({ ...DEFAULTS, load, retries: 0 })),
    { ...DEFAULTS, what: 'flip', load: 150, retries: 1 },
  ],
  name: nameOf,
  *play(setting) {
    return setting.what === 'flip' ? yield* flip(setting) : yield* state(setting)
  },
})

function nameOf({ what, load, retries, capacity, outageS }: Metastable): string {
  const usual = capacity === DEFAULTS.capacity && outageS === DEFAULTS.outageS
  const other = usual ? '' : ` capacity=${capacity} outage=${outageS}s`
  const tries = retries === 0 ? 'no retry' : retries === 1 ? 'retry' : `${retries} retries`
  return what === 'flip' ? `flip, ${tries}${other}` : `${load} ${tries}${other}`
}

/** Whether it has recovered, and what gets through and is sent in the last 40 s. */
function* state(setting: Metastable): Generator<number, Measurement> {
  const { load, retries, capacity } = setting
  const { goodput, sent } = yield* play(setting, UNTIL_US)
  const stable = isStable(goodput, load)
  const measured = { goodput, sent, stable: stable ? 'yes' : 'no' }
  const most = load * (retries + 1)
  if (Math.abs(most - capacity) < FLIP_ALLOWED * (retries + 1) || load > capacity - FLIP_ALLOWED)
    return { expected: null, measured, tolerance: null }
  const recovers = most < capacity || retries === 0
  const published = PUBLISHED[nameOf(setting)]
  return {
    expected: {
      stable: recovers ? 'yes' : 'no',
      ...(recovers ? {} : { sent: most }),
      ...(published === undefined ? {} : { goodput: published }),
    },
    measured,
    // Two independent counts of Poisson arrivals, three standard errors of their difference.
    tolerance: { goodput: noise(2 * load), sent: noise(most) },
  }
}
function noise(rate: number): number {
  return 3 * Math.sqrt(rate / WINDOW_S)
}
/** In the metastable state nothing comes in time; who has left it may still have stretches to make up for. */
function isStable(goodput: number, load: number): boolean {
  return goodput > load / 20
}

/** The load from which on it does not recover, by steps of five. */
function* flip(setting: Metastable): Generator<number, Measurement> {
  const { capacity, retries } = setting
  const half = capacity / (retries + 1)
  let low = Math.floor((half - 30) / FLIP_STEP)
  let high = Math.ceil((half + 30) / FLIP_STEP)
  const rounds = 4
  for (let round = 0; high - low > 1; round++) {
    const middle = (low + high) >> 1
    const load = middle * FLIP_STEP
    const run = play({ ...setting, load }, FLIP_UNTIL_US)
    let step = run.next()
    for (; !step.done; step = run.next()) yield Math.min(1, (round + step.value) / rounds)
    if (isStable(step.value.goodput, load)) low = middle
    else high = middle
  }
  return {
    expected: { flip: half },
    measured: { flip: ((low + high) / 2) * FLIP_STEP },
    tolerance: { flip: FLIP_ALLOWED },
  }
}

/** Rates a second in the last 40 s. */
function* play(setting: Metastable, untilUs: number): Generator<number, Figures & { goodput: number; sent: number }> {
  const world = World.build(scenarioOf(setting), setting.seed)
  const fromUs = untilUs - WINDOW_S * SECOND
  let ok = 0
  let sent = 0
  world.cluster.journal.attach((words, records) => {
    for (let i = 0; i < records; i++) {
      const kind = words[i * STRIDE]
      const nowUs = timeOf(words, i)
      if (nowUs < fromUs || nowUs >= untilUs) continue
      // The clients' own link is the first.
      if (kind === (KIND.SENT | (TYPE.request << 8)) && words[i * STRIDE + 1] === 0) sent++
      if ((kind & 255) === KIND.RETURN && outcomeOf(kind >> 8) === OUTCOME.ok) ok++
    }
  })
  for (let us = SLICE_US; us <= untilUs; us += SLICE_US) {
    world.run(us)
    yield us / untilUs
  }
  world.cluster.journal.flush()
  return { goodput: ok / WINDOW_S, sent: sent / WINDOW_S }
}

function scenarioOf({ load, retries, capacity, outageS }: Metastable): Scenario {
  const atOnce = { kind: 'constant', us: 0 } as const
  const held = { from: { group: 'clients' }, to: { group: 'queue' }, oneWay: true }
  const outage: Scenario['faults'] = [
    { atUs: OUTAGE_AT_US, kind: 'hold', link: held },
    { atUs: OUTAGE_AT_US + outageS * SECOND, kind: 'release', link: held },
  ]
  return {
    version: 1,
    id: 'metastable',
    zones: ['a'],
    latency: atOnce,
    crossZoneUs: 0,
    groups: [
      {
        id: 'clients',
        role: 'clients',
        count: 1,
        zones: ['a'],
        calls: 'queue',
        users: { count: 10_000, active: 10_000, zipf: 0 },
        journeys: [
          {
            id: 'call',
            ratePerSecond: load,
            deadlineUs: (retries + 1) * TIMEOUT_US,
            steps: [{ op: 'call' }],
            retry: { attempts: retries + 1, timeoutUs: TIMEOUT_US, backoffUs: 0 },
          },
        ],
      },
      { id: 'queue', role: 'queue', count: 1, zones: ['a'], slots: 100_000, calls: 'server' },
      {
        id: 'server',
        role: 'server',
        count: 1,
        zones: ['a'],
        capacity: { workers: 1, queue: 0, service: { kind: 'exponential', meanUs: SECOND / capacity } },
      },
    ],
    links: [
      { from: 'clients', to: 'queue' },
      { from: 'queue', to: 'server' },
    ],
    faults: outageS > 0 ? outage : [],
  }
}
