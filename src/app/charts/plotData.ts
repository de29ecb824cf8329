/**
 * Turns a chart block into what one plot draws: for every series its heights (0..1 on the plot's fixed axis) at the middle
 * of each bucket, the hollow points of few samples, and the heights of the branch laid beside it. Arrays are reused.
 */
import type { ChartCopy, Now } from './chartBlock'
import type { PlotSpec } from './plotSpecs'
import { valueAt } from './readings'

export type Heights = (number | null)[]

export class PlotData {
  readonly xs: number[] = []
  readonly lines: Heights[]
  readonly hollows: Heights[]
  readonly beside: Heights = []

  constructor(private readonly spec: PlotSpec) {
    this.lines = spec.series.map(() => [])
    this.hollows = spec.series.map(() => [])
  }

  /** `besideNow`: how far the other branch is known. Buckets that are not over yet are left out: they would flicker. */
  fill(block: ChartCopy, now: Now, besideNow: Now): void {
    const { series, scale, first } = this.spec
    const height = (value: number | null): number | null => (value === null ? null : scale.height(value))
    for (const column of [this.xs, this.beside, ...this.lines, ...this.hollows]) column.length = block.steps
    for (let i = 0; i < block.steps; i++) {
      const overUs = block.startOf(i + 1)
      const whole = overUs <= now.knownUs
      this.xs[i] = overUs - block.stepUs / 2
      for (let k = 0; k < series.length; k++) {
        const { measure, hollow, group } = series[k]
        this.lines[k][i] = whole ? height(measure(block, group, i, now)) : null
        this.hollows[k][i] = whole && hollow ? height(hollow(block, group, i, now)) : null
      }
      const other = first && overUs <= besideNow.knownUs ? block.beside : null
      this.beside[i] = other ? height(valueAt(this.spec, 0, other, i, besideNow)) : null
    }
  }

  /** In the order of the plot's series: lines, hollow points, the other branch. */
  columns(): [number[], ...Heights[]] {
    return [this.xs, ...this.lines, ...this.hollows, this.beside]
  }
}

/** Indices of values that stand alone between two gaps: a line cannot show them, so they become points. */
export function lonely(heights: Heights): number[] {
  const alone: number[] = []
  for (let i = 0; i < heights.length; i++) {
    if (heights[i] !== null && (heights[i - 1] ?? null) === null && (heights[i + 1] ?? null) === null) alone.push(i)
  }
  return alone
}

/** The last value of a line and where it stands; null for an empty one. */
export function lastOf(heights: Heights): number | null {
  for (let i = heights.length - 1; i >= 0; i--) if (heights[i] !== null) return heights[i]
  return null
}

/** Whether a line never leaves the bottom. */
export function isZero(heights: Heights): boolean {
  return heights.every((height) => height === null || height === 0)
}
