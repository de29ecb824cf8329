/**
 * From rows to pictures: a panel for each named figure (Lr, W, p99 …), a line in it for each case, with what was published
 * and what we measured. Figures without a published value are left to the table.
 */
import type { ReproductionRow } from '../../experiments'

export interface Mark {
  case: string
  expected: number
  measured: number | null
  near: boolean // whether the row holds
}
export interface Panel {
  figure: string
  marks: Mark[]
}

export function figurePanels(rows: ReproductionRow[]): Panel[] {
  const figures = [...new Set(rows.flatMap((row) => Object.keys(row.expected ?? {})))]
  const panels = figures.map((figure) => ({ figure, marks: rows.flatMap((row) => markOf(row, figure)) }))
  return panels.filter((panel) => panel.marks.length > 0)
}

function markOf(row: ReproductionRow, figure: string): Mark[] {
  const expected = row.expected?.[figure]
  if (typeof expected !== 'number' || !Number.isFinite(expected)) return []
  const measured = row.measured[figure]
  return [{ case: row.case, expected, measured: Number.isFinite(measured) ? measured : null, near: row.pass }]
}

/** Difference relative to what was published; NaN where that is zero or unknown. */
export function relativeDifference(expected: number | undefined, measured: number | undefined): number {
  return expected && measured !== undefined ? (measured - expected) / Math.abs(expected) : NaN
}
