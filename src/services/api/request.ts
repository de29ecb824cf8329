/**
 * What an API instance is told and keeps: its configuration, the requests being worked on, and the names of its timers. A
 * request is a row of plain numbers under an id of the instance's own, which its messages and timers carry.
 */
import type { Cluster, ClusterNode, FeatureFlag } from '../../cluster'
import { CAUSE, F, STATUS, W } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import type { Coordinating, QuorumRules } from '../../protocols/dynamo/coordinator'
import type { FallbackLink } from '../../decisions/faultline'
import type { CallPolicy, CallingConfig, CallingState } from '../calling'
import type { CopiesConfig, CopyCall, CopyingState } from './copyCall'
import type { StoreAskerState, StoreCall, StoreClientConfig } from '../store'

export interface ApiConfig extends CallingConfig {
  store: StoreClientConfig | null
  quorumRules: QuorumRules | null // when it coordinates by itself
  queue: number // node index, −1: none
  submit: CallPolicy // to the queue; with a time-out, as the others
  cache: number
  lookUp: CallPolicy // in the cache
  copies: CopiesConfig | null // of the store's data, in the cache
  off: readonly FeatureFlag[] // features that are switched off at first
  recommendations: { node: number; policy: CallPolicy; fallback: readonly FallbackLink[] | null } | null
}
/** A request being worked on. */
export interface ApiRequest {
  from: number // who handed it over
  via: number
  origin: number
  count: number
  path: number
  attempt: number
  call: number
  op: number
  ask: number
  user: number
  key: number
  waitsFor: number // parts still missing
  floor: number
  bound: number
  deadlineAtUs: number // when whoever asked gives up
  status: number
  cause: number
  flags: number
  ageUs: number
  value: number
  version: number
  store: StoreCall | null
  copy: CopyCall | null // where copies concern it
  copyUs: number // how long ago the copy was made that it is answered from; −1: unknown, or none
  timer: number // of the recommendations, or of the submission
  asks: number // type of the answer that the timer waits for, 0: none
  tries: number // of the recommendations
  sinceUs: number // when the first of them began
  waitedUs: number // before the present try
}
export interface ApiState extends StoreAskerState, CallingState {
  requests: Map<number, ApiRequest>
  next: number
  coordinating: Coordinating
  copying: CopyingState | null
  off: number // bits of feature flags
}
export const API_TIMER = {
  quorum: 1,
  store: 2,
  backoff: 3,
  cache: 4,
  recommend: 5,
  submit: 6,
  copy: 7,
  abandoned: 8,
  hedge: 9,
  again: 10,
} as const

export const configOf = (node: ClusterNode): ApiConfig => node.config as ApiConfig
export const stateOf = (node: ClusterNode): ApiState => node.state as ApiState

/** The request that a message brings: nothing is done of it, and one part is missing. */
export function newRequest(cluster: Cluster, m: number): ApiRequest {
  const words = cluster.queue.words
  const w = m * WORDS
  return {
    from: words[w + W.from],
    via: words[w + W.via],
    origin: words[w + W.origin],
    count: words[w + W.count],
    path: words[w + W.path],
    attempt: words[w + W.attempt],
    call: words[w + W.call],
    op: words[w + W.a],
    ask: words[w + W.b],
    user: words[w + W.c],
    key: words[w + W.key],
    floor: cluster.queue.floats[m * FLOATS + F.version],
    bound: cluster.queue.floats[m * FLOATS + F.x],
    deadlineAtUs: cluster.queue.floats[m * FLOATS + F.deadlineUs],
    waitsFor: 1,
    status: STATUS.ok,
    cause: CAUSE.none,
    flags: 0,
    ageUs: -1,
    value: words[w + W.value],
    version: 0,
    store: null,
    copy: null,
    copyUs: -1,
    timer: -1,
    asks: 0,
    tries: 0,
    sinceUs: 0,
    waitedUs: 0,
  }
}
/** Null where a replica coordinates. */
export function ownCoordinating(node: ClusterNode): { state: Coordinating; rules: QuorumRules } | null {
  const { quorumRules } = configOf(node)
  return quorumRules && { state: stateOf(node).coordinating, rules: quorumRules }
}
export function withRequest(
  cluster: Cluster,
  node: ClusterNode,
  m: number,
  act: (r: ApiRequest, id: number) => void,
): void {
  const id = cluster.queue.words[m * WORDS + W.call]
  const r = stateOf(node).requests.get(id)
  if (r) act(r, id)
}
export function withTimer(
  cluster: Cluster,
  node: ClusterNode,
  t: number,
  act: (r: ApiRequest, id: number) => void,
): void {
  const id = cluster.queue.words[t * WORDS + W.a]
  const r = stateOf(node).requests.get(id)
  if (r) act(r, id)
}
