/**
 * Work on a node: `workers` in parallel behind a bounded queue, first come first served unless the node's admission has it
 * otherwise. Saturation, queueing delay and tail latency come out of this and are never scripted. The slot of a message in
 * service waits in the event queue as a `service` event; afterwards the role receives the message.
 */
import { FLOATS_SHIFT, WORDS_SHIFT } from '../kernel/eventQueue'
import { letsIn } from './admitting'
import type { Admission, Cluster } from './contract'
import type { ShedReason } from './journal'
import { KIND, SHED_REASONS } from './journal'
import { EVENT, F, PURPOSE, W } from './layout'
import type { ClusterNode } from './node'

/** A message has come to a node with workers: serve it, queue it, or turn it away. */
export function offerWork(cluster: Cluster, node: ClusterNode, slot: number): void {
  if ((node.admissionState !== null || cluster.decider?.active) && turnsAway(cluster, node, slot)) return
  if (node.busy < node.workers) {
    startWork(cluster, node, slot)
    return
  }
  if (node.queueDepth >= node.queueLimit) {
    turnAway(cluster, node, slot, KIND.REFUSED, 'queueFull')
    return
  }
  node.waiting.push(slot)
  record(cluster, node, slot, KIND.QUEUED)
}

function turnsAway(cluster: Cluster, node: ClusterNode, slot: number): boolean {
  const sheds = node.admissionState !== null
  const own = sheds ? ownReason(cluster, node, slot) : null
  const isIn = cluster.decider?.active ? letsIn(cluster, node, slot, own === null) : own === null
  if (!isIn) turnAway(cluster, node, slot, KIND.REFUSED, own ?? 'byPolicy')
  else if (sheds) admissionOf(cluster, node).letIn?.(cluster, node, slot)
  return !isIn
}
function ownReason(cluster: Cluster, node: ClusterNode, slot: number): ShedReason | null {
  cluster.queue.floats[(slot << FLOATS_SHIFT) | F.sentUs] = cluster.nowUs
  return admissionOf(cluster, node).admit(cluster, node, slot)
}
function admissionOf(cluster: Cluster, node: ClusterNode): Admission {
  return cluster.admission(node) as Admission
}
function turnAway(cluster: Cluster, node: ClusterNode, slot: number, kind: number, reason: ShedReason): void {
  record(cluster, node, slot, kind, SHED_REASONS.indexOf(reason))
  if (node.refuses) cluster.refuse(node, slot)
  else cluster.queue.release(slot)
}

function startWork(cluster: Cluster, node: ClusterNode, slot: number): void {
  const { queue } = cluster
  const { words } = queue
  const w = slot << WORDS_SHIFT
  const origin = words[w | W.origin]
  const count = words[w | W.count]
  node.busy++
  node.running.push(slot)
  words[w] = EVENT.service
  const head = KIND.STARTED | (words[w | W.type] << 8)
  cluster.journal.append(head, node.index, origin, count, node.queueDepth, node.busy)
  // What this piece of work takes on this node as it is now.
  const who = Math.imul(count, 0x9e3779b1) ^ cluster.nodes[origin].entity
  const us =
    node.service !== null
      ? node.service.sampleAtUs(cluster.draws, node.entity, PURPOSE.service, who, words[w | W.path])
      : 0
  queue.scheduleAfter(slot, Math.floor(us * node.slowFactor + node.addedUs + 0.5))
}

/** A service is over: the worker takes the next in line, and the role receives the message. */
export function finishWork(cluster: Cluster, slot: number): void {
  const node = cluster.nodes[cluster.queue.words[(slot << WORDS_SHIFT) | W.to]]
  cluster.queue.words[slot << WORDS_SHIFT] = EVENT.message
  node.busy--
  forget(node.running, slot)
  record(cluster, node, slot, KIND.FINISHED)
  if (node.admissionState !== null) admissionOf(cluster, node).served(cluster, node, slot)
  cluster.receive(node, slot)
  if (node.up && !node.stalled) takeNext(cluster, node)
}

/** Gives free workers what waits. */
export function takeNext(cluster: Cluster, node: ClusterNode): void {
  while (node.busy < node.workers && node.queueDepth > 0) {
    if (node.admissionState !== null) {
      takeBy(cluster, node, admissionOf(cluster, node))
      continue
    }
    const next = node.waiting[node.waitingHead++]
    if (node.waitingHead > 64 && node.waitingHead * 2 > node.waiting.length) {
      node.waiting.splice(0, node.waitingHead)
      node.waitingHead = 0
    }
    startWork(cluster, node, next)
  }
}

function takeBy(cluster: Cluster, node: ClusterNode, admission: Admission): void {
  const [next] = node.waiting.splice(node.waitingHead + admission.next(cluster, node), 1)
  const reason = admission.drop(cluster, node, next)
  if (reason === null) startWork(cluster, node, next)
  else turnAway(cluster, node, next, KIND.SHED, reason)
}

/** Takes the `at`th of those waiting out of the queue unserved, and has it answered. */
export function withdrawWork(cluster: Cluster, node: ClusterNode, at: number, reason: ShedReason): void {
  const [slot] = node.waiting.splice(node.waitingHead + at, 1)
  turnAway(cluster, node, slot, KIND.SHED, reason)
}

/** The process ended: waiting and running work is gone with it. */
export function abandonWork(cluster: Cluster, node: ClusterNode): void {
  for (const slot of node.running.slice()) {
    node.busy--
    forget(node.running, slot)
    record(cluster, node, slot, KIND.ABANDONED, 1)
    if (cluster.queue.isPending(slot)) cluster.queue.cancelSlot(slot)
    else cluster.queue.release(slot)
  }
  while (node.queueDepth > 0) {
    const slot = node.waiting[node.waitingHead++]
    record(cluster, node, slot, KIND.ABANDONED, 0)
    cluster.queue.release(slot)
  }
  node.waiting.length = 0
  node.waitingHead = 0
  if (node.admissionState !== null) node.admissionState = admissionOf(cluster, node).start()
}

/** A stall freezes work in service: what was left of it is done after resuming. */
export function freezeWork(cluster: Cluster, node: ClusterNode): void {
  node.running = node.running.map((slot) => {
    const left = cluster.queue.timeOf(slot) - cluster.queue.nowUs
    const frozen = withdrawn(cluster, slot)
    cluster.queue.floats[(frozen << FLOATS_SHIFT) | F.sentUs] = left // x is the message's own
    return frozen
  })
}
export function thawWork(cluster: Cluster, node: ClusterNode): void {
  for (const slot of node.running)
    cluster.queue.schedule(slot, cluster.queue.nowUs + cluster.queue.floats[(slot << FLOATS_SHIFT) | F.sentUs])
}
/** A node that became slower or faster finishes what it is doing at its new pace. */
export function repaceWork(cluster: Cluster, node: ClusterNode, ratio: number): void {
  if (node.stalled) {
    for (const slot of node.running)
      cluster.queue.floats[(slot << FLOATS_SHIFT) | F.sentUs] = Math.floor(
        cluster.queue.floats[(slot << FLOATS_SHIFT) | F.sentUs] * ratio + 0.5,
      )
    return
  }
  node.running = node.running.map((slot) => {
    const left = cluster.queue.timeOf(slot) - cluster.queue.nowUs
    const moved = withdrawn(cluster, slot)
    cluster.queue.schedule(moved, cluster.queue.nowUs + Math.floor(left * ratio + 0.5))
    return moved
  })
}

/** Takes a pending slot out of the event queue; the answer is its copy, not pending. */
function withdrawn(cluster: Cluster, slot: number): number {
  const copy = cluster.copySlot(slot)
  cluster.queue.cancelSlot(slot)
  return copy
}
function forget(slots: number[], slot: number): void {
  const last = slots.pop() as number
  if (last === slot) return
  let at = 0 // a loop, for a handful: the built-in search is a call
  while (slots[at] !== slot) at++
  slots[at] = last
}
function record(cluster: Cluster, node: ClusterNode, slot: number, kind: number, detail = 0): void {
  const words = cluster.queue.words
  const w = slot << WORDS_SHIFT
  cluster.journal.append(
    kind | (words[w | W.type] << 8) | (detail << 16),
    node.index,
    words[w | W.origin],
    words[w | W.count],
    node.queueDepth,
    node.busy,
  )
}
