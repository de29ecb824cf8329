/**
 * What each node's work was, since the last cut: how long it took from its coming to its answer (of work that owes none: to its end), with
 * waiting for others; what it turned away, and with what errors it answered; and how much service was for callers that had gone (the
 * operation had ended). Arrivals, queue and utilisation are the saturation's and not counted again.
 * Work of one operation at one node is told apart first come, first served: sums are exact, single durations are where two overlap
 * not told apart.
 */
import { KIND, NODE_CHANGES, OUTCOME_CAUSES, SHED_REASONS, STRIDE, timeOf } from '../../cluster/journal'
import { Histogram } from '../../kernel'
import type { OpenOperations } from '../operations'
import { OPEN } from '../operations'
import { OWES_ANSWER, type ServiceAnswer } from './answersOf'

export interface ServiceFigures {
  served: number // pieces of work finished
  servedUs: number // service given to them
  goneUs: number // of that, for callers that had gone
  turnedAway: number[] // by SHED_REASONS, at the door or out of the queue
  errors: number[] // answered with an error of its own, by OUTCOME_CAUSES
  /** µs, of those whose coming was seen. */
  durations: Histogram
}
interface Piece {
  cameUs: number
  startedUs: number // −1: it waits
}
const CLIENTS_MAX = 1_024
/** At one node, answers that are owed; an operation that nobody answers any more is forgotten, oldest first. */
const OWED_MAX = 10_000
const CRASHES = ['crashed', 'crashedDiskLost'].map((change) => NODE_CHANGES.indexOf(change as 'crashed'))
const none = (): ServiceFigures => ({
  served: 0,
  servedUs: 0,
  goneUs: 0,
  turnedAway: SHED_REASONS.map(() => 0),
  errors: OUTCOME_CAUSES.map(() => 0),
  durations: new Histogram(),
})

export class ServiceRed {
  private figures: ServiceFigures[]
  private readonly pieces: Map<number, Piece[]>[]
  /** By node and operation: when the work came whose answer is owed. */
  private readonly owed: Map<number, number[]>[]
  private answers: ServiceAnswer[] = []
  /** By node and operation: when it was last turned away, until it has been told so. */
  private readonly refused: Map<number, number>[]
  private readonly open = new Set<number>()

  /** `isUsers`: by node, whether users invoke there; others' operations have nobody who waits. */
  constructor(
    private readonly isUsers: readonly boolean[],
    operations: OpenOperations,
  ) {
    this.figures = isUsers.map(none)
    this.pieces = isUsers.map(() => new Map<number, Piece[]>())
    this.owed = isUsers.map(() => new Map<number, number[]>())
    this.refused = isUsers.map(() => new Map<number, number>())
    const { ints } = operations
    for (const row of operations.rows()) {
      const i = operations.intsOf(row)
      this.open.add(nameOf(ints[i + OPEN.client], ints[i + OPEN.count]))
    }
  }

  fold(words: Int32Array, records: number): void {
    for (let record = 0; record < records; record++) {
      const at = record * STRIDE
      switch (words[at] & 255) {
        case KIND.INVOKE:
          this.open.add(nameOf(words[at + 1], words[at + 2]))
          break
        case KIND.RETURN:
          this.open.delete(nameOf(words[at + 1], words[at + 2]))
          break
        case KIND.QUEUED:
          this.came(words, at, timeOf(words, record))
          break
        case KIND.STARTED:
          this.started(words, at, timeOf(words, record))
          break
        case KIND.FINISHED:
          this.finished(words, at, timeOf(words, record))
          break
        case KIND.ABANDONED:
          this.take(words, at, words[at] >>> 16 !== 0)
          break
        case KIND.SHED:
          this.take(words, at, false)
          this.turnedAway(words, at, timeOf(words, record))
          break
        case KIND.REFUSED:
          this.turnedAway(words, at, timeOf(words, record))
          break
        case KIND.NODE:
          if (CRASHES.includes(words[at] >>> 8)) this.owed[words[at + 1]].clear()
          break
      }
    }
    this.settle()
  }
  /** An answer has left; the records of what it answers are folded later. */
  answered(answer: ServiceAnswer): void {
    this.answers.push(answer)
  }

  /** What was counted since the last cut, by node. */
  cut(): ServiceFigures[] {
    this.settle()
    const { figures } = this
    this.figures = this.isUsers.map(none)
    return figures
  }

  private owe(words: Int32Array, at: number, cameUs: number): void {
    const owed = this.owed[words[at + 1]]
    const name = nameOf(words[at + 2], words[at + 3])
    const same = owed.get(name)
    if (same) same.push(cameUs)
    else owed.set(name, [cameUs])
    if (owed.size > OWED_MAX) owed.delete(owed.keys().next().value as number)
  }
  /** Everything that was answered before the latest record. */
  private settle(): void {
    for (const { node, origin, count, atUs, cause } of this.answers) {
      const figures = this.figures[node]
      // The answer to who is turned away says so once more.
      if (this.refused[node].get(nameOf(origin, count)) === atUs) {
        this.refused[node].delete(nameOf(origin, count))
        continue
      }
      if (cause >= 0) figures.errors[cause]++
      const owed = this.owed[node]
      const same = owed.get(nameOf(origin, count))
      const cameUs = same?.shift()
      if (same?.length === 0) owed.delete(nameOf(origin, count))
      if (cameUs !== undefined) figures.durations.record(atUs - cameUs)
    }
    this.answers = []
  }

  private turnedAway(words: Int32Array, at: number, nowUs: number): void {
    const node = words[at + 1]
    this.figures[node].turnedAway[words[at] >>> 16]++
    this.refused[node].set(nameOf(words[at + 2], words[at + 3]), nowUs)
    if (this.refused[node].size > OWED_MAX) this.refused[node].clear()
  }
  private came(words: Int32Array, at: number, nowUs: number): void {
    const pieces = this.pieces[words[at + 1]]
    const name = nameOf(words[at + 2], words[at + 3])
    const piece = { cameUs: nowUs, startedUs: -1 }
    const same = pieces.get(name)
    if (same) same.push(piece)
    else pieces.set(name, [piece])
  }
  private started(words: Int32Array, at: number, nowUs: number): void {
    const node = words[at + 1]
    // A queue that pushes has no workers: what leaves its line is done with.
    const passesOn = words[at + 5] === 0
    const waiting = this.pieces[node].get(nameOf(words[at + 2], words[at + 3]))?.find((p) => p.startedUs < 0)
    if (passesOn) {
      const piece = this.take(words, at, false)
      if (piece) this.figures[node].durations.record(nowUs - piece.cameUs)
      this.figures[node].served++
      return
    }
    if (waiting) waiting.startedUs = nowUs
    else {
      this.came(words, at, nowUs)
      const same = this.pieces[node].get(nameOf(words[at + 2], words[at + 3])) as Piece[]
      same[same.length - 1].startedUs = nowUs
    }
  }
  private finished(words: Int32Array, at: number, nowUs: number): void {
    const figures = this.figures[words[at + 1]]
    figures.served++
    const piece = this.take(words, at, true)
    if (!piece) return
    const servedUs = nowUs - piece.startedUs
    figures.servedUs += servedUs
    if (OWES_ANSWER.has((words[at] >>> 8) & 255)) this.owe(words, at, piece.cameUs)
    else figures.durations.record(nowUs - piece.cameUs)
    const origin = words[at + 2]
    if (this.isUsers[origin] && !this.open.has(nameOf(origin, words[at + 3]))) figures.goneUs += servedUs
  }
  /** The oldest piece of this operation at the node that is in service, or waits; null: it came before anybody counted. */
  private take(words: Int32Array, at: number, inService: boolean): Piece | null {
    const pieces = this.pieces[words[at + 1]]
    const name = nameOf(words[at + 2], words[at + 3])
    const same = pieces.get(name) ?? []
    const i = same.findIndex(({ startedUs }) => startedUs >= 0 === inService)
    if (i < 0) return null
    const [piece] = same.splice(i, 1)
    if (same.length === 0) pieces.delete(name)
    return piece
  }
}

function nameOf(origin: number, count: number): number {
  return count * CLIENTS_MAX + origin
}
