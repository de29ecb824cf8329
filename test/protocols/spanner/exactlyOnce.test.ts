/**
 * The record of an operation commits with its effect: however often, wherever and whenever a transfer is asked for, also after a
 * failover, it moves money once, and everybody who asked is told the same timestamp.
 */
import { expect, it } from 'vitest'
import type { Role } from '../../../src/cluster'
import { F, SimulatedCluster, STATUS, TYPE, W, sameForAllLegs } from '../../../src/cluster'
import { Distribution } from '../../../src/kernel'
import { FLOATS, WORDS } from '../../../src/kernel/eventQueue'
import { balanceOf } from '../../../src/protocols/spanner/machine'
import type { SpannerNode } from '../../../src/protocols/spanner/role'
import { spannerReplica } from '../../../src/protocols/spanner/role'
import { spannerConfig } from '../../../src/scenarios/behaviours/spanner'
import { spannerMode } from '../../../src/scenarios/modes/spanner'

interface Told {
  status: number
  version: number
}
const asker: Role = {
  start(_cluster, node) {
    node.state = { told: [] as Told[] }
  },
  receive(cluster, node, m) {
    const { words, floats } = cluster.queue
    const told: Told = { status: words[m * WORDS + W.a], version: floats[m * FLOATS + F.version] }
    ;(node.state as { told: Told[] }).told.push(told)
  },
}
const SHARDS = [
  [1, 2, 3],
  [4, 5, 6],
]
const LEASE_US = 500_000

function bank(): SimulatedCluster {
  const cluster = new SimulatedCluster(3, { asker, spannerReplica })
  cluster.addNode({ id: 'asker', group: 'asker', role: 'asker', zone: 'z' })
  const spec = { ...spannerMode.defaults(3), leaseUs: LEASE_US, heartbeatUs: 50_000 }
  SHARDS.forEach((members, shard) => {
    members.forEach((index, replica) => {
      const config = spannerConfig(spec, SHARDS, shard, replica, (key) => key % 2)
      const place = { group: 'store', zone: 'z', shard, replica }
      cluster.addNode({ id: `node-${index}`, role: 'spannerReplica', ...place, config })
    })
  })
  const latency = sameForAllLegs(Distribution.of({ kind: 'uniform', minUs: 200, maxUs: 900 }))
  for (const a of cluster.nodes) for (const b of cluster.nodes) if (a !== b) cluster.addLink(a, b, { latency })
  cluster.start()
  return cluster
}
function run(cluster: SimulatedCluster, us: number): void {
  const untilUs = cluster.nowUs + us
  while (cluster.step(untilUs));
  cluster.queue.advanceTo(untilUs)
}
/** Operation 1: 40 from account 0 (first shard) to account `to`, asked of one node. */
function transfer(cluster: SimulatedCluster, node: number, to: number, amount = 40, operation = 1): void {
  const m = cluster.send(cluster.nodes[0], cluster.nodes[node], TYPE.storeTransfer, 0, operation, node)
  const { words, floats } = cluster.queue
  words[m * WORDS + W.key] = 0
  words[m * WORDS + W.value] = to
  words[m * WORDS + W.b] = 0
  floats[m * FLOATS + F.x] = amount
  floats[m * FLOATS + F.version] = 0
}
const told = (cluster: SimulatedCluster): Told[] => (cluster.nodes[0].state as { told: Told[] }).told
function balance(cluster: SimulatedCluster, account: number): number[] {
  const values = SHARDS[account % 2].map((index) =>
    balanceOf((cluster.nodes[index].state as SpannerNode).machine, account, 1_000),
  )
  return [...new Set(values)]
}

it.each([
  ['another group', 1],
  ['the same group', 2],
])('a transfer to %s, asked for many times and again after a failover, is done once', (_where, to) => {
  const cluster = bank()
  run(cluster, 300_000)
  const isLeader = (index: number): boolean => (cluster.nodes[index].state as SpannerNode).office?.isReady === true
  for (let again = 0; again < 5; again++) for (const node of SHARDS[0]) transfer(cluster, node, to)
  run(cluster, 10_000)
  for (const node of SHARDS[0]) transfer(cluster, node, to)
  run(cluster, 500_000)
  const leader = SHARDS[0].find(isLeader) as number
  cluster.apply({ kind: 'kill', target: { node: `node-${leader}` } })
  run(cluster, 3 * LEASE_US)
  expect(isLeader(leader) && cluster.nodes[leader].up).toBe(false)
  const others = SHARDS[0].filter((node) => node !== leader)
  expect(others.some(isLeader)).toBe(true)
  for (const node of others) transfer(cluster, node, to)
  cluster.apply({ kind: 'restart', target: { node: `node-${leader}` } })
  run(cluster, 3 * LEASE_US)
  const done = told(cluster).filter(({ status }) => status === STATUS.ok)
  expect(done.length).toBeGreaterThan(5)
  expect(new Set(done.map(({ version }) => version)).size).toBe(1)
  expect([balance(cluster, 0), balance(cluster, to)]).toEqual([[960], [1_040]])
})

it.each([
  ['more than there is', 1, 1_001],
  ['nothing', 1, 0],
  ['to oneself', 0, 5],
])('moving %s is refused, and moves nothing', (_what, to, amount) => {
  const cluster = bank()
  run(cluster, 300_000)
  transfer(cluster, 1, to, amount)
  run(cluster, 1_000_000)
  expect(told(cluster).map(({ status }) => status)).toEqual([STATUS.failed])
  expect([balance(cluster, 0), balance(cluster, 1)]).toEqual([[1_000], [1_000]])
})
