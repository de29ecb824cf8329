/**
 * `tail.fanout`: a request that asks n servers is slow when any of them is: 1 − (1 − p)^n (Dean and Barroso, "The tail at scale",
 * CACM 56(2), 2013). Every leaf of every request is drawn.
 */
import { Draws, expm1, log1p } from '../../kernel'
import { sliced } from '../caseTable'
import { SEED } from '../experiment'

type FanOut = { p: number; n: number; trials: number; seed: number }
const PUBLISHED: Readonly<Record<string, readonly number[]>> = {
  0.01: [0.01, 0.0956, 0.395, 0.634, 0.9934, 1, 1],
  0.001: [0.001, 0.01, 0.0488, 0.0952, 0.3936, 0.6323, 0.8648],
  0.0001: [0.0001, 0.001, 0.005, 0.01, 0.0488, 0.0952, 0.1813],
}
const FAN_OUTS = [1, 10, 50, 100, 500, 1_000, 2_000]
const LEAVES_A_SLICE = 2_000_000
const ALLOWED = 0.005

export const tailFanout = sliced<FanOut>({
  id: 'tail.fanout',
  source: 'Dean and Barroso, "The tail at scale", CACM 56(2), 2013',
  parameters: [
    { name: 'p', min: 0, max: 1, whole: false },
    { name: 'n', min: 1, max: 10_000, whole: true },
    { name: 'trials', min: 1_000, max: 1_000_000, whole: true },
    SEED,
  ],
  cases: Object.keys(PUBLISHED).flatMap((p) => FAN_OUTS.map((n) => ({ p: Number(p), n, trials: 100_000, seed: 1 }))),
  name: ({ p, n }) => `p${p} n${n}`,
  *play({ p, n, trials, seed }) {
    const draws = new Draws(seed)
    const below = p * 4294967296
    const requestsASlice = Math.ceil(LEAVES_A_SLICE / n)
    let slow = 0
    for (let request = 0; request < trials; request++) {
      draws.at(0, 0, request, n)
      let leaf = 0
      while (leaf < n && draws.u32() >= below) leaf++
      if (leaf < n) slow++
      if (request % requestsASlice === 0) yield request / trials
    }
    const theory = p === 1 ? 1 : -expm1(n * log1p(-p))
    const expected = PUBLISHED[String(p)]?.[FAN_OUTS.indexOf(n)] ?? theory
    // Three standard errors where fewer trials give more than what is published for 100,000.
    const allowed = Math.max(ALLOWED, 3 * Math.sqrt((theory * (1 - theory)) / trials))
    return { expected: { P: expected }, measured: { P: slow / trials }, tolerance: { P: allowed } }
  },
})
