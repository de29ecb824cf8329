/**
 * The anomalies of transactions by their usual codes, and which imply which: who finds the first has found the second. From
 * Adya 1999 (G0, G1, G2), Adya, Liskov and O'Neil ICDE 2000, and Elle (Kingsbury and Alvaro, VLDB 2020: the variants by process
 * and by real time, internal, garbage reads, incompatible orders).
 */

/** Kinds of cycles, the worse before the milder. */
export const CYCLE_KINDS = ['G0', 'G1c', 'G-single-item', 'G-nonadjacent-item', 'G2-item'] as const
export type CycleKind = (typeof CYCLE_KINDS)[number]
export const FLAVOURS = ['', '-process', '-realtime'] as const
export type Flavour = (typeof FLAVOURS)[number]

const BASE: readonly [code: string, implies: readonly string[]][] = [
  ['G0', ['G1c']],
  ['G1c', ['G1']],
  ['G-single-item', ['G-single', 'G-nonadjacent-item']],
  ['G-single', ['G-nonadjacent']],
  ['G-nonadjacent-item', ['G-nonadjacent', 'G2-item']],
  ['G-nonadjacent', ['G2']],
  ['G2-item', ['G2']],
  ['G2', []],
  ['G1', []],
]

/** A plain cycle is one of its process's flavour, and that one of real time's: processes do one thing at a time. */
const FLAVOURED = FLAVOURS.flatMap((flavour, i) =>
  BASE.map(([code, implies]): [string, readonly string[]] => {
    const next = i + 1 < FLAVOURS.length ? [code + FLAVOURS[i + 1]] : []
    return [code + flavour, [...implies.map((other) => other + flavour), ...next]]
  }),
)

const IMPLIES: ReadonlyMap<string, readonly string[]> = new Map([
  ...FLAVOURED,
  ['G1a', ['G1']],
  ['G1b', ['G1']],
  ['incompatible-order', ['G1a']],
  ['dirty-update', ['G1a']],
  ['future-read', ['G1c']],
  ['lost-update', ['G2-item']],
  ['long-fork', ['G-nonadjacent-item']],
  ['fractured-read', ['G-single-item']],
])

/** The anomalies with all that they imply. */
export function impliedBy(anomalies: readonly string[]): Set<string> {
  const implied = new Set(anomalies)
  for (const code of implied) IMPLIES.get(code)?.forEach((other) => implied.add(other))
  return implied
}
