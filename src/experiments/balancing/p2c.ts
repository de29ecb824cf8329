/**
 * `p2c.fixed`: the power of two choices. What a second look buys, against the fixed point for infinitely many servers. Near full
 * load a run's mean is less certain than that: three standard errors are allowed. A single choice gives independent queues, whose
 * mean is at least as certain as that of so many of them seen once.
 */
import { sliced } from '../caseTable'
import { SEED } from '../experiment'
import { mm1WaitError } from '../queues/theory'
import { playSupermarket, supermarketW } from './supermarket'

type Choices = { lambda: number; d: number; servers: number; customers: number; seed: number }
/** Near full load a thousand servers still wait some percent longer than infinitely many, and wander for long. */
const SERVERS = 20_000
const PUBLISHED: Readonly<Record<number, Readonly<Record<number, number>>>> = {
  0.5: { 1: 2, 2: 1.2657, 3: 1.1252, 5: 1.0313 },
  0.8: { 1: 5, 2: 1.9474, 3: 1.5809, 5: 1.3289 },
  0.9: { 1: 10, 2: 2.6141, 3: 2.0279, 5: 1.6329 },
  0.99: { 1: 100, 2: 5.432, 3: 3.8578, 5: 2.9017 },
}

export const p2cFixed = sliced<Choices>({
  id: 'p2c.fixed',
  source: 'Mitzenmacher, "The power of two choices in randomized load balancing", IEEE TPDS 12(10), 2001',
  parameters: [
    { name: 'lambda', min: 0.01, max: 0.995, whole: false },
    { name: 'd', min: 1, max: 20, whole: true },
    { name: 'servers', min: 1, max: 100_000, whole: true },
    { name: 'customers', min: 1_000, max: 50_000_000, whole: true },
    SEED,
  ],
  cases: [0.5, 0.8, 0.9, 0.99].flatMap((lambda) =>
    [1, 2, 3, 5].map((d) => ({
      lambda,
      d,
      servers: SERVERS,
      customers: lambda > 0.95 ? 2_000_000 : 1_000_000,
      seed: 1,
    })),
  ),
  name: ({ lambda, d, servers }) => `lambda=${lambda} d=${d}${servers === SERVERS ? '' : ` n=${servers}`}`,
  conflict: ({ d, servers }) => (d > servers ? { name: 'd', min: 1, max: servers } : null),
  *play(setting) {
    const { lambda, d, servers, customers } = setting
    const { W, error } = yield* playSupermarket(setting)
    const expected = PUBLISHED[lambda]?.[d] ?? supermarketW(lambda, d)
    const once = Math.sqrt(lambda / servers) / (1 - lambda) / lambda
    const chance = 3 * (d === 1 ? Math.min(once, mm1WaitError(lambda, customers)) : error)
    const allowed = Math.max(chance, tolerance(lambda, servers) * expected)
    // Of few servers nothing is published, and the fixed point is of infinitely many.
    const known = servers >= 100 || d === 1
    return { expected: known ? { W: expected } : null, measured: { W }, tolerance: known ? { W: allowed } : null }
  },
})

/** Finite systems wait a little longer: relative, as published for n = 100 and n = 1000. */
function tolerance(lambda: number, servers: number): number {
  if (servers >= 1_000) return lambda > 0.95 ? 0.02 : 0.01
  return lambda > 0.95 ? 0.25 : lambda > 0.9 ? 0.04 : 0.03
}
