/**
 * What a trial found: for each figure the mean of both sides and of their difference by seed, with a 95 % interval (paired t: W. Gosset,
 * "The probable error of a mean", 1908). It is the same to the last digit in whatever order the seeds came.
 */
import { student95 } from '../../kernel'
import type { Figure } from './figures'
import { figuresOf } from './figures'
import type { SeedRun } from './seedRun'
import type { Trial } from './trial'

export interface FigureSummary extends Figure {
  /** Seeds that gave the figure on both sides; means and counts are over them. */
  pairs: number
  without: number | null
  with: number | null
  /** With − without. */
  difference: number | null
  /** Of the difference's interval; null with fewer than two pairs. */
  halfWidth: number | null
  rose: number
  fell: number
  same: number
}
/** A seed that could not be played. */
export interface SeedRefused {
  seed: number
  code: string
  params: Record<string, string | number>
}
export interface TrialResult {
  fromUs: number
  toUs: number
  figures: FigureSummary[]
  /** In the order of the trial's seeds. */
  bySeed: SeedRun[]
  refused: SeedRefused[]
}

/** What has come so far of a trial, in any order. */
export function summarise(
  trial: Trial,
  journeys: readonly string[],
  runs: readonly SeedRun[],
  refusals: readonly SeedRefused[] = [],
): TrialResult {
  const inOrder = <T extends { seed: number }>(found: readonly T[]): T[] =>
    trial.seeds.flatMap((seed) => found.find((one) => one.seed === seed) ?? [])
  const bySeed = inOrder(runs)
  const figures = figuresOf(journeys).map((figure, at) => ({ ...figure, ...paired(pairsOf(bySeed, at)) }))
  return { fromUs: trial.fromUs, toUs: trial.with.horizonUs, figures, bySeed, refused: inOrder(refusals) }
}

type Pair = readonly [without: number, with_: number]

/** A figure's values seed by seed, as far as both sides have it. */
export function pairsOf(runs: readonly SeedRun[], figure: number): Pair[] {
  return runs.flatMap(({ with: a, without: b }) => {
    const [without, happened] = [b.values[figure], a.values[figure]]
    return without === null || happened === null ? [] : [[without, happened] as const]
  })
}

export function paired(pairs: readonly Pair[]): Omit<FigureSummary, keyof Figure> {
  const differences = pairs.map(([without, happened]) => happened - without)
  const difference = meanOf(differences)
  return {
    pairs: pairs.length,
    without: meanOf(pairs.map(([without]) => without)),
    with: meanOf(pairs.map(([, happened]) => happened)),
    difference,
    halfWidth: difference === null ? null : halfWidthOf(differences, difference),
    rose: differences.filter((d) => d > 0).length,
    fell: differences.filter((d) => d < 0).length,
    same: differences.filter((d) => d === 0).length,
  }
}

function halfWidthOf(values: readonly number[], mean: number): number | null {
  const n = values.length
  if (n < 2) return null
  const variance = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (n - 1)
  return student95(n - 1) * Math.sqrt(variance / n)
}
function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** As text, for other tools: the same from the page and the command. */
export function resultText({ with: { engine, scenario } }: Trial, result: TrialResult): string {
  const id = typeof scenario === 'string' ? scenario : scenario.id
  return `${JSON.stringify({ engine, scenario: id, ...result }, null, 2)}\n`
}
