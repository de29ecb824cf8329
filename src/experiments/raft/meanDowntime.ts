/**
 * `raft.E`: mean time from a leader's crash to the next leader, in the thesis's model (appendix B). The formula takes it that
 * after a split vote everybody begins to wait again at one moment, when the first candidate's requests have come; `E` is
 * measured so. Left alone, candidates begin up to l apart, which makes the next split less likely: `E alone` is that.
 */
import { PURPOSE } from '../../cluster'
import { Draws } from '../../kernel'
import type { Experiment } from '../experiment'
import { SEED } from '../experiment'
import { Elections } from './elections'
import { DOWNTIME_CASES, DOWNTIME_TOLERANCE, RAFT_SOURCE } from './published'
import { UNIT_US, modelOf } from './splitVote'
import { meanDowntime } from './theory'

type DowntimeSettings = { n: number; s: number; l: number; trials: number; seed: number }
const TRIALS = 8_000
const TRIALS_A_SLICE = 100
const ERRORS = 3.5
const HEARTBEAT = 0.5

const nameOf = ({ n, s, l }: { n: number; s: number; l: number }): string => `n${n} s${s} l=${l}`
const byName = new Map(DOWNTIME_CASES.map((one) => [nameOf(one), one]))

export const raftMeanDowntime: Experiment<DowntimeSettings> = {
  id: 'raft.E',
  source: RAFT_SOURCE,
  cases: [...byName.keys()],
  parameters: [
    { name: 'n', min: 2, max: 25, whole: true },
    { name: 's', min: 1, max: 25, whole: true },
    { name: 'l', min: 0, max: 0.5, whole: false },
    { name: 'trials', min: 100, max: 1_000_000, whole: true },
    SEED,
  ],
  settingsOf: (caseName) => ({
    ...(byName.get(caseName) as { n: number; s: number; l: number }),
    trials: TRIALS,
    seed: 1,
  }),
  nameOf: (_caseName, settings) => nameOf(settings),
  conflict: ({ n, s }) => (2 * s <= n || s >= n ? { name: 's', min: Math.floor(n / 2) + 1, max: n - 1 } : null),
  *play(_caseName, { n, s, l, trials, seed }) {
    const elections = new Elections({ n, failed: n - s, seed, ...modelOf(l) })
    const draws = new Draws(seed)
    let alone = 0
    let sum = 0
    let squares = 0
    for (let trial = 0; trial < trials; trial++) {
      if (trial % TRIALS_A_SLICE === 0) yield trial / trials
      const sinceHeartbeat = draws.at(n, PURPOSE.election, trial, 0).unit() * HEARTBEAT
      const E = inRounds(elections, l) - sinceHeartbeat
      sum += E
      squares += E * E
      alone += elections.run().us / UNIT_US - sinceHeartbeat
    }
    const mean = sum / trials
    const error = Math.sqrt((squares / trials - mean * mean) / trials)
    const expected = meanDowntime(n, s, l)
    return {
      expected: { E: expected },
      measured: { E: mean, 'E alone': alone / trials },
      tolerance: { E: Math.max(DOWNTIME_TOLERANCE * expected, ERRORS * error) },
    }
  },
}

/** From the last heartbeat to a leader; after a split everybody waits again from when the first candidate was heard. */
function inRounds(elections: Elections, l: number): number {
  for (let us = 0; ;) {
    const election = elections.run(true)
    if (election.isFirst) return (us + election.us) / UNIT_US
    us += election.firstUs + l * UNIT_US
  }
}
