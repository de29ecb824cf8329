/**
 * Closed and growing chart buckets of one branch, at several widths, the last LEVEL_BUCKETS of each. They stand outside
 * checkpoints: a bucket is a value of (branch, time), so that a replay writes the same again, and what an earlier moment
 * knew of a bucket never replaces what a later one knew. A branch that forks takes along what was known at the fork.
 * Broken invariants, and what clients saw, are kept in the same way.
 */
import type { Violation } from '../cluster/invariants'
import { COLUMNS, LEVEL_BUCKETS, LEVEL_WIDTHS_US, TENTHS_KEPT, TENTH_TICKS } from './chartColumns'
import { OperationLog } from './operationLog'
import { SeriesLevel, type ChartData } from './seriesLevel'

/** An invariant that was broken, and when it was seen: in a group of replicas, `shard`. */
export interface Breach extends Violation {
  shard: number
  atUs: number
}
const BREACHES_MAX = 200

/** What a role wrote down about itself, from one figure to another: a STATE record that the page tells. */
export interface Happening {
  code: number // STATE_CODES
  node: number
  subject: number
  from: number
  to: number
  atUs: number
}
const HAPPENINGS_MAX = 200

export class SeriesStore {
  /** Broken invariants, oldest first; the first of them, if there are very many. */
  readonly breaches: Breach[] = []
  /** In the order of their moments; the first of them, if there are very many. */
  readonly happenings: Happening[] = []
  operations: OperationLog
  /** By width; the first one's blocks are tenths of a second. */
  levels: SeriesLevel[]

  /** `rowsMax`: so much of what clients saw is kept. */
  constructor(
    readonly journeys: number,
    rowsMax = 0,
  ) {
    this.operations = new OperationLog(rowsMax)
    this.levels = LEVEL_WIDTHS_US.map((widthUs, level) =>
      level === 0
        ? new SeriesLevel(widthUs, TENTHS_KEPT, TENTH_TICKS, journeys)
        : new SeriesLevel(widthUs, LEVEL_BUCKETS, 1, journeys),
    )
  }

  /** A replay tells the same again. */
  happened(happening: Happening): void {
    const { atUs, code, node, subject } = happening
    const all = this.happenings
    if (all.length === HAPPENINGS_MAX) return
    if (all.some((h) => h.atUs === atUs && h.code === code && h.node === node && h.subject === subject)) return
    all.push(happening)
    all.sort((a, b) => a.atUs - b.atUs)
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
      columns: new Float64Array((1 + this.journeys) * COLUMNS * count).fill(NaN),
      divergedKeys: new Float64Array(count).fill(NaN),
    }
    for (let i = 0; i < count; i++) level.read(first + i, data, i)
    return data
  }

  /** What was known at `atUs`, for a branch that begins there (or a branch that is shortened to it). */
  fork(atUs: number): SeriesStore {
    const copy = new SeriesStore(this.journeys)
    copy.operations = this.operations.fork(atUs)
    copy.happenings.push(...this.happenings.filter((h) => h.atUs <= atUs))
    copy.breaches.push(...this.breaches.filter((b) => b.atUs <= atUs))
    copy.levels = this.levels.map((level) => level.fork(atUs))
    return copy
  }

  get bytes(): number {
    return this.levels.reduce((sum, level) => sum + level.bytes, this.operations.bytes)
  }
}
