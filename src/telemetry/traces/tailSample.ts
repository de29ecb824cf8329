/**
 * Which operations are worth a trace, decided when they have ended (tail-based sampling, as OpenTelemetry's collector does): the
 * failed and the late, the slowest of every stretch of time, and a few ordinary ones. Bounded; where a bound is met, those
 * stay whose hash is least, so that every one had the same chance and a replay keeps the same (bottom-k sampling, Cohen and
 * Kaplan, PODC 2007).
 */
import { extendPath } from '../../cluster/layout'
import { rowOf, type OperationFacts, type OperationListener, type OperationRow } from '../operationFacts'

export interface SampleBounds {
  failed: number
  slowAStretch: number
  stretchUs: number
  ordinary: number
}
export type Kept = 'failed' | 'slow' | 'ordinary'
export interface SampledRow {
  row: OperationRow
  kept: Kept
}
type Wanted = (op: OperationFacts) => boolean

export class TailSample implements OperationListener {
  /** Of those wanted: how many ended, and how many of these failed or were late. */
  ended = 0
  failedCount = 0
  private readonly failed: Lowest
  private readonly ordinary: Lowest
  private readonly slow = new Map<number, OperationRow[]>() // by stretch, slowest first

  constructor(
    private readonly bounds: SampleBounds,
    private readonly wanted: Wanted = () => true,
  ) {
    this.failed = new Lowest(bounds.failed)
    this.ordinary = new Lowest(bounds.ordinary)
  }

  returned(op: OperationFacts): void {
    if (op.journey < 0 || !this.wanted(op)) return
    this.ended++
    if (op.outcome !== 'ok' || op.late) {
      this.failedCount++
      this.failed.offer(op)
      return
    }
    this.ordinary.offer(op)
    this.offerSlow(op)
  }

  /** By invocation; each once, under its first reason. */
  rows(): SampledRow[] {
    const rows = new Map<string, SampledRow>()
    const put = (row: OperationRow, kept: Kept): void => {
      const name = `${row.client}:${row.count}`
      if (!rows.has(name)) rows.set(name, { row, kept })
    }
    for (const row of this.failed.rows()) put(row, 'failed')
    for (const stretch of this.slow.values()) for (const row of stretch) put(row, 'slow')
    for (const row of this.ordinary.rows()) put(row, 'ordinary')
    return [...rows.values()].sort(
      (a, b) => a.row.invokedUs - b.row.invokedUs || a.row.client - b.row.client || a.row.count - b.row.count,
    )
  }

  private offerSlow(op: OperationFacts): void {
    const { slowAStretch, stretchUs } = this.bounds
    if (slowAStretch === 0) return
    const name = Math.floor(op.returnedUs / stretchUs)
    const stretch = this.slow.get(name) ?? []
    this.slow.set(name, stretch)
    const tookUs = op.returnedUs - op.invokedUs
    const at = stretch.findIndex((row) => tookUs > row.returnedUs - row.invokedUs)
    if (at < 0 && stretch.length >= slowAStretch) return
    stretch.splice(at < 0 ? stretch.length : at, 0, rowOf(op))
    if (stretch.length > slowAStretch) stretch.pop()
  }
}

/** The `most` of all offered whose hash is least. */
class Lowest {
  private kept: { hash: number; row: OperationRow }[] = [] // by hash, least first
  constructor(private readonly most: number) {}

  offer(op: OperationFacts): void {
    const hash = extendPath(op.client, op.count, 1) >>> 0
    const { kept, most } = this
    if (kept.length >= most && (most === 0 || hash >= kept[most - 1].hash)) return
    let at = kept.length
    while (at > 0 && kept[at - 1].hash > hash) at--
    kept.splice(at, 0, { hash, row: rowOf(op) })
    if (kept.length > most) kept.pop()
  }
  rows(): OperationRow[] {
    return this.kept.map(({ row }) => row)
  }
}
