/**
 * `bench`: every program of a piece of work in turn, several rounds, so that all of them meet the same moods of the machine;
 * the median of each, per second of user CPU.
 */
import { roundElsewhere } from './round'
import { WORKS } from './works'

const ROUNDS = 3

export interface BenchRow {
  work: string
  n: number
  peer: string
  perSecond: number
  /** What a round takes, and should take at most, where that is what counts. */
  seconds?: number
  goalSeconds?: number
  problem?: string // the program computed something wrong
}

export function* bench(works: readonly string[]): Generator<BenchRow> {
  for (const work of works) {
    for (const n of WORKS[work].sizes) yield* compare(work, n)
  }
}

function* compare(work: string, n: number): Generator<BenchRow> {
  const { count, goalSeconds } = WORKS[work]
  const peers = Object.keys(WORKS[work].peers)
  const rates = new Map<string, number[]>()
  const problems = new Map<string, string>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const peer of peers) {
      const played = roundElsewhere(work, n, peer)
      if (!played) continue
      rates.set(peer, [...(rates.get(peer) ?? []), played.perSecond])
      if (played.problem) problems.set(peer, played.problem)
    }
  }
  for (const [peer, measured] of rates) {
    const problem = problems.get(peer)
    const perSecond = Math.round(median(measured))
    const waited = goalSeconds === undefined ? {} : { seconds: count / perSecond, goalSeconds }
    yield { work, n, peer, perSecond, ...waited, ...(problem ? { problem } : {}) }
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]
}
