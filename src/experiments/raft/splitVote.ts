/**
 * `raft.splitvote`: how often nobody wins the first election, in the thesis's model (appendix B): every survivor heard the last
 * heartbeat at one moment, all messages take equally long, disks no time. Any cluster and latency has its formula.
 */
import { Distribution } from '../../kernel'
import type { Experiment } from '../experiment'
import { SEED } from '../experiment'
import { Elections } from './elections'
import { RAFT_SOURCE, SPLIT_CASES, SPLIT_TOLERANCE } from './published'
import { splitProbability } from './theory'

type SplitSettings = { n: number; failed: number; l: number; trials: number; seed: number }
/** One unit of time, the timeout's range: one second. */
export const UNIT_US = 1_000_000
const TRIALS_A_SLICE = 200
const TRIALS_MIN = 20_000
const ERRORS = 3

const nameOf = ({ n, failed, l }: { n: number; failed: number; l: number }): string => `n${n} failed${failed} l=${l}`
const byName = new Map(SPLIT_CASES.map((one) => [nameOf(one), one]))
/** The tolerance comes to three standard errors. */
function trialsFor({ n, failed, l }: { n: number; failed: number; l: number }): number {
  const p = splitProbability(n, n - failed, l)
  return Math.max(TRIALS_MIN, Math.ceil((9 * p * (1 - p)) / (SPLIT_TOLERANCE * SPLIT_TOLERANCE) / 1_000) * 1_000)
}

export const raftSplitVote: Experiment<SplitSettings> = {
  id: 'raft.splitvote',
  source: RAFT_SOURCE,
  cases: [...byName.keys()],
  parameters: [
    { name: 'n', min: 2, max: 25, whole: true },
    { name: 'failed', min: 0, max: 12, whole: true },
    { name: 'l', min: 0, max: 0.5, whole: false },
    { name: 'trials', min: 0, max: 5_000_000, whole: true }, // 0: as many as the tolerance needs
    SEED,
  ],
  settingsOf(caseName) {
    const one = byName.get(caseName) as { n: number; failed: number; l: number }
    return { ...one, trials: 0, seed: 1 }
  },
  nameOf: (_caseName, settings) => nameOf(settings),
  conflict: ({ n, failed }) => (2 * failed >= n ? { name: 'failed', min: 0, max: Math.ceil(n / 2) - 1 } : null),
  *play(_caseName, settings) {
    const { n, failed, l, seed } = settings
    const trials = settings.trials > 0 ? settings.trials : trialsFor(settings)
    const elections = new Elections({ n, failed, seed, ...modelOf(l) })
    let split = 0
    for (let trial = 0; trial < trials; trial++) {
      if (trial % TRIALS_A_SLICE === 0) yield trial / trials
      if (!elections.run(true).isFirst) split++
    }
    const p = splitProbability(n, n - failed, l)
    const error = Math.sqrt((p * (1 - p)) / trials)
    return {
      expected: { p },
      measured: { p: split / trials },
      tolerance: { p: Math.max(SPLIT_TOLERANCE, ERRORS * error) },
    }
  },
}

/** The thesis's model: timeouts of one to two units, every message l under way. */
export function modelOf(l: number) {
  const latency = Distribution.of({ kind: 'constant', us: l * UNIT_US })
  return { electionUs: [UNIT_US, 2 * UNIT_US] as const, request: latency, reply: latency }
}
