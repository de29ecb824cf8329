/**
 * What users were answered last, and how many answers were less than whole: by operation class, the latest answer and the latest
 * one that was degraded or no success, each with its flags, its cause and its age; and counts of answers, of those with a copy for
 * data, of those without their extras, and of degraded ones by cause.
 */
import { KIND, RETURN_FLAG, causeOf, outcomeOf } from '../cluster/journal'
import type { OperationFacts } from './operationFacts'

const INTS = 6
const AT = { client: 0, count: 1, detail: 2, ageMs: 3, copyMs: 4, key: 5 } as const
const DOUBLES = 2
const CAUSES = 64
const COUNTED = { answers: 0, degraded: 1, copied: 2, bare: 3, failed: 4 } as const
const COUNTS = 5

export interface Answer {
  client: number
  count: number
  key: number
  invokedUs: number
  returnedUs: number
  outcome: number // OUTCOME
  cause: number
  flags: number // RETURN_FLAG
  ageMs: number // upper bound of its age; −1: unknown or not told
  copyMs: number // how long ago its copy was made; −1: unknown or none
}
export type AnswerCounts = Record<keyof typeof COUNTED, number>

export class Answers {
  private readonly ints: Int32Array
  private readonly doubles: Float64Array
  private readonly counts: Int32Array
  private readonly causes: Int32Array
  private newest: number

  constructor(
    readonly classes: number,
    from?: Answers,
  ) {
    this.ints = from ? from.ints.slice() : new Int32Array(classes * 2 * INTS)
    this.doubles = from ? from.doubles.slice() : new Float64Array(classes * 2 * DOUBLES)
    this.counts = from ? from.counts.slice() : new Int32Array(classes * COUNTS)
    this.causes = from ? from.causes.slice() : new Int32Array(classes * CAUSES)
    this.newest = from?.newest ?? 0
  }
  clone(): Answers {
    return new Answers(this.classes, this)
  }
  get bytes(): number {
    return this.ints.byteLength + this.doubles.byteLength + this.counts.byteLength + this.causes.byteLength
  }

  /** An operation has returned with this detail of its record. */
  returned(op: OperationFacts, detail: number): void {
    const flags = (detail >>> 8) & 255
    const isOk = outcomeOf(detail) === 0
    const at = op.class * COUNTS
    this.counts[at]++
    this.newest = op.class * 2
    this.put(op.class * 2, op, detail)
    if (isOk && (flags & RETURN_FLAG.degraded) === 0 && (flags & RETURN_FLAG.copied) === 0) return
    this.put(op.class * 2 + 1, op, detail)
    if ((flags & RETURN_FLAG.degraded) !== 0) this.counts[at + COUNTED.degraded]++
    if ((flags & RETURN_FLAG.copied) !== 0) this.counts[at + COUNTED.copied]++
    if ((flags & RETURN_FLAG.bare) !== 0) this.counts[at + COUNTED.bare]++
    if (!isOk) this.counts[at + COUNTED.failed]++
    this.causes[op.class * CAUSES + causeOf(detail)]++
  }
  private put(row: number, op: OperationFacts, detail: number): void {
    const { ints, doubles } = this
    const i = row * INTS
    ints[i] = op.client
    ints[i + AT.count] = op.count
    ints[i + AT.detail] = detail
    ints[i + AT.ageMs] = -1
    ints[i + AT.copyMs] = -1
    ints[i + AT.key] = op.key
    doubles[row * DOUBLES] = op.invokedUs
    doubles[row * DOUBLES + 1] = op.returnedUs
  }

  /** A record AGED, at `at` of `words`: it follows the return that it is about. */
  aged(words: Int32Array, at: number): void {
    if ((words[at] & 255) !== KIND.AGED) return
    for (let row = this.newest; row < this.newest + 2; row++) {
      const i = row * INTS
      if (this.ints[i] !== words[at + 1] || this.ints[i + AT.count] !== words[at + 2]) continue
      this.ints[i + AT.ageMs] = words[at + 3]
      this.ints[i + AT.copyMs] = words[at + 4]
    }
  }

  /** Of a class, the latest answer, or the latest that was less than whole; null where there was none. */
  latest(operationClass: number, which: 'any' | 'hurt'): Answer | null {
    const row = operationClass * 2 + (which === 'any' ? 0 : 1)
    const { ints, doubles } = this
    const i = row * INTS
    if (ints[i + AT.count] === 0) return null
    const detail = ints[i + AT.detail]
    return {
      client: ints[i],
      count: ints[i + AT.count],
      key: ints[i + AT.key],
      invokedUs: doubles[row * DOUBLES],
      returnedUs: doubles[row * DOUBLES + 1],
      outcome: outcomeOf(detail),
      cause: causeOf(detail),
      flags: (detail >>> 8) & 255,
      ageMs: ints[i + AT.ageMs],
      copyMs: ints[i + AT.copyMs],
    }
  }
  countsOf(operationClass: number): AnswerCounts {
    const count = (what: keyof typeof COUNTED): number => this.counts[operationClass * COUNTS + COUNTED[what]]
    return {
      answers: count('answers'),
      degraded: count('degraded'),
      copied: count('copied'),
      bare: count('bare'),
      failed: count('failed'),
    }
  }
  /** Of what was less than whole, how many by each cause, most first. */
  causesOf(operationClass: number): { cause: number; times: number }[] {
    const all = this.causes.subarray(operationClass * CAUSES, (operationClass + 1) * CAUSES)
    return Array.from(all, (times, cause) => ({ cause, times }))
      .filter(({ cause, times }) => cause > 0 && times > 0)
      .sort((a, b) => b.times - a.times || a.cause - b.cause)
  }
}
