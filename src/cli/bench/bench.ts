/**
 * `bench`: every program of every piece of work in turn, several rounds, so that all of them meet the same moods of the machine: a
 * bad half minute spoils one round of a few programs, and no program's median. Per second of user CPU.
 */
import { roundElsewhere } from './round'
import type { Round } from './round'
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

/** Rows come in the order of the works, each once its last round is over; `began` hears of every round. */
export function* bench(
  works: readonly string[],
  began: (round: number, rounds: number) => void,
  playRound = roundElsewhere,
): Generator<BenchRow> {
  const pieces = works.flatMap((work) => WORKS[work].sizes.map((n): Piece => ({ work, n, played: new Map() })))
  const rounds = Math.max(...works.map(roundsOf))
  for (let round = 1; round <= rounds; round++) {
    began(round, rounds)
    for (const piece of pieces) {
      if (round <= roundsOf(piece.work)) play(piece, playRound)
      if (round === rounds) yield* rowsOf(piece)
    }
  }
}

interface Piece {
  readonly work: string
  readonly n: number
  readonly played: Map<string, Round[]> // by peer
}
const roundsOf = (work: string): number => WORKS[work].rounds ?? ROUNDS

function play({ work, n, played }: Piece, playRound: typeof roundElsewhere): void {
  for (const peer of Object.keys(WORKS[work].peers)) {
    const round = playRound(work, n, peer)
    if (round) played.set(peer, [...(played.get(peer) ?? []), round])
  }
}

function* rowsOf({ work, n, played }: Piece): Generator<BenchRow> {
  const { count, goalSeconds } = WORKS[work]
  for (const [peer, rounds] of played) {
    const perSecond = Math.round(median(rounds.map((round) => round.perSecond)))
    const problem = rounds.find((round) => round.problem)?.problem
    const waited = goalSeconds === undefined ? {} : { seconds: count / perSecond, goalSeconds }
    yield { work, n, peer, perSecond, ...waited, ...(problem ? { problem } : {}) }
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]
}
