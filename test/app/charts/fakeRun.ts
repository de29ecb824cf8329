/**
 * A run that nobody simulated, for looking at the charts: a quiet minute, then a replica cut off at 31.2 s and healed at
 * 52 s. Every figure is a function of its bucket, so that any window can be asked for.
 */
import { CHART_COLUMNS, type ChartBlock, type LabStatus, type Topology } from '../../../src/lab/protocol'

export const JOURNEYS = ['checkout', 'dashboard', 'report']
const RATES = [24, 180, 8]
export const CUT_US = 31_200_000
export const HEAL_US = 52_000_000

export const topology: Topology = {
  scenarioId: 'storefront',
  zones: ['a', 'b', 'c'],
  groups: [{ id: 'store', role: 'store', nodes: [0, 1, 2], shards: 1 }],
  nodes: ['a', 'b', 'c'].map((zone, index) => ({
    index,
    id: `shard-2${zone}`,
    group: 'store',
    role: 'store',
    zone,
    shard: 2,
    replica: index,
  })),
  links: [0, 1, 2].flatMap((from) =>
    [0, 1, 2].filter((to) => to !== from).map((to) => ({ index: from * 3 + to, from, to })),
  ),
  journeys: JOURNEYS,
  tenants: [],
  keysPerShard: 10_000,
  reshards: false,
  features: [],
  mode: 'quorum',
  reads: [{ journey: 'dashboard', step: 0, consistency: null }],
  layout: {},
  openAtUs: 30_000_000,
}

/** A reproducible number in 0..1 for a bucket, a group and a purpose. */
function noise(bucket: number, group: number, purpose: number): number {
  let h = Math.imul(bucket + 1, 0x9e3779b1) ^ Math.imul(group + 7, 0x85ebca6b) ^ Math.imul(purpose + 3, 0xc2b2ae35)
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d)
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39)
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296
}
const counted = (mean: number, u: number): number => Math.max(0, Math.round(mean + Math.sqrt(mean) * (u * 3.4 - 1.7)))

interface Options {
  cut: boolean
  knownUs: number
}

function fillColumns(columns: Float64Array, fromUs: number, stepUs: number, steps: number, o: Options): void {
  const at = (group: number, name: (typeof CHART_COLUMNS)[number], i: number) =>
    (group * CHART_COLUMNS.length + CHART_COLUMNS.indexOf(name)) * steps + i
  columns.fill(0)
  for (let i = 0; i < steps; i++) {
    const startUs = fromUs + i * stepUs
    for (let j = 0; j <= JOURNEYS.length; j++)
      for (const name of ['p50Us', 'p95Us', 'p99Us'] as const) columns[at(j, name, i)] = NaN
    if (startUs < 0 || startUs > o.knownUs) continue
    const b = Math.round(startUs / stepUs)
    const broken = o.cut && startUs >= CUT_US && startUs < HEAL_US
    for (let j = 1; j <= JOURNEYS.length; j++) {
      const part = Math.min(1, (o.knownUs - startUs) / stepUs)
      const invoked = counted(RATES[j - 1] * (stepUs / 1e6) * part, noise(b, j, 1))
      const failing = broken ? (j === 1 ? 0.06 : j === 2 ? 0.012 : 0) : noise(b, j, 5) > 0.93 ? 0.01 : 0
      const failed = Math.min(invoked, Math.floor(invoked * failing + noise(b, j, 2)) * (failing > 0 ? 1 : 0))
      const reads = j === 3 ? 0 : Math.round(invoked * (j === 1 ? 0.5 : 1))
      const stale = broken && j === 2 ? Math.round(reads * 0.12 * (0.6 + 0.8 * noise(b, j, 3))) : 0
      const base =
        [46_000, 61_000, 38_000][j - 1] * (1 + 0.25 * noise(b, j, 4)) * (broken && j === 1 ? 6 : broken ? 1.7 : 1)
      const set = (name: (typeof CHART_COLUMNS)[number], value: number) => (columns[at(j, name, i)] = value)
      set('invoked', invoked)
      set('ok', invoked - failed)
      set('failed', Math.ceil(failed / 2))
      set('unknown', Math.floor(failed / 2))
      set('degraded', broken ? Math.round(invoked * 0.04) : 0)
      set('reads', reads)
      set('stale', stale)
      set('staleMaxUs', stale ? 300_000 + (startUs - CUT_US) * 0.8 : 0)
      set('missedMax', stale ? 1 + Math.floor((startUs - CUT_US) / 2e6) : 0)
      set('samples', invoked)
      if (invoked > 0) {
        set('p50Us', base * 0.55)
        set('p95Us', base * 1.1)
        set('p99Us', base * 1.7)
      }
    }
    for (const name of [
      'invoked',
      'ok',
      'failed',
      'unknown',
      'late',
      'reads',
      'stale',
      'degraded',
      'samples',
    ] as const) {
      for (let j = 1; j <= JOURNEYS.length; j++) columns[at(0, name, i)] += columns[at(j, name, i)]
    }
    for (const name of ['staleMaxUs', 'missedMax', 'p50Us', 'p95Us', 'p99Us'] as const) {
      const values = [1, 2, 3].map((j) => columns[at(j, name, i)]).filter((v) => !Number.isNaN(v))
      columns[at(0, name, i)] = values.length === 0 ? NaN : Math.max(...values)
    }
  }
}

export function fakeBlock(
  ask: { fromUs: number; toUs: number; steps: number },
  cut: boolean,
  knownUs: number,
): ChartBlock {
  const { fromUs, steps } = ask
  const stepUs = (ask.toUs - fromUs) / steps
  const length = (1 + JOURNEYS.length) * CHART_COLUMNS.length * steps
  const columns = new Float64Array(length)
  fillColumns(columns, fromUs, stepUs, steps, { cut, knownUs })
  const divergedKeys = Float64Array.from({ length: steps }, (_, i) => {
    const t = fromUs + i * stepUs
    return t < 0 || t > knownUs
      ? NaN
      : cut && t >= CUT_US && t < HEAL_US
        ? 2 + (t - CUT_US) / 4e5
        : Math.floor(2 * noise(i, 9, 9))
  })
  if (!cut) return { fromUs, stepUs, steps, columns, divergedKeys, compare: null }
  const beside = new Float64Array(length)
  fillColumns(beside, fromUs, stepUs, steps, { cut: false, knownUs })
  return {
    fromUs,
    stepUs,
    steps,
    columns,
    divergedKeys,
    compare: { columns: beside, divergedKeys: new Float64Array(steps) },
  }
}

export function fakeStatus(timeUs: number, cut: boolean, forks = 0): LabStatus {
  const isolate = { kind: 'isolate', target: { node: 'shard-2b' } } as const
  const acts: { atUs: number; command: LabStatus['branches'][number]['commands'][number]['command'] }[] = []
  if (cut && timeUs >= CUT_US) acts.push({ atUs: CUT_US, command: isolate })
  if (cut && timeUs >= HEAL_US) acts.push({ atUs: HEAL_US, command: { kind: 'healAll' } })
  const kill = { atUs: 41_000_000, command: { kind: 'kill', target: { node: 'shard-2a' } } } as const
  const branches: LabStatus['branches'] = [
    { id: 0, parent: null, forkAtUs: 0, endUs: timeUs, name: null, commands: acts },
    ...Array.from({ length: forks }, (_, i) => ({
      id: i + 1,
      parent: i === 1 ? 1 : 0,
      forkAtUs: 38_000_000 + i * 4_000_000,
      endUs: 48_000_000 + i * 5_000_000,
      name: i === 0 ? 'with hedging and a very long name' : null,
      commands: i === 1 ? [kill] : [],
    })),
  ]
  return {
    timeUs,
    endUs: timeUs,
    events: Math.round(timeUs / 50),
    fingerprint: { hex: '0123456789abcdef', atUs: timeUs, events: 1 },
    branches,
    active: 0,
    compare: forks > 1 ? 1 : null,
    breaches: [],
    happenings: [],
    policies: [],
    compareIsShadow: cut && forks < 2,
    canUndo: null,
    canRedo: null,
    summary: [],
    shardsHealthy: 4,
    shards: 4,
    shardsNow: null,
    troubles: [],
    effect: cut
      ? {
          command: isolate,
          atUs: CUT_US,
          rows: [
            { journey: 'checkout', measure: 'stale', without: 0, with: 0 },
            { journey: 'checkout', measure: 'ok', without: 1, with: 1 },
            { journey: 'dashboard', measure: 'stale', without: 0, with: 0.12 },
            { journey: 'dashboard', measure: 'p99', without: 112_000, with: 190_000 },
            { journey: 'report', measure: 'ok', without: 1, with: 0.999 },
          ],
        }
      : null,
    objectives: [],
    incidents: { list: [], count: 0, detectUs: NaN, mitigateUs: NaN, repairUs: NaN },
    memoryBytes: 1e7,
    memoryBoundBytes: 1e8,
    loop: null,
  }
}
