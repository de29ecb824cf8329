/**
 * What the trials' journal says: latencies of writes and reads, how many reads were fresh, and for each trial the t from which
 * on its read would have been: t* = max(0, min over the read's first R responders of (W_i − wt − R_i)), in the terms of the
 * WARS model (Bailis et al., VLDB 2012, 5.1). All of it from records of messages sent and delivered.
 */
import type { Link } from '../../cluster'
import { KIND, STRIDE, TYPE, timeOf } from '../../cluster'
import { Histogram } from '../../kernel'
import { CALL } from './trials'

/** Buckets of a microsecond up to 8 ms, then an eight-thousandth wide. */
const BITS = 13

export class TrialFold {
  readonly writeUs = new Histogram(BITS)
  readonly readUs = new Histogram(BITS)
  readonly thresholdUs = new Histogram(BITS)
  /** Reads by time after the commit: at 0, then the later ones. */
  readonly reads: number[]
  readonly fresh: number[]
  private trial = 0
  private writeCount = -1
  private writeAtUs = 0
  private readCount = -1
  private readAtUs = 0
  private laterCount = -1
  private laterRead = 0
  private responders = 0
  private readonly writtenUs: Float64Array // by replica: when the trial's write came there
  private readonly askedUs: Float64Array // by replica: when the read at the commit came there
  private readonly responder: Int32Array

  /** Replicas are the nodes 1 to n, the client is node 0. */
  constructor(
    private readonly links: readonly Link[],
    replicas: number,
    private readonly r: number,
    laterReads: number,
  ) {
    this.reads = new Array<number>(1 + laterReads).fill(0)
    this.fresh = new Array<number>(1 + laterReads).fill(0)
    this.writtenUs = new Float64Array(replicas + 1).fill(Infinity)
    this.askedUs = new Float64Array(replicas + 1)
    this.responder = new Int32Array(replicas)
  }

  readonly fold = (words: Int32Array, records: number): void => {
    for (let i = 0; i < records; i++) {
      const at = i * STRIDE
      const head = words[at]
      const kind = head & 255
      if (kind === KIND.DELIVERED) this.delivered(head >>> 8, words[at + 1], words[at + 3], timeOf(words, i))
      else if (kind === KIND.INVOKE) this.invoked(head >>> 8, words[at + 2], words[at + 4], timeOf(words, i))
      else if (kind === KIND.RETURN) this.returned(words[at + 2], words[at + 3], timeOf(words, i))
    }
  }

  /** Counts the last trial too. */
  end(): void {
    if (this.writeCount >= 0) this.judge()
    this.writeCount = -1
  }

  private invoked(operationClass: number, count: number, value: number, nowUs: number): void {
    if (operationClass === CALL.write) {
      this.end()
      this.trial = value
      this.writeCount = count
      this.writeAtUs = nowUs
      this.writtenUs.fill(Infinity)
      this.askedUs.fill(-1)
      this.responders = 0
    } else if (operationClass === CALL.read) {
      this.readCount = count
      this.readAtUs = nowUs
    } else {
      this.laterCount = count
      this.laterRead = operationClass - CALL.read
    }
  }

  private delivered(type: number, link: number, count: number, nowUs: number): void {
    if (type === TYPE.replicaWrite) {
      if (count === this.writeCount) this.written(this.links[link].to.index, nowUs)
    } else if (count !== this.readCount) return
    else if (type === TYPE.replicaRead) this.askedUs[this.links[link].to.index] = nowUs
    else if (type === TYPE.replicaValue && this.responders < this.r)
      this.responder[this.responders++] = this.links[link].from.index
  }

  /** Come in the same microsecond, but after the question, a write counts as one microsecond late. */
  private written(replica: number, nowUs: number): void {
    this.writtenUs[replica] = this.askedUs[replica] === nowUs ? nowUs + 1 : nowUs
  }

  private returned(count: number, value: number, nowUs: number): void {
    if (count === this.writeCount) this.writeUs.record(nowUs - this.writeAtUs)
    else if (count === this.readCount) {
      this.readUs.record(nowUs - this.readAtUs)
      this.read(0, value)
    } else if (count === this.laterCount) this.read(this.laterRead, value)
  }
  private read(which: number, value: number): void {
    this.reads[which]++
    if (value === this.trial) this.fresh[which]++
  }

  /** Written at W_i after the write's start, asked at wt + R_i after it: the difference is what the read came too early. */
  private judge(): void {
    let least = Infinity
    for (let i = 0; i < this.responders; i++) {
      const replica = this.responder[i]
      least = Math.min(least, this.writtenUs[replica] - this.askedUs[replica])
    }
    if (least < Infinity) this.thresholdUs.record(Math.max(0, least))
  }
}
