/**
 * `raft.fig16`: time without a leader on a LAN by the range of timeouts (thesis 9.3; figure 16 of the conference paper). Five
 * servers, the leader killed at a random moment between two heartbeats; the logs of the survivors differ in length, so that two of
 * them can only be in the way. Delays are fitted to the thesis's plots: requests take 0.5 to 8 ms, replies 4.5 to 6, the new leader's first heartbeat 0.5.
 */
import { PURPOSE } from '../../cluster'
import { Distribution, Draws } from '../../kernel'
import type { Experiment, Figures } from '../experiment'
import { SEED } from '../experiment'
import { Downtimes } from './downtimes'
import { Elections } from './elections'
import { DOWNTIME_LAN, DOWNTIME_LAN_TOLERANCE, RAFT_SOURCE } from './published'

type LanSettings = { timeout: string; trials: number; seed: number }
const TRIALS = 8_000
/** Without any randomness candidates stand in each other's way for longer than anybody waits. */
const EQUAL = '150-150'
const EQUAL_TRIALS = 50
const EQUAL_MEDIAN_MS = 10_000
const TRIALS_A_SLICE = 10
/** All differ, so that only the two longest can win: the others get a majority of five from nobody. */
const LOGS = [4, 3, 2, 1]
const FIRST_HEARTBEAT_US = 500

export const raftLan: Experiment<LanSettings> = {
  id: 'raft.fig16',
  source: RAFT_SOURCE,
  cases: [EQUAL, ...Object.keys(DOWNTIME_LAN)],
  parameters: [
    { name: 'timeout', form: /[1-9]\d{0,4}-[1-9]\d{0,4}/, example: '150-300' },
    { name: 'trials', min: 10, max: 1_000_000, whole: true },
    SEED,
  ],
  settingsOf: (timeout) => ({ timeout, trials: timeout === EQUAL ? EQUAL_TRIALS : TRIALS, seed: 1 }),
  nameOf: (_caseName, { timeout }) => timeout,
  *play(_caseName, { timeout, trials, seed }) {
    const [min, max] = timeout.split('-').map((ms) => Number(ms) * 1_000)
    const delivery = Distribution.of({ kind: 'uniform', minUs: 500, maxUs: 8_000 })
    const elections = new Elections({
      n: 5,
      failed: 1,
      electionUs: [Math.min(min, max), Math.max(min, max)],
      request: delivery,
      reply: Distribution.of({ kind: 'uniform', minUs: 4_500, maxUs: 6_000 }),
      logs: LOGS,
      seed,
    })
    const draws = new Draws(seed)
    const downtimes = new Downtimes()
    for (let trial = 0; trial < trials; trial++) {
      if (trial % TRIALS_A_SLICE === 0) yield trial / trials
      const sinceHeartbeatUs = (draws.at(0, PURPOSE.election, trial, 0).unit() * Math.min(min, max)) / 2
      downtimes.add(elections.run().us + FIRST_HEARTBEAT_US - sinceHeartbeatUs)
    }
    const { measured } = downtimes.figures()
    if (timeout === EQUAL) {
      const isLong = measured.p50 > EQUAL_MEDIAN_MS ? 1 : 0
      return { expected: { 'p50 > 10 s': 1 }, measured: { 'p50 > 10 s': isLong, ...measured }, tolerance: null }
    }
    const expected: Figures | undefined = DOWNTIME_LAN[timeout]
    if (!expected) return { expected: null, measured, tolerance: null }
    const allowed = (name: string): number => expected[name] * DOWNTIME_LAN_TOLERANCE[timeout][name]
    const tolerance = Object.fromEntries(Object.keys(expected).map((name) => [name, allowed(name)]))
    return { expected, measured, tolerance }
  },
}
