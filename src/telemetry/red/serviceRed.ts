/**
 * What each node's work was, since the last cut: how long pieces of work stood and were served there, and how much service was for callers
 * that had gone (the operation had ended). Arrivals, refusals, queue and utilisation are the saturation's and not counted again.
 * Work of one operation at one node is told apart first come, first served: sums are exact, single durations are where two overlap
 * not told apart.
 */
import { KIND, STRIDE, timeOf } from '../../cluster/journal'
import { Histogram } from '../../kernel'
import type { OpenOperations } from '../operations'
import { OPEN } from '../operations'

export interface ServiceFigures {
  served: number // pieces of work finished
  servedUs: number // service given to them
  goneUs: number // of that, for callers that had gone
  /** µs, waiting and service, of those whose arrival was seen. */
  durations: Histogram
}
interface Piece {
  cameUs: number
  startedUs: number // −1: it waits
}
const CLIENTS_MAX = 1_024
const none = (): ServiceFigures => ({ served: 0, servedUs: 0, goneUs: 0, durations: new Histogram() })

export class ServiceRed {
  private figures: ServiceFigures[]
  private readonly pieces: Map<number, Piece[]>[]
  private readonly open = new Set<number>()

  /** `isUsers`: by node, whether users invoke there; others' operations have nobody who waits. */
  constructor(
    private readonly isUsers: readonly boolean[],
    operations: OpenOperations,
  ) {
    this.figures = isUsers.map(none)
    this.pieces = isUsers.map(() => new Map<number, Piece[]>())
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
          break
      }
    }
  }

  /** What was counted since the last cut, by node. */
  cut(): ServiceFigures[] {
    const { figures } = this
    this.figures = this.isUsers.map(none)
    return figures
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
    figures.durations.record(nowUs - piece.cameUs)
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
