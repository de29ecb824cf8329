/**
 * `raft.wan`: elections over a wide area, as the thesis's AvailSim has them (9.3): five servers that all begin to wait at one
 * moment, timeouts of 300 to 600 ms, messages of 30 to 40 ms, processors and disks that take no time.
 */
import { Distribution } from '../../kernel'
import type { Experiment } from '../experiment'
import { SEED } from '../experiment'
import { Downtimes } from './downtimes'
import { Elections } from './elections'
import { RAFT_SOURCE, WAN, WAN_TOLERANCE } from './published'

type WanSettings = { failed: number; trials: number; seed: number }
const TRIALS = 40_000
const TRIALS_A_SLICE = 200
const ERRORS = 3.5
const nameOf = ({ failed }: { failed: number }): string => `${failed} failed`

export const raftWan: Experiment<WanSettings> = {
  id: 'raft.wan',
  source: RAFT_SOURCE,
  cases: WAN.map(nameOf),
  parameters: [
    { name: 'failed', min: 0, max: 2, whole: true },
    { name: 'trials', min: 1_000, max: 1_000_000, whole: true },
    SEED,
  ],
  settingsOf: (caseName) => ({ failed: Number.parseInt(caseName), trials: TRIALS, seed: 1 }),
  nameOf: (_caseName, settings) => nameOf(settings),
  *play(_caseName, { failed, trials, seed }) {
    const latency = Distribution.of({ kind: 'uniform', minUs: 30_000, maxUs: 40_000 })
    const setting = { n: 5, failed, electionUs: [300_000, 600_000] as const, seed }
    const elections = new Elections({
      ...setting,
      request: latency,
      reply: latency,
    })
    const downtimes = new Downtimes()
    for (let trial = 0; trial < trials; trial++) {
      if (trial % TRIALS_A_SLICE === 0) yield trial / trials
      downtimes.add(elections.run().us)
    }
    const { measured, errors } = downtimes.figures()
    const known = WAN.find((one) => one.failed === failed)
    if (!known) return { expected: null, measured, tolerance: null }
    const { expected, paper } = known
    const allowed = (name: string): number => Math.max(expected[name] * WAN_TOLERANCE[name], ERRORS * errors[name])
    return {
      expected,
      measured,
      tolerance: Object.fromEntries(Object.keys(expected).map((name) => [name, allowed(name)])),
      paper,
    }
  },
}
