/**
 * A job queue that workers take from: bounded, durable, at least once. A job that a worker took is leased to it for
 * `visibilityUs`; not done by then, it is given out again, and whoever still works on it works for nothing. One that was given
 * out `maxDeliveries` times goes to the dead letters, which are kept until somebody redrives them (Amazon SQS, "Visibility timeout"
 * and "Dead-letter queues").
 *
 * What is durable: a job from the moment its producer is told so, its deliveries, its place among the dead letters, and that it is
 * done. A crash takes leases (leased jobs come back) and whoever waits for an answer; the loss of the disk takes everything.
 */
import type { Cluster, ClusterNode, Role } from '../cluster'
import { CAUSE, KIND, STATUS, TYPE, W, extendPath, mark } from '../cluster'
import { WORDS } from '../kernel/eventQueue'
import { LEFT, recordLine, recordReturn } from './line'
import type { Producer } from './producers'
import { answerProducer, letWait, producerOf, tooLong } from './producers'

export interface JobQueueConfig {
  slots: number // of jobs that wait
  visibilityUs: number
  maxDeliveries?: number // default: no end
  waitUs?: number // so long a producer waits for a slot before it is refused; default: not at all
}
export interface Job {
  origin: number // the operation that submitted it
  count: number
  path: number
  user: number
  deliveries: number
  atUs: number // when it came
}
export interface JobQueueState {
  jobs: Job[] // waiting, oldest first
  leased: Map<number, { job: Job; timer: number }>
  dead: Job[]
  asking: { worker: number; call: number }[]
  producers: Producer[] // that wait for a slot
  expired: Set<number> // leases that ran out, and of which nobody has said done
  next: number
  done: number
  redelivered: number
  doneLate: number // work done under a lease that had run out
  refused: number
  deadDropped: number // dead letters that made way for newer ones
}
const TIMER = { lease: 1, wait: 2 } as const
/** Dead letters, and leases that ran out, are not kept without bound. */
const DEAD_MOST = 10_000
const EXPIRED_MOST = 1_000
const stateOf = (node: ClusterNode): JobQueueState => node.state as JobQueueState
const configOf = (node: ClusterNode): JobQueueConfig => node.config as JobQueueConfig

export const jobQueue: Role = {
  start(_cluster, node) {
    node.state = {
      jobs: [],
      leased: new Map(),
      dead: [],
      asking: [],
      producers: [],
      expired: new Set(),
      next: 1,
      done: 0,
      redelivered: 0,
      doneLate: 0,
      refused: 0,
      deadDropped: 0,
    } satisfies JobQueueState
  },
  receive(cluster, node, m) {
    const words = cluster.queue.words
    const w = m * WORDS
    const state = stateOf(node)
    const type = words[w + W.type]
    if (type === TYPE.enqueue) enqueue(cluster, node, state, m)
    else if (type === TYPE.take || type === TYPE.leave) {
      const worker = words[w + W.from]
      state.asking = state.asking.filter((a) => a.worker !== worker) // its old question is forgotten
      if (type === TYPE.take) state.asking.push({ worker, call: words[w + W.call] })
    } else if (type === TYPE.jobDone) jobDone(cluster, node, state, words[w + W.call])
    giveOut(cluster, node, state)
  },
  timer(cluster, node, timer) {
    const state = stateOf(node)
    if (cluster.queue.words[timer * WORDS + W.type] === TIMER.wait) {
      const p = tooLong(cluster, state.producers, timer)
      if (p) refuse(cluster, node, state, p)
      return
    }
    const id = cluster.queue.words[timer * WORDS + W.a]
    const lease = state.leased.get(id)
    if (!lease) return
    state.leased.delete(id)
    state.expired.add(id)
    if (state.expired.size > EXPIRED_MOST) state.expired.delete(state.expired.values().next().value as number)
    comeBack(cluster, node, state, lease.job)
    state.redelivered++
    giveOut(cluster, node, state)
  },
  crash(cluster, node, diskLost) {
    const state = stateOf(node)
    for (const [id, { job }] of [...state.leased].reverse()) {
      state.leased.delete(id)
      comeBack(cluster, node, state, job)
    }
    state.asking = []
    state.producers = []
    state.expired = new Set()
    if (!diskLost) return
    while (state.jobs.length > 0) {
      const job = state.jobs.shift() as Job
      recordLine(cluster, node, KIND.ABANDONED, job, state.jobs.length, 0, LEFT.waiting)
    }
    state.dead = []
  },
  refuse(cluster, _node, m) {
    if (cluster.queue.words[m * WORDS + W.type] === TYPE.enqueue)
      mark(cluster, cluster.reply(m, TYPE.enqueued), STATUS.failed, CAUSE.overloaded)
  },
  command(cluster, node, command) {
    if (command.kind === 'redrive') redrive(cluster, node, stateOf(node))
  },
}

function enqueue(cluster: Cluster, node: ClusterNode, state: JobQueueState, m: number): void {
  const { slots, waitUs } = configOf(node)
  const p = producerOf(cluster, m)
  if (state.jobs.length < slots && state.producers.length === 0) {
    admit(cluster, node, state, p)
    mark(cluster, cluster.reply(m, TYPE.enqueued), STATUS.ok, CAUSE.none)
  } else if (waitUs !== undefined && state.producers.length < slots)
    letWait(cluster, node, state.producers, p, waitUs, TIMER.wait)
  else {
    state.refused++
    mark(cluster, cluster.reply(m, TYPE.enqueued), STATUS.failed, CAUSE.overloaded)
  }
}
function admit(cluster: Cluster, node: ClusterNode, state: JobQueueState, p: Producer): void {
  const { origin, count, path, user } = p
  const job: Job = { origin, count, path, user, deliveries: 0, atUs: cluster.nowUs }
  state.jobs.push(job)
  recordLine(cluster, node, KIND.QUEUED, job, state.jobs.length, state.leased.size)
}
function refuse(cluster: Cluster, node: ClusterNode, state: JobQueueState, p: Producer): void {
  state.refused++
  answerProducer(cluster, node, p, STATUS.failed, CAUSE.overloaded)
}

function jobDone(cluster: Cluster, node: ClusterNode, state: JobQueueState, id: number): void {
  const lease = state.leased.get(id)
  if (!lease) {
    if (state.expired.delete(id)) state.doneLate++
    return
  }
  cluster.cancelTimer(lease.timer)
  state.leased.delete(id)
  state.done++
  recordLine(cluster, node, KIND.FINISHED, lease.job, state.jobs.length, state.leased.size)
}

/** A job that was given out and not done: to the head of the line, or to the dead letters. */
function comeBack(cluster: Cluster, node: ClusterNode, state: JobQueueState, job: Job): void {
  if (job.deliveries < (configOf(node).maxDeliveries ?? Infinity)) {
    state.jobs.unshift(job)
    recordReturn(cluster, node, job, state.jobs.length, state.leased.size)
    return
  }
  recordLine(cluster, node, KIND.ABANDONED, job, state.jobs.length, state.leased.size, LEFT.inService)
  state.dead.push(job)
  if (state.dead.length > DEAD_MOST) {
    state.dead.shift()
    state.deadDropped++
  } else cluster.recordState(node, 'deadLetters', 0, state.dead.length - 1, state.dead.length)
}
/** As many dead letters as there are slots for go to the end of the line, their deliveries forgotten. */
function redrive(cluster: Cluster, node: ClusterNode, state: JobQueueState): void {
  const before = state.dead.length
  for (const job of state.dead.splice(0, Math.max(0, configOf(node).slots - state.jobs.length))) {
    job.deliveries = 0
    state.jobs.push(job)
    recordLine(cluster, node, KIND.QUEUED, job, state.jobs.length, state.leased.size)
  }
  if (state.dead.length < before) cluster.recordState(node, 'deadLetters', 0, before, state.dead.length)
  giveOut(cluster, node, state)
}

function giveOut(cluster: Cluster, node: ClusterNode, state: JobQueueState): void {
  const { visibilityUs, slots } = configOf(node)
  while (state.jobs.length > 0 && state.asking.length > 0) {
    const job = state.jobs.shift() as Job
    const { worker, call } = state.asking.shift() as { worker: number; call: number }
    job.deliveries++
    const id = state.next++
    const path = extendPath(job.path, TYPE.job, job.deliveries)
    const lane = cluster.timeoutLane(visibilityUs)
    const timer = cluster.startTimeout(node, lane, visibilityUs, TIMER.lease, job.origin, job.count, path, id)
    state.leased.set(id, { job, timer })
    recordLine(cluster, node, KIND.STARTED, job, state.jobs.length, state.leased.size)
    const m = cluster.send(node, cluster.nodes[worker], TYPE.job, job.origin, job.count, path, job.deliveries)
    cluster.queue.words[m * WORDS + W.call] = id
    cluster.queue.words[m * WORDS + W.key] = job.user
    cluster.queue.words[m * WORDS + W.a] = call
    while (state.producers.length > 0 && state.jobs.length < slots) {
      const p = state.producers.shift() as Producer
      cluster.cancelTimer(p.timer)
      admit(cluster, node, state, p)
      answerProducer(cluster, node, p, STATUS.ok, CAUSE.none)
    }
  }
}
