/** `backoff.aws`: what jitter does for clients that compete for one row: work (write calls) and time until all are done. */
import type { BackoffName } from '../../resilience/backoff'
import { BACKOFFS } from '../../resilience/backoff'
import { sliced } from '../caseTable'
import { SEED } from '../experiment'
import { contend } from './contention'

const STRATEGIES = ['Exponential', 'Decorr', 'EqualJitter', 'FullJitter', 'None'] as const
type Strategy = (typeof STRATEGIES)[number]
const OURS: Record<Strategy, BackoffName> = {
  Exponential: 'exponential',
  Decorr: 'decorrelatedJitter',
  EqualJitter: 'equalJitter',
  FullJitter: 'fullJitter',
  None: 'none',
}
type Setting = { strategy: Strategy; clients: number; baseMs: number; capMs: number; reps: number; seed: number }
/** Milliseconds and calls by number of clients and strategy, as computed with the authors' simulator over 100 repetitions. */
const PUBLISHED: Readonly<Record<number, Readonly<Record<Strategy, readonly [ms: number, calls: number]>>>> = {
  10: {
    Exponential: [3590.4, 51],
    Decorr: [445.8, 38],
    EqualJitter: [725.1, 42.4],
    FullJitter: [453.5, 38.9],
    None: [377.3, 50.6],
  },
  50: {
    Exponential: [36768.6, 626],
    Decorr: [2160.5, 371.7],
    EqualJitter: [4236.7, 346.6],
    FullJitter: [2855.6, 332.8],
    None: [1133.3, 689.6],
  },
  100: {
    Exponential: [63371.2, 1860.6],
    Decorr: [4584.9, 1006.9],
    EqualJitter: [6665.6, 812.3],
    FullJitter: [4922.6, 795.8],
    None: [2027.4, 2423.8],
  },
}
const ALLOWED = { calls: 0.02, ms: 0.08, msWithoutJitter: 0.1 }
const DEFAULTS = { baseMs: 5, capMs: 2_000, reps: 400, seed: 1 }

export const backoffAws = sliced<Setting>({
  id: 'backoff.aws',
  source:
    'Brooker, "Exponential backoff and jitter", AWS Architecture Blog, 2015 (aws-samples/aws-arch-backoff-simulator)',
  parameters: [
    { name: 'strategy', choices: STRATEGIES },
    { name: 'clients', min: 1, max: 500, whole: true },
    { name: 'baseMs', min: 0, max: 1_000, whole: false },
    { name: 'capMs', min: 0, max: 60_000, whole: false },
    { name: 'reps', min: 1, max: 10_000, whole: true },
    SEED,
  ],
  cases: [10, 50, 100].flatMap((clients) => STRATEGIES.map((strategy) => ({ strategy, clients, ...DEFAULTS }))),
  name({ strategy, clients, baseMs, capMs }) {
    const usual = baseMs === DEFAULTS.baseMs && capMs === DEFAULTS.capMs
    return `${strategy} n=${clients}${usual ? '' : ` base=${baseMs} cap=${capMs}`}`
  },
  *play(setting) {
    const { strategy, clients, baseMs, capMs, reps, seed } = setting
    const config = BACKOFFS[OURS[strategy]](baseMs * 1_000, capMs * 1_000)
    let calls = 0
    let endUs = 0
    for (let rep = 0; rep < reps; rep++) {
      const one = contend(clients, config, seed + rep)
      calls += one.calls
      endUs += one.endUs
      yield (rep + 1) / reps
    }
    const measured = { calls: calls / reps, ms: endUs / reps / 1_000 }
    const usual = baseMs === DEFAULTS.baseMs && capMs === DEFAULTS.capMs
    const published = usual ? PUBLISHED[clients]?.[strategy] : undefined
    if (!published) return { expected: null, measured, tolerance: null }
    const [ms, publishedCalls] = published
    const share = strategy === 'Exponential' || strategy === 'None' ? ALLOWED.msWithoutJitter : ALLOWED.ms
    return {
      expected: { calls: publishedCalls, ms },
      measured,
      tolerance: { calls: ALLOWED.calls * publishedCalls, ms: share * ms },
    }
  },
})
