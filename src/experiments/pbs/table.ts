/**
 * `pbs.table`: latency and staleness of partial quorums on LinkedIn's delays (VLDB 2012, table 4). Judged against a precise run
 * of the same fits, with the paper's figures beside. Trials are chosen so that the stated tolerances are four standard errors
 * or more; where somebody asks for fewer, four standard errors of what was run hold instead. The one exception is the write
 * latency at W = 3 on disks, whose tail has no second moment: it gets trials of its own, of the write alone.
 */
import type { Experiment, Figures, Measurement, Parameter } from '../experiment'
import { SEED } from '../experiment'
import { PBS_REFERENCE, PBS_SOURCE, PBS_TABLE, PBS_TOLERANCE } from '../published'
import type { LegLatency } from '../../scenarios/scenario'
import { freshness, quantileMs } from './figures'
import type { Measured } from './figures'
import { FIT_LATENCY } from './fits'
import { simulateTrials } from './simulate'

const TRIALS: Figures = {
  'LNKD-SSD R1W1': 1_200_000,
  'LNKD-SSD R1W2': 2_000_000,
  'LNKD-SSD R2W2': 1_800_000,
  'LNKD-SSD R3W1': 1_200_000,
  'LNKD-SSD R1W3': 1_200_000,
  'LNKD-DISK R1W1': 2_400_000,
  'LNKD-DISK R1W2': 4_400_000,
  'LNKD-DISK R2W2': 2_700_000,
  'LNKD-DISK R3W1': 1_300_000,
  'LNKD-DISK R1W3': 1_200_000,
}
const MORE_WRITES: Figures = { 'LNKD-DISK R1W3': 7 }
/** A quarter of the trials reads again at 5 ms, another one at 10 ms. */
const LATER_US = [0, 5_000, 0, 10_000]
const P5 = 1
const P10 = 3

export const PBS_PARAMETERS: readonly Parameter[] = [{ name: 'trials', min: 1_000, max: 50_000_000, whole: true }, SEED]
const quorum = (name: string): Parameter => ({ name, min: 1, max: 20, whole: true })
/** A law's name, replicas, quorums; `trials` of write and read. */
type TableSettings = { fit: string; N: number; R: number; W: number; trials: number; seed: number }

export const pbsTable: Experiment<TableSettings> = {
  id: 'pbs.table',
  source: PBS_SOURCE,
  cases: Object.keys(PBS_TABLE),
  parameters: [
    { name: 'fit', choices: Object.keys(FIT_LATENCY) },
    quorum('N'),
    quorum('R'),
    quorum('W'),
    ...PBS_PARAMETERS,
  ],
  settingsOf(caseName) {
    const [, fit, r, w] = /^(.*) R(\d+)W(\d+)$/.exec(caseName) as unknown as string[]
    return { fit, N: 3, R: Number(r), W: Number(w), trials: TRIALS[caseName], seed: 1 }
  },
  nameOf(_caseName, { fit, N, R, W }) {
    return `${fit} ${N === 3 ? '' : `N${N}`}R${R}W${W}`
  },
  conflict({ N, R, W }) {
    if (R > N) return { name: 'R', min: 1, max: N }
    return W > N ? { name: 'W', min: 1, max: N } : null
  },
  play: (caseName, settings) => playTable(caseName, settings, FIT_LATENCY[settings.fit]),
}

/** With another latency than the fit's, it must fail: that is how the test of the test plants a wrong distribution. */
export function* playTable(
  caseName: string,
  settings: TableSettings,
  latency: LegLatency,
): Generator<number, Measurement> {
  const { N, R, W, trials, seed } = settings
  const isPartial = R + W <= N
  const fold = yield* simulateTrials({
    latency,
    n: N,
    r: R,
    w: W,
    trials,
    seed,
    writesOnly: trials * (MORE_WRITES[pbsTable.nameOf(caseName, settings)] ?? 0),
    laterUs: isPartial ? LATER_US : [0],
  })
  const certain: Measured = { value: 1, noise: 0 }
  const found: Record<string, Measured> = {
    Lr: quantileMs(fold.readUs, 0.999),
    Lw: quantileMs(fold.writeUs, 0.999),
    t: isPartial ? quantileMs(fold.thresholdUs, 0.999) : { value: fold.thresholdUs.max / 1_000, noise: 0 },
    p0: freshness(fold, 0),
    p5: isPartial ? freshness(fold, 1 + P5) : certain,
    p10: isPartial ? freshness(fold, 1 + P10) : certain,
    medr: quantileMs(fold.readUs, 0.5),
    medw: quantileMs(fold.writeUs, 0.5),
  }
  const name = pbsTable.nameOf(caseName, settings)
  return judged(found, PBS_REFERENCE[name] ?? null, (figure, expected) => statedTolerance(name, figure, expected), {
    paper: PBS_TABLE[name],
  })
}

function statedTolerance(name: string, figure: string, expected: number): number {
  if (figure.startsWith('p')) return expected === 1 && !(name in PBS_TOLERANCE.t) ? 0 : PBS_TOLERANCE.p
  if (figure === 't') return expected * (PBS_TOLERANCE.t[name] ?? 0)
  return expected * PBS_TOLERANCE.latency
}

/** A figure may be off by what is stated, or by the noise of fewer trials where that is more. */
export function judged(
  found: Readonly<Record<string, Measured>>,
  expected: Figures | null,
  stated: (figure: string, expected: number) => number,
  beside: { paper?: Figures },
): Measurement {
  const names = Object.keys(found)
  const measured = Object.fromEntries(names.map((name) => [name, found[name].value]))
  if (!expected) return { expected: null, measured, tolerance: null }
  const tolerance = Object.fromEntries(
    Object.keys(expected).map((name) => [name, Math.max(stated(name, expected[name]), found[name].noise)]),
  )
  return { expected, measured, tolerance, ...(beside.paper ? { paper: beside.paper } : {}) }
}
