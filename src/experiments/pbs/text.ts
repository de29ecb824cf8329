/**
 * `pbs.text`: the point claims of the paper's prose (VLDB 2012, 5; R = W = 1): how fresh reads are at once and a little later,
 * how that changes with the number of replicas, and the introductory example of exponential delays.
 */
import type { LegLatency } from '../../scenarios/scenario'
import type { Experiment, NumberSettings } from '../experiment'
import { PBS_SOURCE, PBS_TEXT, PBS_TEXT_PAPER, PBS_TEXT_TOLERANCE } from '../published'
import { freshness, quantileMs } from './figures'
import type { Measured } from './figures'
import { FIT_LATENCY } from './fits'
import { simulateTrials } from './simulate'
import { PBS_PARAMETERS, judged } from './table'
import type { TrialFold } from './trialFold'

interface Claim {
  latency: LegLatency
  n: number
  trials: number
  laterUs: number // when the later read comes; 0: none
  figures: (fold: TrialFold) => Record<string, Measured>
}
const oneMs = { kind: 'exponential', meanUs: 1_000 } as const
const writes = (fold: TrialFold): Record<string, Measured> => ({
  'median write ms': quantileMs(fold.writeUs, 0.5),
  '99.9 write ms': quantileMs(fold.writeUs, 0.999),
})
const sweep = (fold: TrialFold): Record<string, Measured> => ({
  'p(0)': freshness(fold, 0),
  't .999': quantileMs(fold.thresholdUs, 0.999),
})

const CLAIMS: Readonly<Record<string, Claim>> = {
  'LNKD-SSD': {
    latency: FIT_LATENCY['LNKD-SSD'],
    n: 3,
    trials: 1_200_000,
    laterUs: 5_000,
    figures: (fold) => ({ 'p(t=0)': freshness(fold, 0), 'p(5ms)': freshness(fold, 1), ...writes(fold) }),
  },
  'LNKD-DISK': {
    latency: FIT_LATENCY['LNKD-DISK'],
    n: 3,
    trials: 1_300_000,
    laterUs: 10_000,
    figures: (fold) => ({ 'p(0)': freshness(fold, 0), 'p(10ms)': freshness(fold, 1), ...writes(fold) }),
  },
  // The fits imply 50.2 ms here, near the edge of what is allowed around the paper's 45.3: hence the many trials.
  'LNKD-DISK N2': { latency: FIT_LATENCY['LNKD-DISK'], n: 2, trials: 4_000_000, laterUs: 0, figures: sweep },
  'LNKD-DISK N10': { latency: FIT_LATENCY['LNKD-DISK'], n: 10, trials: 500_000, laterUs: 0, figures: sweep },
  'exp W lambda=4': {
    latency: { write: { kind: 'exponential', meanUs: 250 }, ack: oneMs, read: oneMs, response: oneMs },
    n: 3,
    trials: 500_000,
    laterUs: 0,
    figures: (fold) => ({ 'p(0)': freshness(fold, 0), t999: quantileMs(fold.thresholdUs, 0.999) }),
  },
}

export const pbsText: Experiment<NumberSettings> = {
  id: 'pbs.text',
  source: PBS_SOURCE,
  cases: Object.keys(PBS_TEXT),
  parameters: PBS_PARAMETERS,
  settingsOf: (caseName) => ({ trials: CLAIMS[caseName].trials, seed: 1 }),
  nameOf: (caseName) => caseName,
  *play(caseName, { trials, seed }) {
    const { latency, n, laterUs, figures } = CLAIMS[caseName]
    const setting = { latency, n, r: 1, w: 1, trials, seed, writesOnly: 0, laterUs: [laterUs] }
    const fold = yield* simulateTrials(setting)
    return judged(figures(fold), PBS_TEXT[caseName], stated, { paper: PBS_TEXT_PAPER[caseName] })
  },
}

function stated(figure: string, expected: number): number {
  // "More than .99999".
  if (figure === 'p(5ms)') return 1 - expected
  if (figure.startsWith('p(')) return PBS_TEXT_TOLERANCE.p
  return expected * (figure.startsWith('t') ? PBS_TEXT_TOLERANCE.t : PBS_TEXT_TOLERANCE.latency)
}
