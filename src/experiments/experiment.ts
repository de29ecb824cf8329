/**
 * What a reproduction is: a published result, the cases that it has, the parameters that may be replaced, and a run that goes
 * in slices, so that a worker stays responsive. A row says what was expected, what came out, and how far apart they may be.
 */

/** Named figures, under the names in which they were published. */
export type Figures = Readonly<Record<string, number>>
export type Settings = Readonly<Record<string, number>>

export interface ReproductionRow {
  id: string
  case: string
  source: string
  /** Null where nothing published is known for these settings; the row then passes. */
  expected: Figures | null
  measured: Figures
  /** How far measured may lie from expected, in the figure's own unit. */
  tolerance: Figures | null
  pass: boolean
  /** The paper's own figures, where they are not what the row is judged by. */
  paper?: Figures
}
export interface Parameter {
  name: string
  min: number
  max: number
  whole: boolean
}
export interface Experiment {
  id: string
  source: string
  cases: string[]
  parameters: readonly Parameter[]
  /** Every parameter's value in a case. */
  settingsOf(caseName: string): Settings
  /** What a case is called after some of its parameters were replaced. */
  nameOf(caseName: string, settings: Settings): string
  /** The first parameter that cannot go with the others, and the range that could; null: all is well. */
  conflict?(settings: Settings): { name: string; min: number; max: number } | null
  /** Yields the share done, 0 to 1. */
  play(caseName: string, settings: Settings): Generator<number, Measurement>
}
/** What a run has measured, and what it is judged by. */
export type Measurement = Pick<ReproductionRow, 'expected' | 'measured' | 'tolerance' | 'paper'>

/** Whether every expected figure was met. */
export function passes({ expected, measured, tolerance }: Measurement): boolean {
  if (expected === null) return true
  return Object.keys(expected).every((name) => {
    const distance = Math.abs(measured[name] - expected[name])
    return distance <= (tolerance?.[name] ?? 0)
  })
}

export const SEED: Parameter = { name: 'seed', min: 0, max: Number.MAX_SAFE_INTEGER, whole: true }
