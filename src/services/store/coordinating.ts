/** A node that asks all the homes of a key itself, and the map of shards by which it finds them. */
import type { Cluster, ClusterNode } from '../../cluster'
import { OP, TYPE, isPlaced, shardNamed } from '../../cluster'
import { NOT_FIXED, askAgain, coordinate, stamp } from '../../protocols/dynamo/coordinator'
import { planned } from '../../protocols/dynamo/needed'
import { newTally } from '../../protocols/dynamo/tally'
import type { MapBody } from '../../protocols/resharding/shardMap'
import { epochOf, mapBody, mergedMaps } from '../../protocols/resharding/shardMap'
import { callOf } from './guarding'
import { shardAsked } from './placing'
import { calledFor } from './shards'
import type { Self, StoreAsker, StoreAskerState, StoreClientConfig } from './state'

/** This node coordinates the call itself. */
export function askAll(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  r: StoreAsker,
  id: number,
  path: number,
  { state, rules }: Self,
): void {
  const { map } = node.state as StoreAskerState
  const where = shardAsked(cluster, node, config, r)
  const isByMap = !isPlaced(where)
  const { members, old } = isByMap
    ? calledFor(config, map, r.user)
    : { members: config.shards[shardNamed(where)], old: 0 }
  const n = members.length - old
  const own = { n, fixedHomes: true, majorities: false, provenUs: -1 }
  const isWrite = r.op === OP.write
  const wanted = { ...callOf(r), op: r.op, ask: r.ask, floor: r.floor, boundUs: r.bound, attempt: r.attempt }
  const { need, floor, ageUs } = planned(cluster, node, members[0], wanted, own, n)
  coordinate(cluster, node, state, rules, {
    asks: r.op,
    op: r.op,
    key: r.key,
    value: r.value,
    version: isWrite ? stamp(cluster, node, state) : 0,
    siblings: null,
    members,
    homes: null,
    epoch: isByMap ? epochOf(map) : where,
    need,
    fixed: NOT_FIXED,
    ageUs,
    tally: newTally(members.length, need, floor, old),
    origin: r.origin,
    count: r.count,
    path,
    askedBy: -1,
    call: id,
    attempt: r.attempt,
    timer: -1,
  })
}

/** A map of shards has come from a replica: a later one is believed, an older one answered with what is known here. */
export function mapReceived(
  cluster: Cluster,
  node: ClusterNode,
  config: StoreClientConfig,
  m: number,
  self: Self | null,
): void {
  const state = node.state as StoreAskerState
  const { map: theirs } = cluster.queue.bodies[m] as MapBody
  const known = mergedMaps(state.map, theirs)
  const isNewer = epochOf(known) > epochOf(state.map)
  state.map = known
  if (isNewer && self)
    askAgain(cluster, node, self.state, self.rules, epochOf(known), (call) => {
      const { members, old } = calledFor(config, known, call.key)
      const isSame = old === call.tally.old && members.every((member, i) => member === call.members[i])
      return isSame ? null : { members, homes: null, old }
    })
  if (epochOf(theirs) >= epochOf(known)) return
  cluster.queue.bodies[m] = mapBody(known)
  cluster.reply(m, TYPE.shardMap)
}
