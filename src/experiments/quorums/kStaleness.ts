/**
 * `quorum.k`: the chance that a read sees one of the last k versions, when reads ask R and writes reach W of N replicas picked
 * at random and nothing is passed on (Bailis et al., PBS, VLDB 2012, 3.1): 1 − (C(N−W, R)/C(N, R))^k. Measured by picking.
 */
import { Draws } from '../../kernel'
import type { Experiment } from '../experiment'
import { SEED } from '../experiment'

type QuorumSettings = { N: number; R: number; W: number; k: number; trials: number; seed: number }
type Quorum = Pick<QuorumSettings, 'N' | 'R' | 'W' | 'k'>

/** N, R, W, and the chance by k as published. */
const KS = [1, 2, 3, 5, 10]
const PUBLISHED: readonly [N: number, R: number, W: number, p: readonly number[]][] = [
  [3, 1, 1, [0.333333, 0.555556, 0.703704, 0.868313, 0.982658]],
  [3, 1, 2, [0.666667, 0.888889, 0.962963, 0.995885, 0.999983]],
  [3, 2, 1, [0.666667, 0.888889, 0.962963, 0.995885, 0.999983]],
  [3, 2, 2, [1, 1, 1, 1, 1]],
  [5, 1, 1, [0.2, 0.36, 0.488, 0.67232, 0.892626]],
  [5, 2, 1, [0.4, 0.64, 0.784, 0.92224, 0.993953]],
  [5, 3, 3, [1, 1, 1, 1, 1]],
  [10, 1, 1, [0.1, 0.19, 0.271, 0.40951, 0.651322]],
]
const nameOf = ({ N, R, W, k }: Quorum): string => `N${N}R${R}W${W} k=${k}`
const cases = new Map(
  PUBLISHED.flatMap(([N, R, W, ps]) => KS.map((k, i) => ({ N, R, W, k, p: ps[i] }))).map((one) => [nameOf(one), one]),
)

const STATED = 0.005
const ERRORS = 3
const TRIALS_A_SLICE = 5_000
const size = (name: string): { name: string; min: number; max: number; whole: boolean } => ({
  name,
  min: 1,
  max: 100,
  whole: true,
})

export const quorumK: Experiment<QuorumSettings> = {
  id: 'quorum.k',
  source: 'Bailis et al., PBS, VLDB 2012, 3.1: 1 − (C(N−W, R)/C(N, R))^k',
  cases: [...cases.keys()],
  parameters: [
    size('N'),
    size('R'),
    size('W'),
    { name: 'k', min: 1, max: 1_000, whole: true },
    { name: 'trials', min: 1_000, max: 50_000_000, whole: true },
    SEED,
  ],
  settingsOf(caseName) {
    const { N, R, W, k } = cases.get(caseName) as Quorum
    return { N, R, W, k, trials: 100_000, seed: 1 }
  },
  nameOf: (_caseName, settings) => nameOf(settings),
  conflict({ N, R, W }) {
    if (R > N) return { name: 'R', min: 1, max: N }
    return W > N ? { name: 'W', min: 1, max: N } : null
  },
  *play(_caseName, settings) {
    const { trials, seed } = settings
    const draws = new Draws(seed)
    let seen = 0
    for (let trial = 0; trial < trials; trial++) {
      if (trial % TRIALS_A_SLICE === 0) yield trial / trials
      if (seesRecent(draws, trial, settings)) seen++
    }
    const expected = cases.get(nameOf(settings))?.p ?? freshWithin(settings)
    const noise = ERRORS * Math.sqrt((expected * (1 - expected)) / trials)
    return {
      expected: { p: expected },
      measured: { p: seen / trials },
      tolerance: { p: expected === 1 ? 0 : Math.max(STATED, noise) },
    }
  },
}

/** 1 − (C(N−W, R)/C(N, R))^k. */
function freshWithin({ N, R, W, k }: Quorum): number {
  let missed = 1
  for (let i = 0; i < R; i++) missed *= Math.max(0, N - W - i) / (N - i)
  let allMissed = 1
  for (let i = 0; i < k; i++) allMissed *= missed
  return 1 - allMissed
}

/** k versions are written one after the other, each to its own W replicas; then R others or the same are read. */
function seesRecent(draws: Draws, trial: number, { N, R, W, k }: Quorum): boolean {
  const versions = new Int32Array(N) // 0: older than the last k
  for (let version = 1; version <= k; version++)
    for (const replica of pick(draws.at(trial, version, N, W), N, W)) versions[replica] = version
  return pick(draws.at(trial, 0, N, R), N, R).some((replica) => versions[replica] > 0)
}
/** So many different ones of 0..of−1, all sets alike (the start of a Fisher-Yates shuffle). */
function pick(draws: Draws, of: number, count: number): number[] {
  const all = Array.from({ length: of }, (_, i) => i)
  for (let i = 0; i < count; i++) {
    const other = i + draws.int(of - i)
    const chosen = all[other]
    all[other] = all[i]
    all[i] = chosen
  }
  return all.slice(0, count)
}
