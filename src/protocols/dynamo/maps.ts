/**
 * What a node believes of the shards, and how it tells: every request names the epoch of the map that it was sent by, and
 * whoever knows a later one in which the key is at home elsewhere does not serve it, but sends that map back.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { TYPE, W, epochTold, isPlaced } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import type { Atlas } from '../resharding/atlas'
import { homesDiffer, takersOf } from '../resharding/atlas'
import type { ShardMap } from '../resharding/shardMap'
import { FIRST_MAP, epochOf, mapBody, mergedMaps, settled } from '../resharding/shardMap'
import type { DynamoState, Resharding } from './state'
import { OWES, configOf } from './state'

/** How long a node that saw a later epoch waits for the map before it asks again. */
const ASK_AGAIN_US = 200_000

export function newResharding(): Resharding {
  return {
    map: FIRST_MAP,
    epoch: 0,
    onDisk: FIRST_MAP,
    writing: [],
    taking: null,
    isTelling: false,
    told: 0,
    askedUs: -ASK_AGAIN_US,
    holdsPlaced: false,
  }
}
/** The process ended: it believes again what its disk has. */
export function recalled(r: Resharding, diskLost: boolean): Resharding {
  const map = diskLost ? FIRST_MAP : r.onDisk
  const holdsPlaced = r.holdsPlaced && !diskLost
  return { ...newResharding(), map, epoch: epochOf(map), onDisk: map, told: r.told, holdsPlaced }
}
export function atlasOf(node: ClusterNode): Atlas {
  return configOf(node).atlas as Atlas
}

/** Takes in what another knows; true when the epoch is a later one now. */
export function noteMap(cluster: Cluster, node: ClusterNode, r: Resharding, theirs: ShardMap): boolean {
  const merged = mergedMaps(r.map, theirs)
  if (merged === r.map) return false
  r.map = merged.moving ? settled(merged, takersOf(atlasOf(node), merged)) : merged
  const before = r.epoch
  r.epoch = epochOf(r.map)
  r.writing.push(r.map)
  cluster.sync(node, OWES.map, node.index, cluster.background(node), 0)
  return r.epoch > before
}
/** A map has reached the disk. */
export function mapWritten(r: Resharding): void {
  r.onDisk = r.writing.shift() ?? r.onDisk
}

export function tell(cluster: Cluster, node: ClusterNode, r: Resharding, to: number): void {
  if (to === node.index) return
  cluster.send(node, cluster.nodes[to], TYPE.shardMap, node.index, cluster.background(node), to, 0, mapBody(r.map))
}
export function tellAll(cluster: Cluster, node: ClusterNode, r: Resharding): void {
  for (const replica of atlasOf(node).shards.flat()) tell(cluster, node, r, replica)
}
/** Whether another's map lacks something that is known here. */
export function lacks(theirs: ShardMap, { map }: Resharding): boolean {
  return mergedMaps(theirs, map) !== theirs
}

/** Of a request that comes from another epoch: an older one is told of the later map, a later one is asked for it. */
export function compareEpochs(cluster: Cluster, node: ClusterNode, r: Resharding, epoch: number, sender: number): void {
  if (epoch === r.epoch) return
  if (epoch > r.epoch) {
    const nowUs = node.monotonic(cluster.nowUs)
    if (nowUs - r.askedUs < ASK_AGAIN_US) return
    r.askedUs = nowUs
  }
  tell(cluster, node, r, sender)
}
/** Whether a share of an operation was sent by a map in which its key was at home elsewhere; then its sender is told. */
export function isOutdated(cluster: Cluster, node: ClusterNode, m: number, { resharding: r }: DynamoState): boolean {
  const w = m * WORDS
  const { words } = cluster.queue
  const epoch = words[w + W.a]
  if (r === null || epoch === r.epoch) return false
  if (isPlaced(epoch)) {
    compareEpochs(cluster, node, r, epochTold(epoch), words[w + W.from])
    return false
  }
  if (epoch > r.epoch) {
    compareEpochs(cluster, node, r, epoch, words[w + W.from])
    return false
  }
  if (!homesDiffer(atlasOf(node), r.map, epoch, words[w + W.key])) return false
  cluster.queue.bodies[m] = mapBody(r.map)
  cluster.reply(m, TYPE.shardMap)
  return true
}
