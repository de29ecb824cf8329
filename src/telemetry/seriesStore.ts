/**
 * Closed and growing chart buckets of one branch, at several widths, the last LEVEL_BUCKETS of each. They stand outside
 * checkpoints: a bucket is a value of (branch, time), so that a replay writes the same again, and what an earlier moment
 * knew of a bucket never replaces what a later one knew. A branch that forks takes along what was known at the fork.
 * Broken invariants, and what clients saw, are kept in the same way.
 */
import type { Violation } from '../cluster/invariants'
import {
  COLUMNS,
  COUNTS,
  COUNT_COLUMNS,
  LEVEL_BUCKETS,
  LEVEL_WIDTHS_US,
  RETURN,
  RETURN_COLUMNS,
  RETURN_VALUES,
} from './chartColumns'
import { OperationLog } from './operationLog'

/** A level's ring: bucket b lies at slot b mod LEVEL_BUCKETS. */
interface Level {
  widthUs: number
  bucketAt: Int32Array // −1: empty
  /** The moment whose knowledge the outcomes are, −1: unknown. */
  knownAtUs: Float64Array
  /** How much of the bucket reads, staleness, latency and divergence cover, −1: unknown. */
  coveredUs: Int32Array
  /** (1 + journeys) × COUNTS a bucket, everybody's first. */
  counts: Int32Array
  /** (1 + journeys) × RETURN_VALUES a bucket. */
  returns: Int32Array
  divergedKeys: Float64Array
}

/** `steps` buckets of `stepUs` from `fromUs`; value c of bucket i at columns[c × steps + i], NaN where nothing is known. */
export interface ChartData {
  fromUs: number
  stepUs: number
  steps: number
  columns: Float64Array
  /** Mean number of diverged keys over the bucket. */
  divergedKeys: Float64Array
}

/** An invariant that was broken, and when it was seen: in a group of replicas, `shard`. */
export interface Breach extends Violation {
  shard: number
  atUs: number
}
const BREACHES_MAX = 200

export class SeriesStore {
  /** Broken invariants, oldest first; the first of them, if there are very many. */
  readonly breaches: Breach[] = []
  operations: OperationLog
  private readonly levels: Level[]
  /** Everybody, and each journey. */
  private readonly groups: number

  /** `rowsMax`: so much of what clients saw is kept. */
  constructor(
    readonly journeys: number,
    rowsMax = 0,
  ) {
    this.operations = new OperationLog(rowsMax)
    this.groups = 1 + journeys
    this.levels = LEVEL_WIDTHS_US.map((widthUs) => ({
      widthUs,
      bucketAt: new Int32Array(LEVEL_BUCKETS).fill(-1),
      knownAtUs: new Float64Array(LEVEL_BUCKETS).fill(-1),
      coveredUs: new Int32Array(LEVEL_BUCKETS).fill(-1),
      counts: new Int32Array(LEVEL_BUCKETS * this.groups * COUNTS),
      returns: new Int32Array(LEVEL_BUCKETS * this.groups * RETURN_VALUES),
      divergedKeys: new Float64Array(LEVEL_BUCKETS),
    }))
  }

  /** An invariant was broken; a replay tells the same again. */
  breach(breach: Breach): void {
    const known = this.breaches.some(
      (b) => b.atUs === breach.atUs && b.shard === breach.shard && b.code === breach.code,
    )
    if (known || this.breaches.length === BREACHES_MAX) return
    this.breaches.push(breach)
    this.breaches.sort((a, b) => a.atUs - b.atUs)
  }

  /** The outcomes of the operations invoked in a bucket, as known at `nowUs`: COUNTS for each journey, in `counts` from `from` on. */
  putCounts(level: number, bucket: number, nowUs: number, counts: Int32Array, from: number): void {
    const to = this.levels[level]
    const slot = slotFor(to, bucket)
    if (nowUs < to.knownAtUs[slot]) return
    to.knownAtUs[slot] = nowUs
    const row = slot * this.groups * COUNTS
    const into = to.counts
    for (let c = 0; c < COUNTS; c++) {
      let all = 0
      for (let at = c; at < this.journeys * COUNTS; at += COUNTS) {
        const n = counts[from + at]
        into[row + COUNTS + at] = n
        all += n
      }
      into[row + c] = all
    }
  }

  /**
   * Asks to write what returned in a bucket, `coveredUs` of it having passed: answers from where on in `returns(level)`
   * RETURN_VALUES for everybody and for each journey are to be written, −1 where more is known already.
   */
  placeOfReturns(level: number, bucket: number, coveredUs: number, divergedKeys: number): number {
    const to = this.levels[level]
    const slot = slotFor(to, bucket)
    if (coveredUs < to.coveredUs[slot]) return -1
    to.coveredUs[slot] = coveredUs
    to.divergedKeys[slot] = divergedKeys
    return slot * this.groups * RETURN_VALUES
  }
  returns(level: number): Int32Array {
    return this.levels[level].returns
  }

  /**
   * The window [fromUs, toUs) in buckets of the finest kept width that needs at most twice `steps` of them (percentiles
   * cannot be merged, so a bucket of the chart is always one that was kept). Widened to whole buckets.
   */
  chart(fromUs: number, toUs: number, steps: number): ChartData {
    const level =
      this.levels.find((l) => (toUs - fromUs) / l.widthUs <= 2 * steps) ?? this.levels[this.levels.length - 1]
    const first = Math.floor(fromUs / level.widthUs)
    const count = Math.min(LEVEL_BUCKETS, Math.max(0, Math.ceil(toUs / level.widthUs) - first))
    const data: ChartData = {
      fromUs: first * level.widthUs,
      stepUs: level.widthUs,
      steps: count,
      columns: new Float64Array(this.groups * COLUMNS * count).fill(NaN),
      divergedKeys: new Float64Array(count).fill(NaN),
    }
    for (let i = 0; i < count; i++) this.read(level, first + i, data, i)
    return data
  }

  /** What was known at `atUs`, for a branch that begins there (or a branch that is shortened to it). */
  fork(atUs: number): SeriesStore {
    const copy = new SeriesStore(this.journeys)
    copy.operations = this.operations.fork(atUs)
    copy.breaches.push(...this.breaches.filter((b) => b.atUs <= atUs))
    this.levels.forEach((from, i) => {
      const to = copy.levels[i]
      to.bucketAt.set(from.bucketAt)
      to.counts.set(from.counts)
      to.returns.set(from.returns)
      to.divergedKeys.set(from.divergedKeys)
      for (let slot = 0; slot < LEVEL_BUCKETS; slot++) {
        if (from.knownAtUs[slot] <= atUs) to.knownAtUs[slot] = from.knownAtUs[slot]
        if (from.bucketAt[slot] * from.widthUs + from.coveredUs[slot] <= atUs) to.coveredUs[slot] = from.coveredUs[slot]
      }
    })
    return copy
  }

  get bytes(): number {
    return LEVEL_WIDTHS_US.length * LEVEL_BUCKETS * (this.groups * COLUMNS * 4 + 24) + this.operations.bytes
  }

  private read(level: Level, bucket: number, into: ChartData, i: number): void {
    const slot = bucket & (LEVEL_BUCKETS - 1)
    if (bucket < 0 || level.bucketAt[slot] !== bucket) return
    for (let group = 0; group < this.groups; group++) {
      if (level.knownAtUs[slot] >= 0) readCounts(level, slot * this.groups + group, into, group, i)
      if (level.coveredUs[slot] >= 0) readReturns(level, slot * this.groups + group, into, group, i)
    }
    if (level.coveredUs[slot] >= 0) into.divergedKeys[i] = level.divergedKeys[slot]
  }
}

function readCounts({ counts }: Level, row: number, { columns, steps }: ChartData, group: number, i: number): void {
  for (let c = 0; c < COUNTS; c++) columns[(group * COLUMNS + COUNT_COLUMNS[c]) * steps + i] = counts[row * COUNTS + c]
}
/** What nothing was measured for stays NaN: the staleness of no reads, the quantiles of no latencies. */
function readReturns({ returns }: Level, row: number, { columns, steps }: ChartData, group: number, i: number): void {
  const at = row * RETURN_VALUES
  for (let c = 0; c < RETURN_VALUES; c++) {
    const of = c < RETURN.staleMaxUs || c === RETURN.samples ? -1 : c < RETURN.samples ? RETURN.reads : RETURN.samples
    if (of >= 0 && returns[at + of] === 0) continue
    columns[(group * COLUMNS + RETURN_COLUMNS[c]) * steps + i] = returns[at + c]
  }
}

/** The slot of a bucket, emptied if another bucket was there. */
function slotFor(level: Level, bucket: number): number {
  const slot = bucket & (LEVEL_BUCKETS - 1)
  if (level.bucketAt[slot] !== bucket) {
    level.bucketAt[slot] = bucket
    level.knownAtUs[slot] = -1
    level.coveredUs[slot] = -1
  }
  return slot
}
