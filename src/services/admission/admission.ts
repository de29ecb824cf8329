/**
 * Load shedding of a service (the SRE book, ch. 21 and 22): what it turns away at its door, whom it serves next, and whom it
 * drops unserved. The laws are in resilience/; here they are composed, over what a node knows by itself: its queue, its clock,
 * and what the request says of its deadline, its criticality and its user.
 */
import type { Admission, Cluster, ClusterNode, ShedReason } from '../../cluster'
import { CRITICALITIES, F, PURPOSE, TYPE, W, criticalityAt, mayBeShed, tenantOf } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import type { Limit } from '../../resilience/limit'
import { learn, limitNow, newLimit } from '../../resilience/limit'
import type { RateLimit } from '../../resilience/rateLimit'
import { mayPass, newRateLimit } from '../../resilience/rateLimit'
import type { Codel, ControlledDelay } from '../../resilience/shed'
import {
  fitsDeadline,
  fitsPriority,
  longestWaitUs,
  newCodel,
  sawEmpty,
  serveFrom,
  shouldDrop,
} from '../../resilience/shed'
import { limitDecider } from '../limitDecider'
import type { AdmissionConfig } from './config'

interface AdmissionState {
  rates: RateLimit[] // one of each tenant, or of all
  limit: Limit | null
  codel: Codel
  delay: ControlledDelay
  meanServiceUs: number // a moving average
  lastServedUs: number // when the last one left while others waited; −1: nobody waited then
}
const stateOf = (node: ClusterNode): AdmissionState => node.admissionState as AdmissionState
/** How far one piece of work moves the mean. */
const PACE = 0.1

export function admissionOf(config: AdmissionConfig): Admission {
  return {
    start: () => newState(config),
    admit: (cluster, node, slot) => admit(cluster, node, slot, config),
    next: (cluster, node) => next(cluster, node, config),
    drop: (cluster, node, slot) => drop(cluster, node, slot, config),
    served: (cluster, node, slot) => {
      served(cluster, node, slot, config)
    },
  }
}
function newState({ rate, tenants, limit, meanServiceUs }: AdmissionConfig): AdmissionState {
  return {
    rates: rate ? (tenants?.ends ?? [0]).map(() => newRateLimit(rate)) : [],
    limit: limit && newLimit(limit),
    codel: newCodel(),
    delay: { emptyAtUs: 0 },
    meanServiceUs,
    lastServedUs: -1,
  }
}

function admit(cluster: Cluster, node: ClusterNode, slot: number, config: AdmissionConfig): ShedReason | null {
  const state = stateOf(node)
  const { nowUs } = cluster
  const waiting = node.queueDepth
  if (waiting === 0) sawEmpty(state.delay, nowUs)
  if (!mayBeShed(cluster, slot)) return null
  if (config.rate && !mayPass(state.rates[bucketOf(cluster, slot, config)], config.rate, nowUs)) return 'overRate'
  if (state.limit && node.busy + waiting >= limitNow(state.limit)) return 'overLimit'
  if (node.busy < node.workers || waiting >= node.queueLimit) return null // served at once, or turned away as ever
  const criticality = CRITICALITIES[criticalityAt(cluster, slot)]
  if (config.priority && !fitsPriority(waiting, node.queueLimit, criticality, config.priority)) return 'lessImportant'
  const deadlineAtUs = deadlineOf(cluster, slot)
  if (!config.deadline || deadlineAtUs === 0) return null
  const load = { waiting, workers: node.workers, meanServiceUs: state.meanServiceUs, deadlineAtUs, nowUs }
  return fitsDeadline(load) ? null : 'tooLate'
}

function next(cluster: Cluster, node: ClusterNode, config: AdmissionConfig): number {
  const last = node.queueDepth - 1
  switch (config.order) {
    case 'oldest':
      return 0
    case 'newest':
      return last
    case 'important':
      return mostImportant(cluster, node)
    case 'adaptive':
      if (!config.delay) return 0
      return serveFrom(stateOf(node).delay, config.delay, cluster.nowUs) === 'newest' ? last : 0
  }
}
/** The first that came of the most important. */
function mostImportant(cluster: Cluster, node: ClusterNode): number {
  let best = 0
  let most = Infinity
  for (let i = 0; i < node.queueDepth; i++) {
    const criticality = criticalityAt(cluster, node.waiting[node.waitingHead + i])
    if (criticality >= most) continue
    best = i
    most = criticality
  }
  return best
}

function drop(cluster: Cluster, node: ClusterNode, slot: number, config: AdmissionConfig): ShedReason | null {
  const state = stateOf(node)
  const { nowUs } = cluster
  const waitedUs = nowUs - cameAtUs(cluster, slot)
  const deadlineAtUs = deadlineOf(cluster, slot)
  const left = node.queueDepth
  const standing = config.codel !== null && shouldDrop(state.codel, config.codel, waitedUs, left, nowUs)
  const tooLong = config.delay !== null && waitedUs > longestWaitUs(state.delay, config.delay, nowUs)
  if (left === 0) sawEmpty(state.delay, nowUs)
  if (!mayBeShed(cluster, slot)) return null
  if (config.deadline && deadlineAtUs > 0 && nowUs >= deadlineAtUs) return 'tooLate'
  if (tooLong) return 'waitedTooLong'
  return standing ? 'standingQueue' : null
}

/** What a limit learns from is the time spent here, waiting included; an answer after its deadline counts as dropped. */
function served(cluster: Cluster, node: ClusterNode, slot: number, config: AdmissionConfig): void {
  const state = stateOf(node)
  const { nowUs } = cluster
  const words = cluster.queue.words
  const w = slot * WORDS
  learnPace(state, node, nowUs)
  if (!state.limit || !config.limit) return
  const deadlineAtUs = deadlineOf(cluster, slot)
  const dropped = deadlineAtUs > 0 && nowUs > deadlineAtUs
  const sample = { rttUs: nowUs - cameAtUs(cluster, slot), inflight: node.busy + node.queueDepth + 1, dropped }
  const place = { node, called: -1, origin: words[w + W.origin], count: words[w + W.count] }
  learn(state.limit, config.limit, sample, limitDecider(cluster, place, PURPOSE.admission, words[w + W.path]))
}
/** While others wait, all workers are busy: what lies between two leaving, times the workers, is the time of one. */
function learnPace(state: AdmissionState, node: ClusterNode, nowUs: number): void {
  if (state.lastServedUs >= 0)
    state.meanServiceUs += PACE * ((nowUs - state.lastServedUs) * node.workers - state.meanServiceUs)
  state.lastServedUs = node.queueDepth > 0 ? nowUs : -1
}

/* ---- what a slot says ---- */

const cameAtUs = (cluster: Cluster, slot: number): number => cluster.queue.floats[slot * FLOATS + F.sentUs]
const deadlineOf = (cluster: Cluster, slot: number): number => cluster.queue.floats[slot * FLOATS + F.deadlineUs]
/** Whose bucket a request takes from: that of its user's tenant. */
function bucketOf(cluster: Cluster, slot: number, { tenants }: AdmissionConfig): number {
  if (!tenants) return 0
  const w = slot * WORDS
  const { words } = cluster.queue
  const user = words[w + W.type] === TYPE.request ? words[w + W.c] : words[w + W.key] % tenants.users
  return tenantOf(tenants.ends, user)
}
