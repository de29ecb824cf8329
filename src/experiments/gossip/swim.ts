/**
 * SWIM's expected time to first detection (DSN 2002, 3.1): with every member pinging one other at random each period, a member
 * that fails is first pinged after 1 / (1 − (1 − 1/(n−1))^(n−1)) periods, e/(e−1) in a large group. Measured on the pings of a real group
 * in our cluster: whom others ping does not depend on whether he is alive until a ping to him has failed, so that each
 * member, at each period's beginning, stands for one that fails there.
 */
import { KIND, STRIDE, SimulatedCluster, TYPE, sameForAllLegs } from '../../cluster'
import { timeOf } from '../../cluster/journal'
import { Distribution } from '../../kernel'
import { swimMember } from '../../protocols/gossip/swimNode'
import type { SwimRules } from '../../protocols/gossip/swimState'
import type { Experiment, Measurement } from '../experiment'
import { SEED } from '../experiment'

type SwimSettings = { n: number; trials: number; seed: number }

const RULES: SwimRules = {
  periodUs: 1_000_000,
  pingTimeoutUs: 200_000,
  indirect: 3,
  suspicionPeriods: 3,
  probe: 'random',
  retransmissions: 3,
  updatesPerMessage: 6,
}
const SIZES = [3, 5, 10, 100, 1000]
/** Failures to average over: three standard errors are within the published tolerance. */
const TRIALS = 40_000
const TOLERANCE = 0.02
/** The run goes on for so long after the last failure: nobody stays unprobed for that long (0.37^20). */
const AFTERWARDS = 20
const EVENTS_A_SLICE = 20_000

/** Expected periods until somebody probes one given member of n, and the probability of it in one period. */
export function theoryOf(n: number): { periods: number; p: number } {
  let nobody = 1
  for (let i = 0; i < n - 1; i++) nobody *= 1 - 1 / (n - 1)
  return { periods: 1 / (1 - nobody), p: 1 - nobody }
}

export const gossipSwim: Experiment<SwimSettings> = {
  id: 'gossip.swim',
  source: 'Das, Gupta and Motivala, SWIM, DSN 2002, 3.1: E = 1/(1 − (1 − 1/(n−1))^(n−1)) periods',
  cases: SIZES.map((n) => `n=${n}`),
  parameters: [
    { name: 'n', min: 2, max: 1000, whole: true },
    { name: 'trials', min: 100, max: 1_000_000, whole: true },
    SEED,
  ],
  settingsOf: (name) => ({ n: Number(name.slice(2)), trials: TRIALS, seed: 1 }),
  nameOf: (_name, { n }) => `n=${n}`,
  *play(_name, settings): Generator<number, Measurement> {
    const measured = yield* measure(settings)
    return { expected: theoryOf(settings.n), measured, tolerance: { periods: TOLERANCE, p: TOLERANCE } }
  },
}

function* measure({ n, trials, seed }: SwimSettings): Generator<number, { periods: number; p: number }> {
  const failing = Math.max(20, Math.ceil(trials / n))
  const periods = failing + AFTERWARDS
  const cluster = group(n, seed)
  const pinged = new Uint8Array(n * periods) // member × period: whether anybody pinged it then
  const links = cluster.links
  cluster.journal.attach((words, records) => {
    for (let i = 0; i < records; i++) {
      if (words[i * STRIDE] !== (KIND.SENT | (TYPE.swimPing << 8))) continue
      const period = Math.floor(timeOf(words, i) / RULES.periodUs)
      if (period < periods) pinged[links[words[i * STRIDE + 1]].to.index * periods + period] = 1
    }
  })
  cluster.start()
  const endUs = periods * RULES.periodUs - 1
  for (let more = true; more;) {
    for (let i = 0; i < EVENTS_A_SLICE && more; i++) more = cluster.step(endUs)
    yield Math.min(1, cluster.nowUs / endUs)
  }
  cluster.journal.flush()
  return figures(pinged, n, periods, failing)
}

/** A failure at each beginning of the first periods, of each member. */
function figures(pinged: Uint8Array, n: number, periods: number, failing: number): { periods: number; p: number } {
  let failures = 0
  let waited = 0
  let hits = 0
  for (let member = 0; member < n; member++) {
    let next = -1
    for (let period = periods - 1; period >= 0; period--) {
      if (pinged[member * periods + period]) {
        next = period
        hits++
      }
      if (period >= failing || next < 0) continue
      failures++
      waited += next - period + 1
    }
  }
  return { periods: waited / failures, p: hits / (n * periods) }
}

function group(n: number, seed: number): SimulatedCluster {
  const cluster = new SimulatedCluster(seed, { swimMember })
  const members = Array.from({ length: n }, (_, i) => i)
  const config = { members, rules: RULES }
  for (const i of members) cluster.addNode({ id: `node-${i}`, group: 'nodes', role: 'swimMember', zone: 'a', config })
  const latency = sameForAllLegs(Distribution.of({ kind: 'constant', us: 1_000 }))
  for (const a of cluster.nodes) for (const b of cluster.nodes) if (a !== b) cluster.addLink(a, b, { latency })
  return cluster
}
