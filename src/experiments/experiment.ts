/**
 * The contract of a reproduction: a published result, the cases that it has, the parameters that `--set` may replace, and a
 * run that goes in slices, so that a worker stays responsive. A row says what was expected, what came out, and how far apart
 * they may be. A new one is an `Experiment<S>`, S being a type alias (not an interface) of its settings, and a line in
 * EXPERIMENTS (index.ts):
 *
 * - `settingsOf(case)` holds a value for every parameter; what `--set` gives replaces it in every case, and cases that thereby
 *   get the same `nameOf` are run once. So what tells cases apart must be parameters, and `nameOf` made of them.
 * - For settings that nobody published, `expected` is what theory says of them, or null: the row then only measures.
 * - `measured` has the quantity under its published name (`p`, `bucket`, `relSd`), which is what `--set` asks for.
 */
import type { Parameter } from './parameter'

export { SEED } from './parameter'
export type { Parameter } from './parameter'

/** Named figures, under the names in which they were published. */
export type Figures = Readonly<Record<string, number>>
/** The same where some are words or integers beyond 2^53 (a token, an owner); such must be equal. */
export type Findings = Readonly<Record<string, number | string>>
export type Settings = Readonly<Record<string, number | string>>
export type NumberSettings = Readonly<Record<string, number>>

export interface ReproductionRow {
  id: string
  case: string
  source: string
  /** Null where nothing published is known for these settings; the row then passes. */
  expected: Findings | null
  measured: Findings
  /** How far measured may lie from expected, in the figure's own unit; null: not at all. */
  tolerance: Figures | null
  pass: boolean
  /** The paper's own figures, where they are not what the row is judged by. */
  paper?: Figures
}
export interface Experiment<S extends Settings = Settings> {
  id: string
  source: string
  cases: string[]
  parameters: readonly Parameter[]
  /** Every parameter's value in a case. */
  settingsOf(caseName: string): S
  /** What a case is called after some of its parameters were replaced. */
  nameOf(caseName: string, settings: S): string
  /** The first parameter that cannot go with the others, and the range that could; null: all is well. */
  conflict?(settings: S): { name: string; min: number; max: number } | null
  /** To be awaited before it is played, where a built page loads services on demand. */
  load?(): Promise<void>
  /** Yields the share done, 0 to 1. */
  play(caseName: string, settings: S): Generator<number, Measurement>
}
/** What a run has measured, and what it is judged by. */
export type Measurement = Pick<ReproductionRow, 'expected' | 'measured' | 'tolerance' | 'paper'>

/** Whether every expected figure was met. */
export function passes({ expected, measured, tolerance }: Measurement): boolean {
  if (expected === null) return true
  return Object.keys(expected).every((name) => isMet(expected[name], measured[name], tolerance?.[name] ?? 0))
}
/** Whether one figure is no farther from the expected one than `allowed`; words must be equal. */
export function isMet(expected: number | string, measured: number | string, allowed: number): boolean {
  if (typeof expected === 'string' || typeof measured === 'string') return expected === measured
  return Math.abs(measured - expected) <= allowed
}
