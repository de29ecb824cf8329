/**
 * TrueTime's uncertainty between polls (OSDI 2012, section 3): a sawtooth from 1 to 7 ms, 4 ms on average; and what commit wait
 * makes of it: twice that, where nothing else is waited for. Read off a replica that polls, drifts and commits.
 */
import { TYPE } from '../../cluster'
import type { SpannerConfig, SpannerNode } from '../../protocols/spanner/role'
import { surroundings } from '../../protocols/spanner/role'
import { epsilonUs } from '../../protocols/spanner/trueTime'
import { spannerMode } from '../../scenarios/modes/spanner'
import type { Experiment, Measurement } from '../experiment'
import { SEED } from '../experiment'
import { ask, runTo, stage } from './stage'

type TtSettings = { poll: number; drift: number; comm: number; seed: number }
const CYCLES = 4
const SAMPLES_A_CYCLE = 500

export const spannerTt: Experiment<TtSettings> = {
  id: 'spanner.tt',
  source: 'Corbett et al., Spanner, OSDI 2012, section 3 and 4.2.1',
  cases: ['30 s, 200 µs/s, 1 ms'],
  parameters: [
    { name: 'poll', min: 1, max: 600, whole: false },
    { name: 'drift', min: 0, max: 1_000, whole: false },
    { name: 'comm', min: 0.1, max: 100, whole: false },
    SEED,
  ],
  settingsOf: () => ({ poll: 30, drift: 200, comm: 1, seed: 1 }),
  nameOf: (_name, { poll, drift, comm }) => `${poll} s, ${drift} µs/s, ${comm} ms`,
  *play(_name, { poll, drift, comm, seed }): Generator<number, Measurement> {
    const measured = yield* measure({ poll, drift, comm, seed })
    const max = comm + (poll * drift) / 1_000
    const expected = { min: comm, max, mean: (comm + max) / 2, 'commit wait': comm + max }
    // The mean is of samples; a poll during a wait may shorten or lengthen it by what the poll is off.
    return { expected, measured, tolerance: { min: 0.001, max: 0.001, mean: 0.005, 'commit wait': 0.2 * comm } }
  },
}

function* measure({ poll, drift, comm, seed }: TtSettings) {
  const pollUs = Math.floor(poll * 1e6)
  const spec = {
    ...spannerMode.defaults(1),
    pollUs,
    driftPpm: drift,
    masterUs: comm * 1_000,
    leaseUs: 3_600_000_000,
    timeoutUs: 1_000_000_000,
  }
  const cluster = stage({
    groups: 1,
    replicas: 1,
    seed,
    spec,
    hop: { kind: 'constant', us: 1 },
    patienceUs: 3_600_000_000,
    capacity: {},
  })
  const node = cluster.nodes[1]
  const state = node.state as SpannerNode
  const { clock } = (node.config as SpannerConfig).rules
  const epsilons: number[] = []
  let [min, max] = [Infinity, 0]
  const sample = (): number => {
    const epsilon = epsilonUs(state.time, clock, surroundings(cluster, node).clocks) / 1_000
    min = Math.min(min, epsilon)
    max = Math.max(max, epsilon)
    return epsilon
  }
  let [waitedUs, waits] = [0, 0]
  let heard = 0
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    for (let i = 0; i < SAMPLES_A_CYCLE; i++) {
      const atUs = Math.floor((cycle + (i + 0.5) / SAMPLES_A_CYCLE) * pollUs)
      runTo(cluster, atUs)
      epsilons.push(sample())
      ask(cluster, { group: 0, key: epsilons.length, type: TYPE.storeWrite, level: 0, ts: 0 })
      for (; heard < state.answered; heard++) {
        const { arrivedUs, ackedUs } = state.witnessed[state.witnessed.length - (state.answered - heard)]
        waitedUs += ackedUs - arrivedUs
        waits++
      }
    }
    // Just before the poll, and just after.
    while (cluster.queue.peekTime() < (cycle + 1) * pollUs) cluster.step()
    cluster.queue.advanceTo((cycle + 1) * pollUs)
    sample()
    runTo(cluster, (cycle + 1) * pollUs)
    sample()
    yield (cycle + 1) / CYCLES
  }
  const mean = epsilons.reduce((sum, epsilon) => sum + epsilon, 0) / epsilons.length
  return { min, max, mean, 'commit wait': waitedUs / waits / 1_000 }
}
