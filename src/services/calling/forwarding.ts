/**
 * Policies before a role that hands requests on (a balancer, a queue that pushes): the role itself knows nothing of them. What
 * may not pass is answered at once; what waits for a place in the bulkhead is kept, as a proxy does whose connections are all in use
 * (HAProxy's maxconn); what is not answered in time is answered for.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, OP, STATUS, TYPE, W, attemptOf, mark } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import type { CallOf } from './call'
import { GO, WAITS, askToCall, beginAfterWait, callEnded, callName, nextInLine, stopWaiting } from './call'
import { commandBreakers } from './guardBreaker'
import type { CallingState } from './guards'
import { newGuards } from './guards'
import type { CallPolicy, CallingConfig } from './policy'

export interface ForwardingConfig extends CallingConfig {
  forwarding: readonly CallPolicy[] // by OP
  timeoutUs: number // the role's own: what is not answered by then no longer counts
}
interface ForwardingState extends CallingState {
  handedOn: Map<number, { copy: number; timer: number }> // by call: the request as it came
  waits: Map<number, number> // message slot → its timer
}
const TIMER = { unanswered: 101, waited: 102 } as const // beside the role's own
const configOf = (node: ClusterNode): ForwardingConfig => node.config as ForwardingConfig
/** Another node of the same role may have no policies. */
const policiesOf = (node: ClusterNode): readonly CallPolicy[] =>
  (node.config as Partial<ForwardingConfig>).forwarding ?? []
const stateOf = (node: ClusterNode): ForwardingState => node.state as ForwardingState

export function guardForwarding(inner: Role): Role {
  return {
    ...inner,
    start(cluster, node) {
      inner.start(cluster, node)
      begin(node)
    },
    crash(cluster, node, diskLost) {
      for (const { copy } of stateOf(node).handedOn.values()) cluster.queue.release(copy)
      for (const slot of stateOf(node).waits.keys()) cluster.queue.release(slot)
      inner.crash?.(cluster, node, diskLost)
      begin(node)
    },
    restart(cluster, node) {
      inner.restart?.(cluster, node)
      begin(node) // where the role began with a state of its own
    },
    receive(cluster, node, m) {
      const words = cluster.queue.words
      const w = m * WORDS
      const policy: CallPolicy | undefined = policiesOf(node)[words[w + W.a]]
      if (words[w + W.type] === TYPE.answer) answered(cluster, node, m, inner)
      else if (words[w + W.type] === TYPE.request && policy) asked(cluster, node, m, policy, inner)
      else inner.receive(cluster, node, m)
    },
    timer(cluster, node, timer) {
      const kind = cluster.queue.words[timer * WORDS + W.type]
      if (kind === TIMER.unanswered) unanswered(cluster, node, timer, inner)
      else if (kind === TIMER.waited) waited(cluster, node, timer)
      else inner.timer?.(cluster, node, timer)
    },
    command(cluster, node, command) {
      commandBreakers(cluster, node, command)
      inner.command?.(cluster, node, command)
    },
  }
}

function begin(node: ClusterNode): void {
  node.state = {
    ...(node.state as object),
    guards: newGuards(node),
    handedOn: new Map(),
    waits: new Map(),
  } satisfies ForwardingState
}
function callOf(cluster: Cluster, slot: number): CallOf & { name: number } {
  const words = cluster.queue.words
  const w = slot * WORDS
  const count = words[w + W.count]
  return {
    name: callName(count, attemptOf(words[w + W.attempt])),
    origin: words[w + W.origin],
    count,
    path: words[w + W.path],
  }
}

function asked(cluster: Cluster, node: ClusterNode, m: number, policy: CallPolicy, inner: Role): void {
  const of = callOf(cluster, m)
  const state = stateOf(node)
  if (state.handedOn.has(of.name)) {
    inner.receive(cluster, node, m) // a second copy by the network
    return
  }
  const verdict = policy.guard < 0 ? GO : askToCall(cluster, node, policy.guard, of.name, true, of, m)
  if (verdict === WAITS) {
    cluster.keep()
    const { bulkhead } = configOf(node).guards[policy.guard]
    const waitUs = bulkhead?.maxWaitUs ?? 0
    state.waits.set(m, cluster.setTimer(node, waitUs, TIMER.waited, of.origin, of.count, of.path, m))
  } else if (verdict === GO) handOn(cluster, node, m, policy, inner)
  else mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, verdict)
}
function handOn(cluster: Cluster, node: ClusterNode, m: number, policy: CallPolicy, inner: Role): void {
  const { name, origin, count, path } = callOf(cluster, m)
  const us = policy.timeoutUs > 0 ? policy.timeoutUs : configOf(node).timeoutUs
  const attempt = attemptOf(cluster.queue.words[m * WORDS + W.attempt])
  const timer = cluster.startTimeout(node, cluster.timeoutLane(us), us, TIMER.unanswered, origin, count, path, attempt)
  stateOf(node).handedOn.set(name, { copy: cluster.copySlot(m), timer })
  inner.receive(cluster, node, m)
}

/** Told first, so that the place of what ended is free; handed back by the role; and then the next in line begins. */
function answered(cluster: Cluster, node: ClusterNode, m: number, inner: Role): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const of = callOf(cluster, m)
  const cause = words[w + W.a] === STATUS.ok ? CAUSE.none : words[w + W.b] || CAUSE.refused
  const next = settled(cluster, node, of, cause)
  inner.receive(cluster, node, m)
  beginNext(cluster, node, next, inner)
}
/** A call has ended: which guard's place is free for which ticket. */
function settled(cluster: Cluster, node: ClusterNode, of: CallOf & { name: number }, cause: number): Next {
  const { handedOn } = stateOf(node)
  const call = handedOn.get(of.name)
  if (!call) return NOBODY
  handedOn.delete(of.name)
  cluster.cancelTimer(call.timer)
  const { guard } = policyOf(cluster, node, call.copy)
  cluster.queue.release(call.copy)
  return guard < 0 ? NOBODY : { guard, ticket: callEnded(cluster, node, guard, of.name, cause, of) }
}
interface Next {
  guard: number
  ticket: number
}
const NOBODY: Next = { guard: -1, ticket: -1 }
function policyOf(cluster: Cluster, node: ClusterNode, slot: number): CallPolicy {
  return configOf(node).forwarding[cluster.queue.words[slot * WORDS + W.a]]
}

function beginNext(cluster: Cluster, node: ClusterNode, { guard, ticket }: Next, inner: Role): void {
  for (let m = ticket; m >= 0;) {
    const { waits } = stateOf(node)
    cluster.cancelTimer(waits.get(m) as number)
    waits.delete(m)
    const of = callOf(cluster, m)
    const verdict = beginAfterWait(cluster, node, guard, of.name, of)
    if (verdict === GO) handOn(cluster, node, m, policyOf(cluster, node, m), inner)
    else mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, verdict)
    if (cluster.queue.isRunning(m)) cluster.queue.release(m) // lost at once
    m = nextInLine(node, guard)
  }
}

/** A call's time is up: where the policy says so, whoever asked is told that its fate is unknown. */
function unanswered(cluster: Cluster, node: ClusterNode, timer: number, inner: Role): void {
  const words = cluster.queue.words
  const w = timer * WORDS
  const count = words[w + W.count]
  const name = callName(count, words[w + W.a])
  const call = stateOf(node).handedOn.get(name)
  if (!call) return
  const { timeoutUs } = policyOf(cluster, node, call.copy)
  if (timeoutUs > 0) {
    const copy = cluster.copySlot(call.copy)
    const op = words[copy * WORDS + W.a]
    const isEffect = op === OP.write || op === OP.transfer || op === OP.submit
    mark(cluster, cluster.reply(copy, TYPE.answer), isEffect ? STATUS.unknown : STATUS.failed, CAUSE.timeout)
    if (cluster.queue.isRunning(copy)) cluster.queue.release(copy)
  }
  const of = { name, origin: words[w + W.origin], count, path: words[w + W.path] }
  beginNext(cluster, node, settled(cluster, node, of, CAUSE.timeout), inner)
}
function waited(cluster: Cluster, node: ClusterNode, timer: number): void {
  const m = cluster.queue.words[timer * WORDS + W.a]
  const { waits } = stateOf(node)
  if (!waits.delete(m)) return
  stopWaiting(cluster, node, policyOf(cluster, node, m).guard, m, callOf(cluster, m))
  mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, CAUSE.bulkheadFull)
  if (cluster.queue.isRunning(m)) cluster.queue.release(m)
}
