/**
 * Flood broadcast over a fixed topology, as in the broadcast workload of Maelstrom (jepsen-io/maelstrom, doc/03-broadcast): who
 * hears a value for the first time tells all neighbours. With back-suppression not the one that it heard it from: then a value
 * costs 2E − n + 1 messages over E edges, whatever the delays.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'

export interface FloodConfig {
  neighbours: readonly number[]
  suppresses: boolean // does not send back to where it came from
}
export interface FloodState {
  heardUs: Map<number, number> // value → when
}
const stateOf = (node: ClusterNode): FloodState => node.state as FloodState

export const floodNode: Role = {
  start(_cluster, node) {
    node.state = { heardUs: new Map() } satisfies FloodState
  },
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m * WORDS
    tell(
      cluster,
      node,
      words[w + W.value],
      words[w + W.count],
      words[w + W.from],
      words[w + W.origin],
      words[w + W.path],
    )
  },
}

/** Begins a broadcast at a node. */
export function broadcast(cluster: Cluster, node: ClusterNode, value: number): void {
  tell(cluster, node, value, cluster.background(node), -1, node.index, 0)
}
function tell(
  cluster: Cluster,
  node: ClusterNode,
  value: number,
  count: number,
  from: number,
  origin: number,
  path: number,
): void {
  const { heardUs } = stateOf(node)
  if (heardUs.has(value)) return
  heardUs.set(value, cluster.nowUs)
  const { neighbours, suppresses } = node.config as FloodConfig
  for (const neighbour of neighbours) {
    if (suppresses && neighbour === from) continue
    const m = cluster.send(node, cluster.nodes[neighbour], TYPE.broadcast, origin, count, path)
    cluster.queue.words[m * WORDS + W.value] = value
  }
}
