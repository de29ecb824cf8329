/** What a consumer is set to do and what it knows. */
import type { ClusterNode } from '../../cluster'
import { FIRST_MAP } from '../../protocols/resharding/shardMap'
import type { CallingConfig, CallingState } from '../calling'
import { newGuards, noLatency } from '../calling'
import type { StoreAsker, StoreAskerState, StoreClientConfig } from '../store'
import type { Entry, PartitionOffset } from './bodies'

export interface ConsumerConfig extends CallingConfig {
  stream: number // node index
  group: number // which of the stream's consumer groups
  batch: number // entries of one poll
  commit: 'after' | 'before' // the work
  heartbeatUs: number
  maxDeliveries?: number // tries of one entry in a row until it is given up; default: no end
  store: StoreClientConfig | null
  w: number
  operationClass: number
  poisonShare?: number
}
/** A partition that it has. */
export interface Part {
  next: number // offset of entries[head]; without entries, of what to poll
  entries: readonly Entry[]
  head: number
  working: boolean // on the head
  tries: number // of the head that failed
  pausedUntilUs: number
  dead: PartitionOffset[] // given up, and not yet committed so
}
/** A write for one entry. */
export interface Writing extends StoreAsker {
  partition: number
  generation: number
}
/** `apart`: of no group. `joining`: has asked for its partitions. `polling`: waits for entries, or for a pause to end. */
export type ConsumerPhase = 'apart' | 'joining' | 'polling' | 'working' | 'committing'
/** Whether it has partitions. */
export const isMember = (phase: ConsumerPhase): boolean => phase !== 'apart' && phase !== 'joining'
export interface ConsumerState extends StoreAskerState, CallingState {
  phase: ConsumerPhase
  generation: number
  leaves: boolean // joins anew as soon as what it has in hand is done
  parts: Map<number, Part>
  writing: Map<number, Writing>
  asked: number
  done: number
  failed: number // entries worked on in vain
  lost: number // entries that failed after they had been committed
}

export const configOf = (node: ClusterNode): ConsumerConfig => node.config as ConsumerConfig
export const stateOf = (node: ClusterNode): ConsumerState => node.state as ConsumerState

export function freshConsumer(node: ClusterNode): ConsumerState {
  return {
    phase: 'apart',
    generation: -1,
    leaves: false,
    parts: new Map(),
    writing: new Map(),
    asked: 0,
    done: 0,
    failed: 0,
    lost: 0,
    leaders: new Map(),
    latencies: new Map(),
    latency: noLatency(),
    map: FIRST_MAP,
    guards: newGuards(node),
  }
}
