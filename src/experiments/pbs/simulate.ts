/**
 * PBS trials on the cluster's own nodes and links: one client, N replicas of the quorum register, links with the measured
 * delays of each leg. No service times, disks or read repair, as the model has none.
 */
import { Deliveries, SimulatedCluster } from '../../cluster'
import { Distribution } from '../../kernel'
import { quorumConfig } from '../../protocols/dynamo/config'
import { dynamoReplica } from '../../protocols/dynamo/role'
import type { LegLatency } from '../../scenarios/scenario'
import { TrialFold } from './trialFold'
import type { TrialsConfig, TrialsState } from './trials'
import { trials } from './trials'

export interface TrialsSetting {
  latency: LegLatency
  n: number
  r: number
  w: number
  trials: number
  /** Further trials of the write alone. */
  writesOnly: number
  seed: number
  laterUs: readonly number[]
}

const EVENTS_A_SLICE = 20_000

/** Runs the trials, in slices of some milliseconds; yields the share done, 0 to 1. */
export function* simulateTrials(setting: TrialsSetting): Generator<number, TrialFold> {
  const { n, r, w, latency } = setting
  const cluster = new SimulatedCluster(setting.seed, { trials, replica: dynamoReplica })
  const members = Array.from({ length: n }, (_, i) => i + 1)
  const all = setting.trials + setting.writesOnly
  const config: TrialsConfig = { members, r, w, trials: all, reads: setting.trials, laterUs: setting.laterUs }
  const client = cluster.addNode({ id: 'client', group: 'client', role: 'trials', zone: 'a', config })
  const rules = { ack: 'memory', timeoutUs: 1_000_000, readRepair: false } as const
  const legs = [latency.write, latency.ack, latency.read, latency.response].map((spec) => Distribution.of(spec))
  for (const member of members) {
    const replica = cluster.addNode({
      id: `replica-${member}`,
      group: 'store',
      role: 'replica',
      zone: 'a',
      shard: 0,
      replica: member - 1,
      config: quorumConfig(members, rules),
    })
    cluster.addLink(client, replica, { latency: legs })
    cluster.addLink(replica, client, { latency: legs })
  }
  const fold = new TrialFold(cluster.links, n, r, setting.laterUs.length)
  const deliveries = new Deliveries(fold.fold)
  cluster.journal.attach(deliveries.fold)
  cluster.start()
  for (let more = true; more;) {
    for (let i = 0; i < EVENTS_A_SLICE && more; i++) more = cluster.step()
    yield ((client.state as TrialsState).trial - 1) / all
  }
  cluster.journal.flush()
  deliveries.end(cluster.nowUs)
  fold.end()
  return fold
}
