/**
 * Queues and workers of every node as exact integrals over virtual time. The queue's length is taken from the records'
 * depth, the waits from who entered and left the queue: two ways to the same number, so that Little's law (J. D. C.
 * Little, "A Proof for the Queuing Formula L = λW", 1961) in its sample-path form is a check of the simulation: the
 * integral of queue length over a window equals the waits clipped to it, to the microsecond.
 */
import { KIND, timeAt } from '../cluster/journal'
import { SlidingSecond, TENTH_US } from './slidingSecond'

const F = {
  depth: 0,
  busy: 1,
  sinceUs: 2,
  queueIntegral: 3,
  busyIntegral: 4,
  waiting: 5,
  waits: 6,
  arrivals: 7,
  starts: 8,
  finishes: 9,
  refusals: 10,
  abandoned: 11,
  shed: 12,
} as const
const FIELDS = 13

/** What a node's queue has seen up to a moment; the difference of two totals describes the window between them. */
export interface QueueTotals {
  atUs: number
  /** ∫ queue length dt and ∫ busy workers dt, in µs. */
  queueIntegralUs: number
  busyIntegralUs: number
  /** Sum of all waits in the queue, those still going on counted up to now, in µs. Work served at once waits 0. */
  waitsUs: number
  /** Pieces of work offered (refused ones too), begun, done, refused at the door, lost in crashes, taken out of the queue unserved. */
  arrivals: number
  starts: number
  finishes: number
  refusals: number
  abandoned: number
  shed: number
}

export class Saturation {
  private rows: Float64Array
  private busySecond: SlidingSecond
  private finishSecond: SlidingSecond

  constructor(private readonly workers: number[]) {
    this.rows = new Float64Array(workers.length * FIELDS)
    this.busySecond = new SlidingSecond(workers.length)
    this.finishSecond = new SlidingSecond(workers.length)
  }

  /** The record at `at` of `words`: of kind QUEUED, STARTED, FINISHED, REFUSED, ABANDONED or SHED. */
  recordAt(words: Int32Array, at: number): void {
    const kind = words[at] & 255
    const depth = words[at + 4]
    const nowUs = timeAt(words, at)
    const rows = this.rows
    const r = (words[at + 1] * FIELDS) & 0xffffff // so that no index after it overflows
    const elapsed = nowUs - rows[r + F.sinceUs]
    if (elapsed > 0) {
      rows[r + F.queueIntegral] += rows[r + F.depth] * elapsed
      rows[r + F.busyIntegral] += rows[r + F.busy] * elapsed
      rows[r + F.sinceUs] = nowUs
    }
    const queueGrew = depth - rows[r + F.depth]
    rows[r + F.depth] = depth
    rows[r + F.busy] = words[at + 5]
    if (kind === KIND.QUEUED) {
      rows[r + F.arrivals]++
      if (queueGrew > 0) this.enter(r, nowUs)
    } else if (kind === KIND.STARTED) {
      rows[r + F.starts]++
      // A worker was free: the work never stood in the queue, and was not said to arrive.
      if (queueGrew < 0) this.leave(r, nowUs)
      else rows[r + F.arrivals]++
    } else if (kind === KIND.FINISHED) rows[r + F.finishes]++
    else if (kind === KIND.REFUSED) {
      rows[r + F.arrivals]++
      rows[r + F.refusals]++
    } else {
      rows[r + (kind === KIND.SHED ? F.shed : F.abandoned)]++
      if (queueGrew < 0) this.leave(r, nowUs)
    }
  }

  /** The `tenths`-th TENTH_US ends: to be called before the records of that moment. */
  tick(tenths: number): void {
    const { rows, workers } = this
    const atUs = tenths * TENTH_US
    // Of a node without workers nobody asks how busy they are.
    for (let node = 0, r = 0; node < workers.length; node++, r += FIELDS) {
      if (workers[node] <= 0) continue
      const elapsed = atUs - rows[r + F.sinceUs]
      rows[r + F.queueIntegral] += rows[r + F.depth] * elapsed
      rows[r + F.busyIntegral] += rows[r + F.busy] * elapsed
      rows[r + F.sinceUs] = atUs
    }
    this.busySecond.note(tenths, rows, F.busyIntegral, FIELDS)
    this.finishSecond.note(tenths, rows, F.finishes, FIELDS)
  }

  /** Busy share of the node's workers over the last virtual second, 0..1; 0 for a node without workers. */
  utilisation(node: number, nowUs: number): number {
    const workers = this.workers[node]
    if (workers <= 0) return 0
    return this.busySecond.perSecond(node, this.busyIntegralAt(node, nowUs), nowUs) / 1e6 / workers
  }
  /** Pieces of work finished during the last virtual second. */
  perSecond(node: number, nowUs: number): number {
    return this.finishSecond.perSecond(node, this.rows[node * FIELDS + F.finishes], nowUs)
  }
  queueDepth(node: number): number {
    return this.rows[node * FIELDS + F.depth]
  }
  busy(node: number): number {
    return this.rows[node * FIELDS + F.busy]
  }

  totals(node: number, nowUs: number): QueueTotals {
    const rows = this.rows
    const r = node * FIELDS
    return {
      atUs: nowUs,
      queueIntegralUs: rows[r + F.queueIntegral] + rows[r + F.depth] * (nowUs - rows[r + F.sinceUs]),
      busyIntegralUs: this.busyIntegralAt(node, nowUs),
      waitsUs: rows[r + F.waits] + rows[r + F.waiting] * nowUs,
      arrivals: rows[r + F.arrivals],
      starts: rows[r + F.starts],
      finishes: rows[r + F.finishes],
      refusals: rows[r + F.refusals],
      abandoned: rows[r + F.abandoned],
      shed: rows[r + F.shed],
    }
  }

  clone(): Saturation {
    const copy = new Saturation(this.workers)
    copy.rows.set(this.rows)
    copy.busySecond = this.busySecond.clone()
    copy.finishSecond = this.finishSecond.clone()
    return copy
  }
  get bytes(): number {
    return this.rows.byteLength + this.busySecond.bytes + this.finishSecond.bytes
  }

  /** `waits` is the sum of departures minus the sum of entries: what is left open counts once `now` is added for each. */
  private enter(r: number, nowUs: number): void {
    this.rows[r + F.waiting]++
    this.rows[r + F.waits] -= nowUs
  }
  private leave(r: number, nowUs: number): void {
    this.rows[r + F.waiting]--
    this.rows[r + F.waits] += nowUs
  }
  private busyIntegralAt(node: number, nowUs: number): number {
    const r = node * FIELDS
    return this.rows[r + F.busyIntegral] + this.rows[r + F.busy] * (nowUs - this.rows[r + F.sinceUs])
  }
}
