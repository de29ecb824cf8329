/** What a node of a Dynamo store is told (configuration, immutable) and what it keeps (state, data). */
import type { ClusterNode } from '../../cluster'
import type { SwimPlace } from '../gossip/swimNode'
import type { SwimRules, SwimState } from '../gossip/swimState'
import type { Atlas } from '../resharding/atlas'
import type { ShardMap } from '../resharding/shardMap'
import type { Coordinating, QuorumRules } from './coordinator'
import type { Joining } from './join'
import type { ReplicaStore } from './replica'
import type { Siblings } from './versions'

export interface DynamoConfig {
  members: readonly number[] // homes: node indices of the shard's replicas, this one included
  shard: number // this node's
  atlas: Atlas | null // where keys are; null: all that this node is asked for is its shard's
  sloppy: boolean // a fallback may stand in for a home
  fallbacks: readonly number[] // without an atlas: the rest of the preference list
  ack: 'memory' | 'synced'
  versions: 'lastWriter' | 'vectorClock'
  majorities: boolean // every operation that may not be stale counts a majority, whatever its R or W
  readBeforeWrite: boolean // a write asks a quorum for the newest version first
  fixesVersions: boolean // an operation has one version in all its attempts
  hintedHandoff: boolean // what a fallback took goes to its home
  handoffUs: number // between two attempts
  antiEntropyUs: number // between two exchanges; 0: none
  gossip: SwimRules | null // null: only silence tells of failures
  peers: readonly number[] // the store's nodes, this one included: members of the gossip group
  rules: QuorumRules
}
export interface DynamoState {
  store: ReplicaStore
  coordinating: Coordinating
  joining: Joining | null
  silent: Map<number, number> // node → when it did not answer, by the monotonic clock
  gossip: SwimState | null
  antiEntropy: AntiEntropy | null
  handoff: Handoff
  resharding: Resharding | null // null: shards stay as they are
}

/** A write, or a copy that another replica gave. */
export interface Entry {
  readonly key: number
  readonly version: number
  readonly value: number
  readonly siblings: Siblings | null
}
/** Hints on their way home. */
export interface Handoff {
  isArmed: boolean // a timer is under way
  batch: number // number of the last batch sent
  offered: Map<number, { batch: number; hints: readonly Entry[] }> // by home: the last one to it
}
/** An exchange of Merkle trees under way, and what exchanges have proved. Times by the monotonic clock. */
export interface AntiEntropy {
  turn: number // whose turn it was last, among the other homes
  exchange: { id: number; peer: number; startedUs: number } | null // begun by this node
  next: number
  provenUs: Map<number, number> // home → all that it had then is here
  differingLeaves: number // in the last exchange that this node compared leaves in
  taken: number // entries that exchanges brought
}

/** What a node believes of the shards, and what moves to it. */
export interface Resharding {
  map: ShardMap
  epoch: number // of the map
  onDisk: ShardMap // what a crash leaves of it
  writing: ShardMap[] // on the way to the disk, oldest first
  taking: Taking | null
  isTelling: boolean // a timer to tell others is under way
  told: number // which of the store's nodes was told last
  askedUs: number // when it last asked somebody who knew more, by the monotonic clock
  holdsPlaced: boolean // callers have placed keys here by another rule: what is at home elsewhere by the map is no leftover
}
/** Moving in: page by page from every replica that had what is now this node's, in turn. */
export interface Taking {
  donors: number[] // who has not given everything yet
  after: number[] // by donor: the last key received; −1: none
  turn: number
  step: number // only the newest question and the newest timer count
  keys: number
  bytes: number
}

export const TIMER = {
  quorum: 1,
  join: 2,
  gossipPeriod: 3,
  gossipPing: 4,
  antiEntropy: 5,
  handoff: 6,
  tellMap: 7,
  nextPage: 8,
} as const
/**
 * Whom a finished sync owes an acknowledgement: nobody, a remote coordinator, this node's own call, a fallback that sent hints; or
 * what it brought to the disk: a map of shards, all that moved here.
 */
export const OWES = { nobody: 0, remote: 1, local: 2, hints: 3, map: 4, movedIn: 5 } as const

export const stateOf = (node: ClusterNode): DynamoState => node.state as DynamoState
export const configOf = (node: ClusterNode): DynamoConfig => node.config as DynamoConfig

/** The node's place in its gossip group; null where it is in none. */
export function swimPlace(node: ClusterNode): SwimPlace | null {
  const state = stateOf(node).gossip
  const rules = configOf(node).gossip
  return state && rules && { state, rules, timers: { period: TIMER.gossipPeriod, ping: TIMER.gossipPing } }
}
