/**
 * What the journal says of one queue: its length from the integrals of Saturation, its customers' times from the records of
 * their coming, their start and their end. Batches of customers tell how uncertain the means are (batch means: Conway 1963).
 */
import { KIND, STRIDE, timeOf } from '../../cluster'
import { Histogram, assert } from '../../kernel'
import { Saturation } from '../../telemetry'
import type { Figures } from '../experiment'

export const BATCHES = 25
/** At most as many customers are in the system at once. */
const RING = 1 << 17
const BITS = 12
const NAMES = ['L', 'W', 'Wq', 'C', 'p50', 'p95', 'p99', 'loss', 'thr'] as const

/** Sums over customers that have left, beside those that came and found no place; times in µs. */
interface Sums {
  atUs: number
  areaUs: number // ∫ customers in the system dt
  left: number
  stayUs: number
  waitUs: number
  queued: number // customers that had to wait
  come: number
  lost: number
}

const NOBODY: Sums = { atUs: 0, areaUs: 0, left: 0, stayUs: 0, waitUs: 0, queued: 0, come: 0, lost: 0 }

export class QueueFold {
  private readonly saturation: Saturation
  private readonly comeUs = new Float64Array(RING)
  private readonly startUs = new Float64Array(RING)
  private readonly stays = new Histogram(BITS)
  private readonly batchStays = new Histogram(BITS)
  private readonly batches: Figures[] = []
  private now: Sums = { ...NOBODY }
  private before: Sums = { ...NOBODY }
  private readonly batchSize: number
  private lastLeftUs = 0

  constructor(
    private readonly node: number,
    workers: number,
    customers: number,
  ) {
    this.saturation = new Saturation([0, workers])
    this.batchSize = Math.floor(customers / BATCHES)
  }

  readonly fold = (words: Int32Array, records: number): void => {
    const { now } = this
    for (let i = 0; i < records; i++) {
      const at = i * STRIDE
      const kind = words[at] & 255
      if (kind === KIND.DELIVERED) {
        this.comeUs[words[at + 3] & (RING - 1)] = timeOf(words, i)
        now.come++
        if (now.come % this.batchSize === 0) this.closeBatch(timeOf(words, i))
      } else if (kind === KIND.REFUSED) now.lost++
      else if (kind === KIND.QUEUED || kind === KIND.STARTED || kind === KIND.FINISHED) {
        const nowUs = timeOf(words, i)
        this.saturation.recordAt(words, at)
        if (kind === KIND.QUEUED) now.queued++
        else if (kind === KIND.STARTED) this.startUs[words[at + 3] & (RING - 1)] = nowUs
        else this.left(words[at + 3], nowUs)
      }
    }
  }

  private left(count: number, nowUs: number): void {
    const { now } = this
    assert(now.come - now.lost - now.left < RING, 'more customers in the system than can be told apart')
    const came = this.comeUs[count & (RING - 1)]
    const stayUs = nowUs - came
    now.left++
    now.stayUs += stayUs
    now.waitUs += this.startUs[count & (RING - 1)] - came
    this.stays.record(stayUs)
    this.batchStays.record(stayUs)
    this.lastLeftUs = nowUs
  }
  private closeBatch(nowUs: number): void {
    this.lookAt(nowUs)
    this.batches.push(figures(this.before, this.now, this.batchStays))
    this.before = { ...this.now }
    this.batchStays.clear()
  }
  private lookAt(nowUs: number): void {
    const { queueIntegralUs, busyIntegralUs } = this.saturation.totals(this.node, nowUs)
    this.now.atUs = nowUs
    this.now.areaUs = queueIntegralUs + busyIntegralUs
  }

  /** Over the whole run, from empty to empty. `littleError`: |L − λW| / L, of two independent measurements. */
  result(endUs: number): { figures: Figures; errors: Figures; littleError: number } {
    this.lookAt(endUs)
    const all = figures(NOBODY, this.now, this.stays)
    const lambda = (this.now.come - this.now.lost) / (endUs / 1e6)
    return { figures: all, errors: this.errors(), littleError: Math.abs(all.L - lambda * all.W) / all.L }
  }
  /** Standard errors of the figures, from the spread of the batches. */
  private errors(): Figures {
    const n = this.batches.length
    return Object.fromEntries(
      NAMES.map((name) => {
        const mean = this.batches.reduce((sum, batch) => sum + batch[name], 0) / n
        const squares = this.batches.reduce((sum, batch) => sum + (batch[name] - mean) * (batch[name] - mean), 0)
        return [name, Math.sqrt(squares / (n - 1) / n)]
      }),
    )
  }
  /** When the last customer left. */
  get endUs(): number {
    return this.lastLeftUs
  }
}

/** In seconds, which are the units of time. */
function figures(from: Sums, to: Sums, stays: Histogram): Figures {
  const left = to.left - from.left
  return {
    L: (to.areaUs - from.areaUs) / (to.atUs - from.atUs),
    W: (to.stayUs - from.stayUs) / left / 1e6,
    Wq: (to.waitUs - from.waitUs) / left / 1e6,
    C: (to.queued - from.queued) / (to.come - from.come),
    p50: stays.quantile(0.5) / 1e6,
    p95: stays.quantile(0.95) / 1e6,
    p99: stays.quantile(0.99) / 1e6,
    loss: (to.lost - from.lost) / (to.come - from.come),
    thr: left / ((to.atUs - from.atUs) / 1e6),
  }
}
