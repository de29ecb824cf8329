/**
 * `queue.mm1`, `queue.mmc`, `queue.mg1`: the cluster's queues against queueing theory. A figure may be three standard errors
 * off: by the spread of batch means, or by the known formulas for the wait where they give more. Little's law
 * is no matter of chance and must hold to 10⁻⁹.
 */
import { exp, log1p } from '../../kernel'
import type { DistributionSpec } from '../../kernel'
import type { Experiment, Figures, Measurement, NumberSettings } from '../experiment'
import { SEED } from '../experiment'
import type { NumberParameter } from '../parameter'
import { QUEUE_SOURCE } from '../published'
import type { QueueSetting } from './queue'
import { UNIT_US, simulateQueue } from './queue'
import { heavyTrafficError, mg1, mm1, mm1WaitError, mmc } from './theory'

const ERRORS = 3
const LITTLE = 1e-9
const CUSTOMERS = 1_000_000

const customers: NumberParameter = { name: 'customers', min: 1_000, max: 50_000_000, whole: true }
const rho: NumberParameter = { name: 'rho', min: 0.01, max: 0.995, whole: false }
export const exponential: DistributionSpec = { kind: 'exponential', meanUs: UNIT_US }

/** A queue's experiment: cases by their parameters, what theory says, and what to run. */
export function queueExperiment(o: {
  id: string
  parameters: NumberParameter[]
  cases: NumberSettings[]
  name(settings: NumberSettings): string
  conflict?: Experiment<NumberSettings>['conflict']
  theory(settings: NumberSettings): Figures
  queue(settings: NumberSettings): Omit<QueueSetting, 'customers' | 'seed'>
  knownErrors?(settings: NumberSettings, expected: Figures): Figures
}): Experiment<NumberSettings> {
  const byName = new Map(o.cases.map((settings) => [o.name(settings), settings]))
  return {
    id: o.id,
    source: QUEUE_SOURCE,
    cases: [...byName.keys()],
    parameters: [...o.parameters, customers, SEED],
    settingsOf: (caseName) => ({ customers: CUSTOMERS, seed: 1, ...byName.get(caseName) }),
    nameOf: (_caseName, settings) => o.name(settings),
    conflict: o.conflict,
    *play(_caseName, settings) {
      const { customers, seed } = settings
      const fold = yield* simulateQueue({ ...o.queue(settings), customers, seed })
      const expected = o.theory(settings)
      const { figures, errors, littleError } = fold.result(fold.endUs)
      const known = o.knownErrors?.(settings, expected) ?? {}
      return judged(expected, figures, errors, known, littleError)
    },
  }
}

function judged(
  expected: Figures,
  figures: Figures,
  errors: Figures,
  known: Figures,
  littleError: number,
): Measurement {
  const names = Object.keys(expected)
  const pick = (value: (name: string) => number) => Object.fromEntries(names.map((name) => [name, value(name)]))
  return {
    expected: { ...expected, 'L-lambda*W': 0 },
    measured: { ...pick((name) => figures[name]), 'L-lambda*W': littleError },
    tolerance: { ...pick((name) => ERRORS * Math.max(errors[name], known[name] ?? 0)), 'L-lambda*W': LITTLE },
  }
}

export const queueMm1 = queueExperiment({
  id: 'queue.mm1',
  parameters: [rho],
  cases: [0.5, 0.8, 0.9, 0.99].map((r) => ({ rho: r })),
  name: (s) => String(s.rho),
  theory: (s) => mm1(s.rho),
  queue: (s) => ({ lambda: s.rho, workers: 1, service: exponential }),
  // All figures of M/M/1 scale with the mean stay, so its relative error is theirs too, or nearly.
  knownErrors(s, expected) {
    const relative = mm1WaitError(s.rho, s.customers) / expected.W
    return Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, relative * value]))
  },
})

export const queueMmc = queueExperiment({
  id: 'queue.mmc',
  parameters: [
    { name: 'lambda', min: 0.01, max: 63.9, whole: false },
    { name: 'c', min: 1, max: 64, whole: true },
  ],
  cases: (
    [
      [1.6, 2],
      [1.8, 2],
      [3.6, 4],
      [8, 10],
      [18, 20],
    ] as const
  ).map(([lambda, c]) => ({ lambda, c })),
  name: (s) => `lam${s.lambda}c${s.c}`,
  conflict: ({ lambda, c }) => (lambda / c > rho.max ? { name: 'lambda', min: 0.01, max: c * rho.max } : null),
  theory: (s) => mmc(s.lambda, s.c),
  queue: (s) => ({ lambda: s.lambda, workers: s.c, service: exponential }),
  knownErrors: (s) => waitErrors(heavyTrafficError(s.lambda / s.c, 1, s.c, s.customers), s.lambda),
})

export const queueMg1 = queueExperiment({
  id: 'queue.mg1',
  parameters: [rho, { name: 'cs2', min: 0, max: 16, whole: false }],
  cases: [0.5, 0.9, 0.95].flatMap((r) => [0, 0.25, 1, 4].map((cs2) => ({ rho: r, cs2 }))),
  name: (s) => `rho${s.rho} cs2=${s.cs2}`,
  theory: (s) => mg1(s.rho, s.cs2),
  queue: (s) => ({ lambda: s.rho, workers: 1, service: serviceOf(s.cs2) }),
  knownErrors: (s) => waitErrors(heavyTrafficError(s.rho, s.cs2, 1, s.customers), s.rho),
})

/** An error of the mean wait, as the others have it that follow from it. */
function waitErrors(Wq: number, lambda: number): Figures {
  return { Wq, W: Wq, L: lambda * Wq }
}

/** A service time of mean 1 with this squared coefficient of variation; nothing else of it matters to the mean wait. */
export function serviceOf(cs2: number): DistributionSpec {
  if (cs2 === 0) return { kind: 'constant', us: UNIT_US }
  if (cs2 === 1) return exponential
  if (cs2 < 1) {
    const sigma2 = log1p(cs2)
    return { kind: 'logNormal', medianUs: UNIT_US * exp(-sigma2 / 2), sigma: Math.sqrt(sigma2) }
  }
  // Two exponential kinds of work, each half of the load (balanced means).
  const often = (1 + Math.sqrt((cs2 - 1) / (cs2 + 1))) / 2
  const part = (weight: number) => ({
    weight,
    spec: { kind: 'exponential', meanUs: UNIT_US / (2 * weight) } as const,
  })
  return { kind: 'mixture', of: [part(often), part(1 - often)] }
}
