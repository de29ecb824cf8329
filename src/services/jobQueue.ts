/**
 * A job queue that workers take from: bounded, durable, at least once. A job that a worker took is leased to it for
 * `visibilityUs`; not done by then, it is given out again. Jobs survive a crash (leases do not: leased jobs come back), but not the
 * loss of the disk.
 */
import type { Cluster, ClusterNode, Role } from '../cluster'
import { CAUSE, STATUS, TYPE, W, extendPath, mark } from '../cluster'
import { WORDS } from '../kernel/eventQueue'

export interface JobQueueConfig {
  slots: number
  visibilityUs: number
}
export interface Job {
  origin: number // the operation that submitted it
  count: number
  path: number
  user: number
  deliveries: number
}
export interface JobQueueState {
  jobs: Job[] // waiting, oldest first
  leased: Map<number, { job: Job; timer: number }>
  asking: { worker: number; call: number }[]
  next: number
  redelivered: number
}
const TIMER = { lease: 1 } as const
const stateOf = (node: ClusterNode): JobQueueState => node.state as JobQueueState

export const jobQueue: Role = {
  start(_cluster, node) {
    node.state = { jobs: [], leased: new Map(), asking: [], next: 1, redelivered: 0 } satisfies JobQueueState
  },
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m * WORDS
    const state = stateOf(node)
    const type = words[w + W.type]
    if (type === TYPE.enqueue) enqueue(cluster, node, state, m)
    else if (type === TYPE.take) {
      const worker = words[w + W.from]
      state.asking = state.asking.filter((a) => a.worker !== worker) // it asks again: the old question is forgotten
      state.asking.push({ worker, call: words[w + W.call] })
    } else if (type === TYPE.jobDone) {
      const lease = state.leased.get(words[w + W.call])
      if (lease) cluster.cancelTimer(lease.timer)
      state.leased.delete(words[w + W.call])
    }
    giveOut(cluster, node, state)
  },
  timer(cluster, node, timer) {
    const state = stateOf(node)
    const id = cluster.queue.words[timer * WORDS + W.a]
    const lease = state.leased.get(id)
    if (!lease) return
    state.leased.delete(id)
    state.jobs.unshift(lease.job)
    state.redelivered++
    giveOut(cluster, node, state)
  },
  crash(_cluster, node, diskLost) {
    const state = stateOf(node)
    state.jobs = diskLost ? [] : [...[...state.leased.values()].map((l) => l.job), ...state.jobs]
    state.leased = new Map()
    state.asking = []
  },
  refuse(cluster, _node, m) {
    if (cluster.queue.words[m * WORDS + W.type] === TYPE.enqueue)
      mark(cluster, cluster.reply(m, TYPE.enqueued), STATUS.failed, CAUSE.overloaded)
  },
}

function enqueue(cluster: Cluster, node: ClusterNode, state: JobQueueState, m: number): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const full = state.jobs.length >= (node.config as JobQueueConfig).slots
  if (!full)
    state.jobs.push({
      origin: words[w + W.origin],
      count: words[w + W.count],
      path: words[w + W.path],
      user: words[w + W.key],
      deliveries: 0,
    })
  mark(cluster, cluster.reply(m, TYPE.enqueued), full ? STATUS.failed : STATUS.ok, full ? CAUSE.overloaded : CAUSE.none)
}

function giveOut(cluster: Cluster, node: ClusterNode, state: JobQueueState): void {
  const { visibilityUs } = node.config as JobQueueConfig
  while (state.jobs.length > 0 && state.asking.length > 0) {
    const job = state.jobs.shift() as Job
    const { worker, call } = state.asking.shift() as { worker: number; call: number }
    job.deliveries++
    const id = state.next++
    const path = extendPath(job.path, TYPE.job, job.deliveries)
    const timer = cluster.startTimeout(
      node,
      cluster.timeoutLane(visibilityUs),
      visibilityUs,
      TIMER.lease,
      job.origin,
      job.count,
      path,
      id,
    )
    state.leased.set(id, { job, timer })
    const m = cluster.send(node, cluster.nodes[worker], TYPE.job, job.origin, job.count, path, job.deliveries)
    cluster.queue.words[m * WORDS + W.call] = id
    cluster.queue.words[m * WORDS + W.key] = job.user
    cluster.queue.words[m * WORDS + W.a] = call
  }
}
