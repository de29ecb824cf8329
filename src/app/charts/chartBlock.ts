/**
 * A chart block of the charts' own (a frame's arrays go back to the worker), and the measures drawn from it. A measure is
 * a ratio 0..1, a time in µs or a count for one bucket of one group (0: everybody, 1 + j: journey j); null is a gap.
 */
import { CHART_COLUMNS, type ChartBlock } from '../../lab/protocol'

type Column = (typeof CHART_COLUMNS)[number]
const COLUMN = Object.fromEntries(CHART_COLUMNS.map((name, i) => [name, i])) as Record<Column, number>

/** A percentile of fewer samples than this is drawn hollow. */
export const FEW_SAMPLES = 20

export class ChartCopy {
  fromUs = 0
  stepUs = 1
  steps = 0
  private columns = new Float64Array(0)
  private diverged = new Float64Array(0)
  /** The branch laid beside it, over the same buckets. */
  beside: ChartCopy | null = null

  /** Takes over a frame's block, reusing what it has. */
  take(block: ChartBlock): void {
    this.fill(block, block.columns, block.divergedKeys)
    if (!block.compare) this.beside = null
    else (this.beside ??= new ChartCopy()).fill(block, block.compare.columns, block.compare.divergedKeys)
  }

  private fill(block: ChartBlock, columns: Float64Array, diverged: Float64Array): void {
    this.fromUs = block.fromUs
    this.stepUs = block.stepUs
    this.steps = block.steps
    if (this.columns.length !== columns.length) this.columns = new Float64Array(columns.length)
    if (this.diverged.length !== diverged.length) this.diverged = new Float64Array(diverged.length)
    this.columns.set(columns)
    this.diverged.set(diverged)
  }

  value(group: number, column: Column, bucket: number): number {
    return this.columns[(group * CHART_COLUMNS.length + COLUMN[column]) * this.steps + bucket]
  }
  divergedKeys(bucket: number): number {
    return this.diverged[bucket]
  }
  bucketAt(atUs: number): number {
    return Math.floor((atUs - this.fromUs) / this.stepUs)
  }
  /** End of the last bucket in which anybody asked anything. */
  toldUntilUs(): number {
    for (let i = this.steps - 1; i >= 0; i--) if (this.value(0, 'invoked', i) > 0) return this.startOf(i + 1)
    return this.fromUs
  }
  startOf(bucket: number): number {
    return this.fromUs + bucket * this.stepUs
  }
}

/** How far a branch is known: operations younger than the longest deadline may still be answered. */
export interface Now {
  knownUs: number
  longestDeadlineUs: number
}
export type Measure = (block: ChartCopy, group: number, bucket: number, now: Now) => number | null

/** Stale reads / reads. */
export const staleRatio: Measure = (block, group, bucket) => {
  const reads = block.value(group, 'reads', bucket)
  return reads > 0 ? block.value(group, 'stale', bucket) / reads : null
}

/** More operations than this share still without an outcome, and a bucket says nothing: the quick ones would flatter it. */
const MOST_UNDECIDED = 0.02

/** Operations that have an outcome: all that were invoked, once the longest deadline has passed. NaN: too few yet. */
function decided(block: ChartCopy, group: number, bucket: number, now: Now): number {
  const invoked = block.value(group, 'invoked', bucket)
  if (!(invoked > 0)) return NaN
  if (block.startOf(bucket + 1) + now.longestDeadlineUs <= now.knownUs) return invoked
  const known =
    block.value(group, 'ok', bucket) +
    block.value(group, 'failed', bucket) +
    block.value(group, 'unknown', bucket) +
    block.value(group, 'late', bucket)
  return invoked - known <= MOST_UNDECIDED * invoked ? known : NaN
}

/** Share of the operations with an outcome that have this one: `ok` is the availability. */
export function share(outcome: 'ok' | 'failed' | 'unknown' | 'late' | 'degraded'): Measure {
  return (block, group, bucket, now) => {
    const all = decided(block, group, bucket, now)
    return all > 0 ? Math.min(1, block.value(group, outcome, bucket) / all) : null
  }
}

/** A latency percentile in µs: of enough samples, or (`few`) of so few that it is drawn hollow. */
export function percentile(column: 'p50Us' | 'p95Us' | 'p99Us', few = false): Measure {
  return (block, group, bucket) => {
    const value = block.value(group, column, bucket)
    if (Number.isNaN(value)) return null
    return block.value(group, 'samples', bucket) < FEW_SAMPLES === few ? value : null
  }
}

/** Age of the stalest read in µs; null where every read was fresh. */
export const staleAge: Measure = (block, group, bucket) => positive(block.value(group, 'staleMaxUs', bucket))
/** The most acknowledged writes that one read missed. */
export const missed: Measure = (block, group, bucket) => orGap(block.value(group, 'missedMax', bucket))
/** Keys whose replicas differ at the end of the bucket. */
export const diverged: Measure = (block, _group, bucket) => orGap(block.divergedKeys(bucket))

const orGap = (value: number): number | null => (Number.isNaN(value) ? null : value)
const positive = (value: number): number | null => (value > 0 ? value : null)
