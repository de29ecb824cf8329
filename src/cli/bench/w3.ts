/**
 * W3, a quorum cluster: 5 nodes, 1,000 keys, n closed-loop clients without think time. An operation is a random key, half of
 * them writes; three requests to nodes (key + j) mod 5 and back, .5 + exp(1) ms each way; done at the second reply; a timer of
 * 6 ms. Small roles over the cluster's public interface, with its links, journal and fingerprint on.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, F, OUTCOME, PURPOSE, SimulatedCluster, TYPE, W, sameForAllLegs } from '../../cluster'
import { Distribution, FLOATS, WORDS } from '../../kernel'
import { near, type Program } from './program'

const NODES = 5
const KEYS = 1_000
const COPIES = 3
const QUORUM = 2
const TIMEOUT_US = 6_000
const READ = 0
const WRITE = 1

/** What all clients share, as the work's description has it: operations left, acknowledged versions, and the checks' sums. */
interface Tallies {
  next: number
  until: number
  acknowledged: Float64Array
  answered: number
  timeouts: number
  stale: number
  latencyUs: number
}
interface ClientState {
  count: number // 0: idle
  version: number
  kind: number
  key: number
  got: number
  newest: number
  mark: number // newest version acknowledged when it began
  beganUs: number
  timer: number
}

const client: Role = {
  start(cluster, node) {
    node.state = {
      count: 0,
      version: 0,
      kind: READ,
      key: 0,
      got: 0,
      newest: 0,
      mark: 0,
      beganUs: 0,
      timer: -1,
    } satisfies ClientState
    begin(cluster, node, node.state as ClientState)
  },
  receive(cluster, node, m) {
    const state = node.state as ClientState
    if (cluster.queue.words[m * WORDS + W.count] !== state.count) return
    const version = cluster.queue.floats[m * FLOATS + F.version]
    if (version > state.newest) state.newest = version
    if (++state.got < QUORUM) return
    cluster.cancelTimer(state.timer)
    succeed(cluster, node, state)
    begin(cluster, node, state)
  },
  timer(cluster, node) {
    const state = node.state as ClientState
    ;(node.config as Tallies).timeouts++
    cluster.finish(node, state.count, OUTCOME.info, CAUSE.noQuorum, 0, 1, 0, 0)
    begin(cluster, node, state)
  },
}

function begin(cluster: Cluster, node: ClusterNode, state: ClientState): void {
  const all = node.config as Tallies
  if (all.next === all.until) {
    state.count = 0
    return
  }
  const version = ++all.next
  const draws = cluster.draws.at(node.entity, PURPOSE.choice, version, 0)
  const key = draws.int(KEYS)
  state.kind = draws.u32() & 1
  state.key = key
  state.version = version
  state.got = 0
  state.newest = 0
  state.mark = all.acknowledged[key]
  state.beganUs = cluster.nowUs
  const count = cluster.invoke(node, state.kind, key, version, 0)
  state.count = count
  const type = state.kind === WRITE ? TYPE.replicaWrite : TYPE.replicaRead
  for (let j = 0; j < COPIES; j++) {
    const m = cluster.send(node, cluster.nodes[(key + j) % NODES], type, node.index, count, 0)
    cluster.queue.words[m * WORDS + W.key] = key
    cluster.queue.floats[m * FLOATS + F.version] = version
  }
  state.timer = cluster.startTimeout(node, cluster.timeoutLane(TIMEOUT_US), TIMEOUT_US, 1, node.index, count, 0)
}

function succeed(cluster: Cluster, node: ClusterNode, state: ClientState): void {
  const all = node.config as Tallies
  all.answered++
  all.latencyUs += cluster.nowUs - state.beganUs
  if (state.kind === WRITE) {
    if (state.version > all.acknowledged[state.key]) all.acknowledged[state.key] = state.version
  } else if (state.newest < state.mark) all.stale++
  cluster.finish(node, state.count, OUTCOME.ok, CAUSE.none, 0, 1, 0, state.newest)
}

const replica: Role = {
  start(_cluster, node) {
    node.state = new Float64Array(KEYS)
  },
  receive(cluster, node, m) {
    const { words, floats } = cluster.queue
    const versions = node.state as Float64Array
    const key = words[m * WORDS + W.key]
    const isWrite = words[m * WORDS + W.type] === TYPE.replicaWrite
    const version = floats[m * FLOATS + F.version]
    if (isWrite && version > versions[key]) {
      versions[key] = version
      cluster.recordApplied(node, key, version, version)
    }
    cluster.reply(m, isWrite ? TYPE.replicaAck : TYPE.replicaValue)
    floats[m * FLOATS + F.version] = versions[key]
  },
}

export function quorumCluster(n: number, count: number): Program {
  const cluster = new SimulatedCluster(42, { client, replica })
  const all: Tallies = {
    next: 0,
    until: count,
    acknowledged: new Float64Array(KEYS),
    answered: 0,
    timeouts: 0,
    stale: 0,
    latencyUs: 0,
  }
  const latency = sameForAllLegs(Distribution.of({ kind: 'exponential', meanUs: 1_000, plusUs: 500 }))
  for (let i = 0; i < NODES; i++)
    cluster.addNode({ id: `node-${i + 1}`, group: 'store', role: 'replica', zone: 'a', shard: 0, replica: i })
  for (let i = 0; i < n; i++) {
    const from = cluster.addNode({ id: `client-${i + 1}`, group: 'clients', role: 'client', zone: 'a', config: all })
    for (const to of cluster.nodes.slice(0, NODES)) {
      cluster.addLink(from, to, { latency })
      cluster.addLink(to, from, { latency })
    }
  }
  return {
    run() {
      cluster.start()
      while (cluster.step());
      cluster.journal.fingerprint()
      return count
    },
    check() {
      if (all.answered + all.timeouts !== count) return 'operations were lost'
      if (all.stale > 0) return `${all.stale} reads were stale`
      return (
        near('the share of time-outs', all.timeouts / count, 0.00477, 0.08) ??
        near('the mean latency in ms', all.latencyUs / all.answered / 1_000, 2.805, 0.005)
      )
    },
  }
}
