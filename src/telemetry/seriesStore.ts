/**
 * Closed and growing chart buckets of one branch, at several widths, the last LEVEL_BUCKETS of each. They stand outside
 * checkpoints: a bucket is a value of (branch, time), so that a replay writes the same again, and what an earlier moment
 * knew of a bucket never replaces what a later one knew. A branch that forks takes along what was known at the fork.
 * Broken invariants are kept in the same way.
 */
import type { Violation } from '../cluster/invariants'
import { COLUMNS, COUNTS, COUNT_COLUMNS, LEVEL_BUCKETS, LEVEL_WIDTHS_US } from './chartColumns'

const SAMPLES = 10
const READS = 5
const STALE_MAX = 7
const MISSED_MAX = 8

/** A level's ring: bucket b lies at slot b mod LEVEL_BUCKETS. */
interface Level {
  widthUs: number
  bucketAt: Int32Array // −1: empty
  /** The moment whose knowledge the outcomes are, −1: unknown. */
  knownAtUs: Float64Array
  /** How much of the bucket reads, staleness, latency and divergence cover, −1: unknown. */
  coveredUs: Int32Array
  /** (1 + journeys) × COLUMNS a bucket. */
  values: Int32Array
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
  private readonly levels: Level[]
  private readonly width: number

  constructor(readonly journeys: number) {
    this.width = (1 + journeys) * COLUMNS
    this.levels = LEVEL_WIDTHS_US.map((widthUs) => ({
      widthUs,
      bucketAt: new Int32Array(LEVEL_BUCKETS).fill(-1),
      knownAtUs: new Float64Array(LEVEL_BUCKETS).fill(-1),
      coveredUs: new Int32Array(LEVEL_BUCKETS).fill(-1),
      values: new Int32Array(LEVEL_BUCKETS * this.width),
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

  /** The outcomes of the operations invoked in a bucket, as known at `nowUs`: COUNTS for each journey. */
  putCounts(level: number, bucket: number, nowUs: number, counts: Int32Array): void {
    const to = this.levels[level]
    const slot = slotFor(to, bucket)
    if (nowUs < to.knownAtUs[slot]) return
    to.knownAtUs[slot] = nowUs
    const row = slot * this.width
    for (let c = 0; c < COUNTS; c++) {
      let all = 0
      for (let j = 0; j < this.journeys; j++) {
        const n = counts[j * COUNTS + c]
        to.values[row + (1 + j) * COLUMNS + COUNT_COLUMNS[c]] = n
        all += n
      }
      to.values[row + COUNT_COLUMNS[c]] = all
    }
  }

  /** What returned in a bucket, `coveredUs` of it having passed: columns 5–8 and 10–13 of `values`, for all and each journey. */
  putReturns(level: number, bucket: number, coveredUs: number, values: Int32Array, divergedKeys: number): void {
    const to = this.levels[level]
    const slot = slotFor(to, bucket)
    if (coveredUs < to.coveredUs[slot]) return
    to.coveredUs[slot] = coveredUs
    to.divergedKeys[slot] = divergedKeys
    const row = slot * this.width
    for (let group = 0; group < this.width; group += COLUMNS) {
      for (let c = READS; c <= MISSED_MAX; c++) to.values[row + group + c] = values[group + c]
      for (let c = SAMPLES; c < COLUMNS; c++) to.values[row + group + c] = values[group + c]
    }
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
      columns: new Float64Array(this.width * count).fill(NaN),
      divergedKeys: new Float64Array(count).fill(NaN),
    }
    for (let i = 0; i < count; i++) this.read(level, first + i, data, i)
    return data
  }

  /** What was known at `atUs`, for a branch that begins there (or a branch that is shortened to it). */
  fork(atUs: number): SeriesStore {
    const copy = new SeriesStore(this.journeys)
    copy.breaches.push(...this.breaches.filter((b) => b.atUs <= atUs))
    this.levels.forEach((from, i) => {
      const to = copy.levels[i]
      to.bucketAt.set(from.bucketAt)
      to.values.set(from.values)
      to.divergedKeys.set(from.divergedKeys)
      for (let slot = 0; slot < LEVEL_BUCKETS; slot++) {
        if (from.knownAtUs[slot] <= atUs) to.knownAtUs[slot] = from.knownAtUs[slot]
        if (from.bucketAt[slot] * from.widthUs + from.coveredUs[slot] <= atUs) to.coveredUs[slot] = from.coveredUs[slot]
      }
    })
    return copy
  }

  get bytes(): number {
    return LEVEL_WIDTHS_US.length * LEVEL_BUCKETS * (this.width * 4 + 24)
  }

  private read(level: Level, bucket: number, into: ChartData, i: number): void {
    const slot = bucket & (LEVEL_BUCKETS - 1)
    if (bucket < 0 || level.bucketAt[slot] !== bucket) return
    const row = slot * this.width
    const { values } = level
    const { columns, steps } = into
    if (level.knownAtUs[slot] >= 0) {
      for (let group = 0; group < this.width; group += COLUMNS) {
        for (const c of COUNT_COLUMNS) columns[(group + c) * steps + i] = values[row + group + c]
      }
    }
    if (level.coveredUs[slot] < 0) return
    into.divergedKeys[i] = level.divergedKeys[slot]
    for (let group = 0; group < this.width; group += COLUMNS) {
      const reads = values[row + group + READS]
      const samples = values[row + group + SAMPLES]
      columns[(group + READS) * steps + i] = reads
      columns[(group + READS + 1) * steps + i] = values[row + group + READS + 1]
      columns[(group + SAMPLES) * steps + i] = samples
      if (reads > 0)
        for (let c = STALE_MAX; c <= MISSED_MAX; c++) columns[(group + c) * steps + i] = values[row + group + c]
      if (samples > 0)
        for (let c = SAMPLES + 1; c < COLUMNS; c++) columns[(group + c) * steps + i] = values[row + group + c]
    }
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
