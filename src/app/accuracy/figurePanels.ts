/**
 * From rows to pictures: a panel for each figure (by the name that people read, since sources write the same one in several
 * ways), a line in it for each case. What is words, must agree to the last digit or is zero throughout is left to the table.
 */
import type { ReproductionRow } from '../../experiments'

export interface Mark {
  case: string
  expected: number
  allowed: number // how far measured may lie from expected
  measured: number
  paper: number | null // the paper's own, where the row is judged by something more precise
}
export interface Panel {
  name: string
  marks: Mark[]
}

/** `nameOf`: the figure's name in words. */
export function figurePanels(rows: ReproductionRow[], nameOf: (figure: string) => string): Panel[] {
  const panels = new Map<string, Mark[]>()
  for (const row of rows) {
    const { expected, tolerance, measured, paper } = row
    if (!expected || !tolerance) continue
    for (const [figure, value] of Object.entries(expected)) {
      const ours = measured[figure]
      if (typeof value === 'string' || typeof ours === 'string') continue
      const name = nameOf(figure)
      const marks = panels.get(name) ?? []
      panels.set(name, marks)
      marks.push({
        case: row.case,
        expected: value,
        allowed: tolerance[figure] ?? 0,
        measured: ours,
        paper: paper?.[figure] ?? null,
      })
    }
  }
  return [...panels]
    .filter(([, marks]) => marks.some(({ expected }) => expected !== 0))
    .map(([name, marks]) => ({ name, marks }))
}

type Value = number | string

export function isNear({ expected, measured, allowed }: Mark): boolean {
  return Math.abs(measured - expected) <= allowed
}

/** Difference relative to what was expected; NaN where that is zero or unknown. */
export function relativeDifference(expected: Value | undefined, measured: Value): number {
  if (typeof expected === 'string' || typeof measured === 'string') return NaN
  return expected ? (measured - expected) / Math.abs(expected) : NaN
}
