/**
 * One queue on the cluster's own nodes: a source whose customers come as a Poisson process, over a link without delay, to a
 * node with c workers. Customers stop coming after so many and the node works off what waits, so that the run reaches from
 * empty to empty. One unit of time is a second.
 */
import type { Role } from '../../cluster'
import { PURPOSE, SimulatedCluster, TYPE, sameForAllLegs } from '../../cluster'
import { Distribution } from '../../kernel'
import type { DistributionSpec } from '../../kernel'
import { QueueFold } from './queueFold'

export interface QueueSetting {
  lambda: number // arrivals a unit
  workers: number
  places?: number // in the system, those being served included; who finds none is lost. Absent: endless
  service: DistributionSpec
  customers: number
  seed: number
}
interface SourceConfig {
  meanGapUs: number
  customers: number
}
export const UNIT_US = 1_000_000
const ARRIVAL = 1
const EVENTS_A_SLICE = 20_000
const SERVER = 1

const source: Role = {
  start(cluster, node) {
    cluster.setTimer(node, nextGapUs(cluster, node), ARRIVAL, node.index, 0, 0)
  },
  receive() {
    // Customers do not come back.
  },
  timer(cluster, node) {
    const count = cluster.background(node)
    cluster.send(node, cluster.nodes[SERVER], TYPE.request, node.index, count, 0)
    if (count < (node.config as SourceConfig).customers)
      cluster.setTimer(node, nextGapUs(cluster, node), ARRIVAL, node.index, count, 0)
  },
}
const nextGapUs = (cluster: Parameters<Role['start']>[0], node: Parameters<Role['start']>[1]): number =>
  cluster.draws.at(node.entity, PURPOSE.arrival, node.invoked, 0).exponential() *
  (node.config as SourceConfig).meanGapUs

const server: Role = {
  start() {
    // Its workers do all the work.
  },
  receive() {
    // Served: the customer leaves.
  },
}

/** Yields the share done, 0 to 1. */
export function* simulateQueue(setting: QueueSetting): Generator<number, QueueFold> {
  const { customers } = setting
  const cluster = new SimulatedCluster(setting.seed, { source, server })
  const config: SourceConfig = { meanGapUs: UNIT_US / setting.lambda, customers }
  const from = cluster.addNode({ id: 'source', group: 'source', role: 'source', zone: 'a', config })
  const to = cluster.addNode({
    id: 'server',
    group: 'server',
    role: 'server',
    zone: 'a',
    workers: setting.workers,
    queueLimit: (setting.places ?? Infinity) - setting.workers,
    onFull: 'drop',
    service: Distribution.of(setting.service),
  })
  cluster.addLink(from, to, { latency: sameForAllLegs(Distribution.of({ kind: 'constant', us: 0 })) })
  const fold = new QueueFold(to.index, setting.workers, customers)
  cluster.journal.attach(fold.fold)
  cluster.start()
  for (let more = true; more;) {
    for (let i = 0; i < EVENTS_A_SLICE && more; i++) more = cluster.step()
    yield from.invoked / customers
  }
  cluster.journal.flush()
  return fold
}
