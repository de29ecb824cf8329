/**
 * A worker: takes a job, works on it, writes the user's fresh analytics to the store, and says done. The write is an operation of
 * its own in the history, with what caused it written beside. A job may come twice: the write is then simply made again.
 */
import type { Cluster, ClusterNode, Role } from '../cluster'
import { DUTY, OP, OUTCOME, STATUS, TYPE, W, extendPath, takesPart } from '../cluster'
import { WORDS } from '../kernel/eventQueue'
import { FIRST_MAP } from '../protocols/resharding/shardMap'
import type { CallingConfig, CallingState } from './calling'
import { commandBreakers, newGuards, noLatency } from './calling'
import { isPoison } from './poison'
import type { StoreAsker, StoreAskerState, StoreClientConfig, StoreResult } from './store'
import { askStore, mapReceived, storeAnswered, storeBackedOff, storeHedged, storeTimedOut } from './store'

export interface WorkerConfig extends CallingConfig {
  takesFrom: number // node index
  store: StoreClientConfig | null
  w: number
  operationClass: number
  askAgainUs: number
  poisonShare?: number // of jobs that fail here, always the same ones
}
interface WorkerJob extends StoreAsker {
  job: number // the queue's name for it
}
export interface WorkerState extends StoreAskerState, CallingState {
  jobs: Map<number, WorkerJob>
  asked: number
  failed: number // jobs worked on in vain
}
export const WORKER_TIMER = { ask: 1, store: 2, backoff: 3, hedge: 4 } as const
const configOf = (node: ClusterNode): WorkerConfig => node.config as WorkerConfig
const stateOf = (node: ClusterNode): WorkerState => node.state as WorkerState

export const worker: Role = {
  start(cluster, node) {
    node.state = {
      jobs: new Map(),
      asked: 0,
      failed: 0,
      leaders: new Map(),
      latencies: new Map(),
      latency: noLatency(),
      map: FIRST_MAP,
      guards: newGuards(node),
    } satisfies WorkerState
    ask(cluster, node)
  },
  restart(cluster, node) {
    if (!node.membership) ask(cluster, node) // else it boots first
  },
  dutyChanged(cluster, node) {
    if (takesPart(node) ? isIdle(node) : node.membership?.duty === DUTY.drains) ask(cluster, node)
  },
  crash(_cluster, node) {
    stateOf(node).jobs = new Map()
    stateOf(node).leaders = new Map()
    stateOf(node).map = FIRST_MAP
    stateOf(node).guards = newGuards(node)
  },
  command(cluster, node, command) {
    commandBreakers(cluster, node, command)
  },
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m * WORDS
    if (words[w + W.type] === TYPE.job) {
      work(cluster, node, m)
      return
    }
    const id = words[w + W.call]
    const job = stateOf(node).jobs.get(id)
    const { store } = configOf(node)
    if (words[w + W.type] === TYPE.shardMap && store) mapReceived(cluster, node, store, m, null)
    if (words[w + W.type] === TYPE.storeAnswer && job && store) storeAnswered(cluster, node, store, job, id, m, done)
  },
  timer(cluster, node, timer) {
    const words = cluster.queue.words
    const w = timer * WORDS
    const kind = words[w + W.type]
    if (kind === WORKER_TIMER.ask) {
      // The question or its answer was lost, or there is nothing to do: ask again, unless asked since.
      if (words[w + W.a] === stateOf(node).asked && stateOf(node).jobs.size === 0) ask(cluster, node)
      return
    }
    const job = stateOf(node).jobs.get(words[w + W.a])
    const { store } = configOf(node)
    if (!job || !store) return
    if (kind === WORKER_TIMER.store) storeTimedOut(cluster, node, store, job, words[w + W.a], timer, done)
    else if (kind === WORKER_TIMER.hedge) storeHedged(cluster, node, store, job, words[w + W.a], timer)
    else storeBackedOff(cluster, node, store, job, words[w + W.a], timer)
  },
}

function isIdle(node: ClusterNode): boolean {
  return node.busy + node.queueDepth + stateOf(node).jobs.size === 0
}

/** For the next job; while it drains, that it wants none, so that its open question is forgotten. */
function ask(cluster: Cluster, node: ClusterNode): void {
  if (node.membership?.duty === DUTY.standsBy || node.membership?.duty === DUTY.boots) return
  const { takesFrom, askAgainUs } = configOf(node)
  const state = stateOf(node)
  state.asked++
  const count = cluster.background(node)
  const m = cluster.send(node, cluster.nodes[takesFrom], takesPart(node) ? TYPE.take : TYPE.leave, node.index, count, 0)
  cluster.queue.words[m * WORDS + W.call] = state.asked
  cluster.setTimer(node, askAgainUs, WORKER_TIMER.ask, node.index, count, 0, state.asked)
}

function work(cluster: Cluster, node: ClusterNode, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const config = configOf(node)
  const [job, user, origin, cause, path] = [
    words[w + W.call],
    words[w + W.key],
    words[w + W.origin],
    words[w + W.count],
    words[w + W.path],
  ]
  if (isPoison(cluster, config.poisonShare, origin, cause)) {
    stateOf(node).failed++
    ask(cluster, node) // as below: the lease runs out
    return
  }
  if (!config.store) {
    finishJob(cluster, node, job, origin, cause, path)
    return
  }
  const value = (node.invoked + 1) * 256 + (node.index & 255)
  const count = cluster.invoke(node, config.operationClass, user, value, node.index)
  cluster.recordCause(node, count, origin, cause)
  const asker: WorkerJob = {
    job,
    origin: node.index,
    count,
    path,
    attempt: 1,
    op: OP.write,
    ask: config.w,
    user,
    key: user,
    value,
    floor: 0,
    bound: 0,
    deadlineAtUs: Infinity,
    store: null,
  }
  stateOf(node).jobs.set(count, asker)
  askStore(cluster, node, config.store, asker, count, extendPath(path, TYPE.job, 1), null)
}

function done(
  cluster: Cluster,
  node: ClusterNode,
  r: WorkerJob,
  id: number,
  { status, cause, value, version, path }: StoreResult,
): void {
  stateOf(node).jobs.delete(id)
  const outcome = status === STATUS.ok ? OUTCOME.ok : status === STATUS.unknown ? OUTCOME.info : OUTCOME.fail
  cluster.finish(node, id, outcome, cause, 0, r.attempt, value, version)
  if (status === STATUS.ok) finishJob(cluster, node, r.job, r.origin, r.count, path)
  else {
    stateOf(node).failed++
    ask(cluster, node) // the lease runs out, and the job is given out again
  }
}
function finishJob(
  cluster: Cluster,
  node: ClusterNode,
  job: number,
  origin: number,
  count: number,
  path: number,
): void {
  const m = cluster.send(node, cluster.nodes[configOf(node).takesFrom], TYPE.jobDone, origin, count, path)
  cluster.queue.words[m * WORDS + W.call] = job
  ask(cluster, node)
}
