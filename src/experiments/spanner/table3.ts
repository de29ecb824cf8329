/**
 * Latency of writes, read-only transactions and snapshot reads (Spanner, OSDI 2012, table 3), one after the other through real
 * messages: 4 KB operations, a round trip below 1 ms. The paper's machines are calibrated by three figures: work on a message,
 * a write to the disk, and ε as it must have been for 5 ms more than replication alone; commit wait and replication overlap.
 */
import { LEVEL, TYPE } from '../../cluster'
import { Distribution } from '../../kernel'
import { spannerMode } from '../../scenarios/modes/spanner'
import type { Experiment, Figures, Measurement } from '../experiment'
import { SEED } from '../experiment'
import { ask, askedOf, runTo, stage } from './stage'

type T3Settings = {
  replicas: number
  commitWait: 'on' | 'off'
  eps: number
  work: number
  disk: number
  n: number
  seed: number
}

const PUBLISHED: Readonly<Record<string, Figures>> = {
  '1D': { write: 9.4 },
  '1': { write: 14.4, readOnly: 1.4, snapshot: 1.3 },
  '3': { write: 13.9, readOnly: 1.3, snapshot: 1.2 },
  '5': { write: 14.4, readOnly: 1.4, snapshot: 1.3 },
}
const REL = 0.1
const HOP_US = 200
/** Calibrated: milliseconds. */
const CALIBRATED = { eps: 6.6, work: 0.9, disk: 8.1 }

export const spannerT3: Experiment<T3Settings> = {
  id: 'spanner.t3',
  source: 'Corbett et al., Spanner, OSDI 2012, table 3 (D: commit wait disabled)',
  cases: Object.keys(PUBLISHED),
  parameters: [
    { name: 'replicas', min: 1, max: 7, whole: true },
    { name: 'commitWait', choices: ['on', 'off'] },
    { name: 'eps', min: 0.1, max: 100, whole: false },
    { name: 'work', min: 0.01, max: 100, whole: false },
    { name: 'disk', min: 0.01, max: 100, whole: false },
    { name: 'n', min: 10, max: 10_000, whole: true },
    SEED,
  ],
  settingsOf: (name) => ({
    replicas: Number(name[0]),
    commitWait: name.endsWith('D') ? 'off' : 'on',
    ...CALIBRATED,
    n: 200,
    seed: 1,
  }),
  nameOf: (_name, { replicas, commitWait, eps, work, disk }) => {
    const name = `${replicas}${commitWait === 'off' ? 'D' : ''}`
    const isOwn = eps === CALIBRATED.eps && work === CALIBRATED.work && disk === CALIBRATED.disk
    return isOwn ? name : `${name}, ε ${eps} ms, work ${work} ms, disk ${disk} ms`
  },
  *play(name, settings): Generator<number, Measurement> {
    const measured = yield* measure(settings)
    const expected = PUBLISHED[spannerT3.nameOf(name, settings)] ?? null
    const tolerance = expected && Object.fromEntries(Object.keys(expected).map((key) => [key, REL * expected[key]]))
    return { expected, measured, tolerance }
  },
}

function* measure({ replicas, commitWait, eps, work, disk, n, seed }: T3Settings): Generator<number, Figures> {
  const spec = {
    ...spannerMode.defaults(replicas),
    commitWait: commitWait === 'on',
    driftPpm: 0,
    masterUs: eps * 1_000,
  }
  const around = (ms: number) => Distribution.of({ kind: 'logNormal', medianUs: ms * 1_000, sigma: 0.05 })
  const cluster = stage({
    groups: 1,
    replicas,
    seed,
    spec,
    hop: { kind: 'constant', us: HOP_US },
    patienceUs: 60_000_000,
    capacity: { workers: 4, queueLimit: 64, service: around(work), disk: around(disk) },
  })
  runTo(cluster, 1_000_000)
  const kinds = [
    ['write', TYPE.storeWrite, LEVEL.mode],
    ['readOnly', TYPE.storeRead, LEVEL.strong],
    ['snapshot', TYPE.storeRead, LEVEL.session],
  ] as const
  const sums: Record<string, number> = { write: 0, readOnly: 0, snapshot: 0 }
  let ts = 0
  for (let i = 0; i < n; i++) {
    for (const [kind, type, level] of kinds) {
      const id = ask(cluster, { group: 0, key: 0, type, level, ts: level === LEVEL.session ? ts : 0 })
      const one = askedOf(cluster)[id]
      while (one.answeredUs < 0) cluster.step()
      sums[kind] += one.answeredUs - one.atUs
      if (kind === 'write') ts = one.ts
    }
    if (i % 10 === 9) yield (i + 1) / n
  }
  return { write: sums.write / n / 1_000, readOnly: sums.readOnly / n / 1_000, snapshot: sums.snapshot / n / 1_000 }
}
