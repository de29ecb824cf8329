/**
 * What the present tenth of a second has brought so far: a row for everything that returned, in the order of the journal, and
 * the integral of diverged keys at each tick. Chart buckets are made of it when it ends, which costs less than to keep them
 * up to date, for most of the narrowest ones hold one operation or none.
 */
import { TENTH_TICKS, TICK_US } from './chartColumns'
import type { Divergence } from './divergence'
import type { OperationFacts } from './operationFacts'
import { TENTH_US } from './slidingSecond'

/** Words of a row. `what`: the journey, bits of ROW_BIT, and the tick from bit ROW_TICK on; what has no meaning is 0. */
export const ROW = { what: 0, latencyUs: 1, missed: 2, staleUs: 3 } as const
export const ROW_STRIDE = 4
export const ROW_JOURNEY = 255
export const ROW_BIT = { answered: 256, inTime: 512, judged: 1024 } as const
export const ROW_TICK = 11
const FIRST_ROWS = 16
const GREATEST = 2147483647
const TO_TICKS = 1 / TICK_US

export class PresentTenth {
  /** Tenths that have ended. */
  number = 0
  /** Rows so far. */
  count = 0
  rows = new Int32Array(FIRST_ROWS * ROW_STRIDE)
  /** The integral when it began, and at the end of each tick; `noted` of them are known. */
  readonly divergedAt = new Float64Array(1 + TENTH_TICKS)
  private noted = 0

  /** The tick of this tenth that a moment of it lies in. */
  tickOf(nowUs: number): number {
    return ((nowUs - this.number * TENTH_US + 0.5) * TO_TICKS) | 0 // half a µs, for the factor is not exact
  }

  returned(op: OperationFacts): void {
    const at = this.count++ * ROW_STRIDE
    if (at === this.rows.length) this.grow()
    const { rows } = this
    let what = op.journey | (this.tickOf(op.returnedUs) << ROW_TICK)
    if (op.outcome === 'ok') what |= op.late ? ROW_BIT.answered : ROW_BIT.answered | ROW_BIT.inTime
    const us = op.returnedUs - op.invokedUs
    rows[at] = op.judged ? what | ROW_BIT.judged : what
    rows[at | ROW.latencyUs] = us < GREATEST ? us : GREATEST
    rows[at | ROW.missed] = op.missed
    rows[at | ROW.staleUs] = op.staleUs < GREATEST ? op.staleUs : GREATEST
  }

  /** To be called before keys diverge or agree, and before `divergedAt` is read. */
  noteDiverged(divergence: Divergence, nowUs: number): void {
    const beganUs = this.number * TENTH_US
    const ended = nowUs < beganUs + TENTH_US ? this.tickOf(nowUs) : TENTH_TICKS
    if (this.noted >= ended) return
    // Whole numbers, so that a sum of steps is exact.
    const step = divergence.divergedKeys * TICK_US
    let integral = divergence.integralAt(beganUs + (this.noted + 1) * TICK_US)
    for (let tick = this.noted + 1; tick <= ended; tick++) {
      this.divergedAt[tick] = integral
      integral += step
    }
    this.noted = ended
  }

  /** The next one begins. */
  next(): void {
    this.number++
    this.count = 0
    this.noted = 0
    this.divergedAt[0] = this.divergedAt[TENTH_TICKS]
  }
  clone(): PresentTenth {
    const copy = new PresentTenth()
    copy.number = this.number
    while (copy.rows.length < this.count * ROW_STRIDE) copy.grow()
    copy.rows.set(this.rows.subarray(0, this.count * ROW_STRIDE))
    copy.count = this.count
    copy.divergedAt.set(this.divergedAt)
    copy.noted = this.noted
    return copy
  }
  get bytes(): number {
    return this.rows.byteLength + this.divergedAt.byteLength + 96
  }

  private grow(): void {
    const rows = new Int32Array(this.rows.length * 2)
    rows.set(this.rows)
    this.rows = rows
  }
}
