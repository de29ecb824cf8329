/**
 * What must always hold of the maps of shards, as a run's watch asks for it: changes are in one order, no replica forgets one
 * that its disk has, and an operation under way is asked of its key's homes by its coordinator's map, a quorum at each side
 * while the key moves; save what a caller has placed by a rule of its own. Where a key is held says less: leftovers of a shard that a key has left are deleted lazily, and harm
 * nobody, since nobody asks there.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { isPlaced } from '../../cluster'
import type { Invariants, Violation } from '../../cluster/invariants'
import { homesOf } from '../resharding/atlas'
import type { ShardMap } from '../resharding/shardMap'
import { epochOf } from '../resharding/shardMap'
import { atlasOf } from './maps'
import type { QuorumCall } from './coordinator'
import type { DynamoState, Resharding } from './state'
import { stateOf } from './state'

interface Watched {
  seen: (Seen | undefined)[] // by place
  told: string[]
}
/** What a replica believed at the last look, and what a crash would have left of it. */
interface Seen {
  up: boolean
  incarnation: number
  epoch: number
  onDisk: number
}

export const dynamoInvariants: Invariants<Watched> = {
  begin: () => ({ seen: [], told: [] }),
  look({ seen, told }, replicas, cluster) {
    const found = replicas.flatMap((node, place): Violation[] => {
      const state = stateOf(node)
      if (!state.resharding) return []
      const before = seen[place]
      seen[place] = seenOf(node, state.resharding)
      if (state.resharding.epoch === 0 && !before?.epoch) return []
      return [
        wentBack(before, node, state),
        contradicted(cluster, node, state.resharding),
        askedElsewhere(node, state),
      ].filter((violation) => violation !== null)
    })
    return found.filter(({ code, nodes, params }) => {
      const name = `${code} ${nodes.join()} ${params.epoch}`
      return !told.includes(name) && told.push(name) > 0
    })
  },
}

function seenOf({ up, incarnation }: ClusterNode, { epoch, onDisk }: Resharding): Seen {
  return { up, incarnation, epoch, onDisk: epochOf(onDisk) }
}
/** Of a replica that has not come up again since: else it may have lost its disk in between, and have been told anew. */
function wentBack(before: Seen | undefined, node: ClusterNode, { resharding }: DynamoState): Violation | null {
  if (!before?.up || !resharding) return null
  const crashes = node.incarnation - before.incarnation
  const keptDisk = crashes === 1 && !node.up && !node.diskLost
  const was = crashes === 0 ? before.epoch : keptDisk ? before.onDisk : 0
  return resharding.epoch >= was ? null : violation('mapWentBack', [node.index], { epoch: resharding.epoch, was })
}
function contradicted(cluster: Cluster, node: ClusterNode, { map, epoch }: Resharding): Violation | null {
  for (const other of atlasOf(node).shards.flat()) {
    const theirs = stateOf(cluster.nodes[other]).resharding
    if (theirs && !isOneHistory(map, theirs.map)) return violation('mapsDisagree', [node.index, other], { epoch })
  }
  return null
}
/** Whether one map is the other's past. */
function isOneHistory(a: ShardMap, b: ShardMap): boolean {
  if (a.changes === b.changes) return true
  const common = Math.min(a.changes.length, b.changes.length)
  for (let i = 0; i < common; i++) if (a.changes[i] !== b.changes[i]) return false
  return true
}
function askedElsewhere(node: ClusterNode, { resharding, coordinating }: DynamoState): Violation | null {
  if (!resharding) return null
  for (const call of coordinating.calls.values())
    if (!isPlaced(call.epoch) && !isAskedAtHome(node, resharding.map, call))
      return violation('askedElsewhere', [node.index], { key: call.key, epoch: resharding.epoch })
  return null
}
/** With sloppy quorums others may stand in, but each side has as many members. */
function isAskedAtHome(
  node: ClusterNode,
  map: ShardMap,
  { key, members, homes: standingFor, tally }: QuorumCall,
): boolean {
  const { members: homes, old } = homesOf(atlasOf(node), map, key)
  if (tally.old !== old || members.length !== homes.length) return false
  return standingFor !== null || homes.every((home, i) => home === members[i])
}
function violation(code: string, nodes: number[], params: Record<string, number>): Violation {
  return { code, nodes, params }
}
