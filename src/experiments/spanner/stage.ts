/**
 * A client and groups of Spanner replicas on a cluster of their own: the client sends what its plan says, follows hints to
 * leaders, and notes when each operation came and went. It asks another replica when one does not answer.
 */
import type { Cluster, ClusterNode, NodeSpec, Role } from '../../cluster'
import { F, LEVEL_SHIFT, STATUS, SimulatedCluster, W, sameForAllLegs } from '../../cluster'
import { Distribution } from '../../kernel'
import type { DistributionSpec } from '../../kernel/distribution'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { spannerReplica } from '../../protocols/spanner/role'
import type { SpannerSpec } from '../../scenarios/modes/spanner'
import { spannerConfig } from '../../scenarios/behaviours/spanner'

/** What the client asks of a group, as slots say it. */
export interface Ask {
  group: number
  key: number
  type: number
  level: number
  ts: number // oldest timestamp that a read may show
}
export interface Asked extends Ask {
  atUs: number
  answeredUs: number // −1: not yet
  ts: number
}
interface ClientState {
  asked: Asked[]
  leaders: number[] // place of the leader in its group, as last heard of
}
interface ClientConfig {
  groups: readonly (readonly number[])[] // node indices
  patienceUs: number
}
const TIMER = { patience: 1 } as const

export const client: Role = {
  start(_cluster, node) {
    const { groups } = node.config as ClientConfig
    node.state = { asked: [], leaders: groups.map(() => 0) } satisfies ClientState
  },
  receive(cluster, node, m) {
    const { words, floats } = cluster.queue
    const w = m * WORDS
    const { asked, leaders } = node.state as ClientState
    const { groups } = node.config as ClientConfig
    const id = words[w + W.call]
    const one = asked[id]
    if (one.answeredUs >= 0) return
    if (words[w + W.a] === STATUS.ok) {
      one.answeredUs = cluster.nowUs
      one.ts = floats[m * FLOATS + F.version]
    } else if (words[w + W.a] === STATUS.elsewhere && words[w + W.c] > 0) {
      leaders[one.group] = groups[one.group].indexOf(words[w + W.c] - 1)
      send(cluster, node, id)
    }
  },
  timer(cluster, node, timer) {
    const { words } = cluster.queue
    const { asked, leaders } = node.state as ClientState
    const { groups } = node.config as ClientConfig
    const { group, answeredUs } = asked[words[timer * WORDS + W.a]]
    const wasAsked = words[timer * WORDS + W.b]
    if (answeredUs < 0 && leaders[group] === wasAsked) leaders[group] = (wasAsked + 1) % groups[group].length
  },
}

/** Sends an operation now; the answer is its place in `askedOf`. */
export function ask(cluster: Cluster, one: Ask): number {
  const node = cluster.nodes[0]
  const { asked, leaders } = node.state as ClientState
  const { patienceUs } = node.config as ClientConfig
  const id = asked.push({ ...one, atUs: cluster.nowUs, answeredUs: -1 }) - 1
  send(cluster, node, id)
  cluster.setTimer(node, patienceUs, TIMER.patience, 0, cluster.background(node), 0, id, leaders[one.group])
  return id
}
export function askedOf(cluster: Cluster): readonly Asked[] {
  return (cluster.nodes[0].state as ClientState).asked
}
function send(cluster: Cluster, node: ClusterNode, id: number): void {
  const { asked, leaders } = node.state as ClientState
  const { groups } = node.config as ClientConfig
  const { group, key, type, level, ts } = asked[id]
  const to = cluster.nodes[groups[group][leaders[group]]]
  const m = cluster.send(node, to, type, 0, cluster.background(node), 0)
  const { words, floats } = cluster.queue
  words[m * WORDS + W.call] = id
  words[m * WORDS + W.key] = key
  words[m * WORDS + W.value] = id
  words[m * WORDS + W.b] = level << LEVEL_SHIFT
  floats[m * FLOATS + F.version] = ts
  floats[m * FLOATS + F.x] = 0
}

export interface Stage {
  groups: number
  replicas: number
  seed: number
  spec: SpannerSpec
  hop: DistributionSpec
  patienceUs: number
  capacity: Pick<NodeSpec, 'workers' | 'queueLimit' | 'service' | 'disk'>
}
/** Started. Node 0 is the client; replica r of each group stands in zone r, and replica 0 leads at first. */
export function stage({ groups, replicas, seed, spec, hop, patienceUs, capacity }: Stage): SimulatedCluster {
  const cluster = new SimulatedCluster(seed, { client, spannerReplica })
  const shards = Array.from({ length: groups }, (_, g) =>
    Array.from({ length: replicas }, (_, r) => 1 + g * replicas + r),
  )
  cluster.addNode({
    id: 'client',
    group: 'clients',
    role: 'client',
    zone: 'client',
    config: { groups: shards, patienceUs },
  })
  shards.forEach((members, g) => {
    members.forEach((_, r) => {
      const config = spannerConfig(spec, shards, g, r, () => g)
      const place = { group: 'store', zone: `zone-${r}`, shard: g, replica: r }
      cluster.addNode({
        id: `g${g}r${r}`,
        role: 'spannerReplica',
        ...place,
        ...capacity,
        config: { ...config, isAppointed: r === 0 },
      })
    })
  })
  const latency = sameForAllLegs(Distribution.of(hop))
  for (const members of [[0], ...shards])
    for (const a of members)
      for (const b of members[0] === 0 ? shards.flat() : members) {
        if (a === b) continue
        cluster.addLink(cluster.nodes[a], cluster.nodes[b], { latency })
        if (members[0] === 0) cluster.addLink(cluster.nodes[b], cluster.nodes[a], { latency })
      }
  cluster.start()
  return cluster
}
/** Runs to a moment. */
export function runTo(cluster: SimulatedCluster, untilUs: number): void {
  while (cluster.step(untilUs));
  if (cluster.nowUs < untilUs) cluster.queue.advanceTo(untilUs)
}
