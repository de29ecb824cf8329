/** Where each consistency model stands on the map: stronger above weaker, in as few crossings as two sweeps bring. */
import { CONSISTENCY_MODELS } from '../../checkers/models'

/** `object`: models of reads and writes of single objects; `all`: those of transactions too. */
export type ModelFamily = 'object' | 'all'

export interface PlacedModel {
  code: string
  row: number
  /** From 0 to 1 across the map. */
  across: number
}
export interface ModelEdge {
  from: string
  to: string
}
export interface ModelLayout {
  rows: number
  widest: number
  models: PlacedModel[]
  edges: ModelEdge[]
}

export function layoutOf(family: ModelFamily): ModelLayout {
  const codes = codesOf(family)
  const edges = codes.flatMap((from) =>
    CONSISTENCY_MODELS.get(from)!
      .strongerThan.filter((to) => codes.includes(to))
      .map((to) => ({ from, to })),
  )
  const rowOf = rowsOf(codes, edges)
  const rows: string[][] = []
  for (const code of codes) (rows[rowOf.get(code)!] ??= []).push(code)
  for (let sweep = 0; sweep < 4; sweep++) sortRows(rows, edges, sweep % 2 === 0)
  const models = rows.flatMap((row, r) =>
    row.map((code, i): PlacedModel => ({ code, row: r, across: (i + 0.5) / row.length })),
  )
  return { rows: rows.length, widest: Math.max(...rows.map((row) => row.length)), models, edges }
}

function codesOf(family: ModelFamily): string[] {
  if (family === 'all') return [...CONSISTENCY_MODELS.keys()]
  const implied = new Set(['linearizable'])
  for (const code of implied) for (const weaker of CONSISTENCY_MODELS.get(code)!.strongerThan) implied.add(weaker)
  return [...implied]
}

/** As far down as the longest way from the top. */
function rowsOf(codes: readonly string[], edges: readonly ModelEdge[]): Map<string, number> {
  const rowOf = new Map(codes.map((code) => [code, 0]))
  for (let changed = true; changed;) {
    changed = false
    for (const { from, to } of edges) {
      const least = rowOf.get(from)! + 1
      if (rowOf.get(to)! >= least) continue
      rowOf.set(to, least)
      changed = true
    }
  }
  return rowOf
}

/** Each row by the mean place of what its models are tied to in the rows above (or below). */
function sortRows(rows: string[][], edges: readonly ModelEdge[], down: boolean): void {
  const placeOf = (): Map<string, number> =>
    new Map(rows.flatMap((row) => row.map((code, i): [string, number] => [code, (i + 0.5) / row.length])))
  for (const r of down ? rows.keys() : [...rows.keys()].reverse()) {
    const place = placeOf()
    const mean = (code: string): number => {
      const tied = edges.flatMap(({ from, to }) => (down ? to === code && from : from === code && to) || [])
      return tied.length === 0
        ? place.get(code)!
        : tied.reduce((sum, other) => sum + place.get(other)!, 0) / tied.length
    }
    const means = new Map(rows[r].map((code) => [code, mean(code)]))
    rows[r].sort((a, b) => means.get(a)! - means.get(b)!)
  }
}
