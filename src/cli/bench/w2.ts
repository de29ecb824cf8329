/**
 * W2, M/M/1 in the style in which a service is written: a source whose customers come as a Poisson process (.9 a unit), and a
 * node with one worker (exponential, mean 1) that hands each customer to its role when it has been served.
 */
import type { Role } from '../../cluster'
import { F, PURPOSE, SimulatedCluster, TYPE, sameForAllLegs } from '../../cluster'
import { Distribution, FLOATS } from '../../kernel'
import { near, type Program } from './program'

/** A millisecond: the run then ends before virtual time outgrows 31 bits, as a lab of half an hour does. */
const UNIT_US = 1e3
const ARRIVAL = 1

interface SourceState {
  left: number
}
interface CounterState {
  served: number
  timeUs: number
}

const source: Role = {
  start(cluster, node) {
    node.state = { left: node.config as number } satisfies SourceState
    cluster.setTimer(node, 0, ARRIVAL, node.index, 0, 0)
  },
  receive() {
    // Customers do not come back.
  },
  timer(cluster, node) {
    const state = node.state as SourceState
    if (state.left === 0) return
    state.left--
    const count = cluster.background(node)
    cluster.send(node, cluster.nodes[1], TYPE.request, node.index, count, 0)
    const gap = cluster.draws.at(node.entity, PURPOSE.arrival, count, 0).exponential() / 0.9
    cluster.setTimer(node, gap * UNIT_US, ARRIVAL, node.index, count, 0)
  },
}
const counter: Role = {
  start(_cluster, node) {
    node.state = { served: 0, timeUs: 0 } satisfies CounterState
  },
  receive(cluster, node, m) {
    const state = node.state as CounterState
    state.served++
    state.timeUs += cluster.nowUs - cluster.queue.floats[m * FLOATS + F.sentUs]
  },
}

export function singleQueue(_n: number, count: number): Program {
  const cluster = new SimulatedCluster(42, { source, counter })
  const place = { group: 'bench', zone: 'a' }
  const from = cluster.addNode({ id: 'source', role: 'source', config: count, ...place })
  const service = Distribution.of({ kind: 'exponential', meanUs: UNIT_US })
  const to = cluster.addNode({
    id: 'server',
    role: 'counter',
    workers: 1,
    queueLimit: Number.MAX_SAFE_INTEGER,
    service,
    ...place,
  })
  cluster.addLink(from, to, { latency: sameForAllLegs(Distribution.of({ kind: 'constant', us: 0 })) })
  cluster.start()
  return {
    run() {
      while (cluster.step());
      return count
    },
    check() {
      const { served, timeUs } = to.state as CounterState
      if (served !== count) return `${served} of ${count} customers were served`
      // Standard error of the mean of a million customers: 1.9 %.
      return near('the mean time in the system', timeUs / served / UNIT_US, 10, count < 500_000 ? 0.25 : 0.08)
    },
  }
}
