/**
 * `queue.erlangB`, `queue.mm1k`, `queue.mmck`: queues with few places, on the cluster's own nodes. Who finds none is lost, and
 * theory knows how many those are. Times in units of one mean service time.
 */
import type { NumberParameter } from '../parameter'
import { exponential, queueExperiment } from './experiments'
import { mmck } from './theory'

const MOST_PLACES = 1_000
const a: NumberParameter = { name: 'a', min: 0.01, max: 500, whole: false }
const c: NumberParameter = { name: 'c', min: 1, max: 500, whole: true }
const K: NumberParameter = { name: 'K', min: 1, max: MOST_PLACES, whole: true }

export const queueErlangB = queueExperiment({
  id: 'queue.erlangB',
  parameters: [a, c],
  cases: (
    [
      [1, 1],
      [1, 2],
      [5, 5],
      [10, 10],
      [20, 25],
      [100, 100],
    ] as const
  ).map(([load, workers]) => ({ a: load, c: workers })),
  name: (s) => `a${s.a}c${s.c}`,
  theory: (s) => ({ loss: mmck(s.a, s.c, s.c).loss }),
  queue: (s) => ({ lambda: s.a, workers: s.c, places: s.c, service: exponential }),
})

export const queueMm1k = queueExperiment({
  id: 'queue.mm1k',
  parameters: [{ ...a, name: 'rho', max: 20 }, K],
  cases: (
    [
      [0.5, 5],
      [0.8, 10],
      [1, 10],
      [2, 10],
    ] as const
  ).map(([rho, places]) => ({ rho, K: places })),
  name: (s) => `rho${s.rho}K${s.K}`,
  theory: (s) => mmck(s.rho, 1, s.K),
  queue: (s) => ({ lambda: s.rho, workers: 1, places: s.K, service: exponential }),
})

export const queueMmck = queueExperiment({
  id: 'queue.mmck',
  parameters: [a, c, K],
  cases: [{ a: 4.4, c: 4, K: 10 }],
  name: (s) => `a${s.a}c${s.c}K${s.K}`,
  conflict: (s) => (s.K < s.c ? { name: 'K', min: s.c, max: MOST_PLACES } : null),
  theory: (s) => mmck(s.a, s.c, s.K),
  queue: (s) => ({ lambda: s.a, workers: s.c, places: s.K, service: exponential }),
})
