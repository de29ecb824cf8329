/**
 * Policies before a role that hands requests on (a balancer, a queue that pushes): the role itself knows nothing of them. What
 * may not pass is answered at once; what waits for a place in the bulkhead is kept, as a proxy does whose connections are all in use
 * (HAProxy's maxconn); what is not answered in time is answered for.
 */
import type { Cluster, ClusterNode, Role } from '../../cluster'
import { CAUSE, F, OP, STATUS, TYPE, W, asCopy, attemptOf, besides, mark, withoutCopy } from '../../cluster'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import { GO, WAITS, askToCall, beginAfterWait, callEnded, callName, nextInLine, stopWaiting } from './call'
import { commandBreakers } from './guardBreaker'
import type { CallingState } from './guards'
import { newGuards } from './guards'
import type { CallOf, CallPolicy, CallingConfig } from './policy'
import { hedgeAfter, mayHedge, startHedge } from './hedge'
import type { LatencyState } from './latency'
import { learnAnswer, noLatency } from './latency'
import { mayTryAgain } from './retry'
import { operationWord } from './words'

export interface ForwardingConfig extends CallingConfig {
  forwarding: readonly CallPolicy[] // by OP
  timeoutUs: number // the role's own: what is not answered by then no longer counts
}
interface HandedOn {
  copy: number // the request as it came
  timer: number
  hedge: number // timer of the next copy, −1: none
  to: number // the node that has the first copy
  sinceUs: number // when it was handed on
  sent: number // copies
  open: number // of them not answered
}
interface ForwardingState extends CallingState {
  handedOn: Map<number, HandedOn> // by call, however many copies it has: guards count calls
  waits: Map<number, number> // message slot → its timer
  latency: LatencyState // of calls that were answered well
}
const TIMER = { unanswered: 101, waited: 102, hedge: 103 } as const // beside the role's own
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
      else if (kind === TIMER.hedge) hedged(cluster, node, timer, inner)
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
    latency: noLatency(),
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
  } else if (verdict === GO) beginNext(cluster, node, handOn(cluster, node, m, policy, inner), inner)
  else mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, verdict)
}
/** What the role answers by itself (nobody may have it) has ended: whose place is free then. */
function handOn(cluster: Cluster, node: ClusterNode, m: number, policy: CallPolicy, inner: Role): Next {
  const of = callOf(cluster, m)
  const { name, origin, count, path } = of
  const us = policy.timeoutUs > 0 ? policy.timeoutUs : configOf(node).timeoutUs
  const attempt = attemptOf(cluster.queue.words[m * WORDS + W.attempt])
  const timer = cluster.startTimeout(node, cluster.timeoutLane(us), us, TIMER.unanswered, origin, count, path, attempt)
  const call: HandedOn = {
    copy: cluster.copySlot(m),
    timer,
    hedge: -1,
    to: -1,
    sinceUs: cluster.nowUs,
    sent: 1,
    open: 1,
  }
  stateOf(node).handedOn.set(name, call)
  inner.receive(cluster, node, m)
  const { words } = cluster.queue
  const w = m * WORDS
  if (words[w + W.type] === TYPE.answer) return settled(cluster, node, of, words[w + W.b] || CAUSE.refused)
  call.to = words[w + W.to]
  waitToHedge(cluster, node, call, policy)
  return NOBODY
}
function waitToHedge(cluster: Cluster, node: ClusterNode, call: HandedOn, policy: CallPolicy): void {
  if (!mayHedge(cluster, policy)) return
  const { words, floats } = cluster.queue
  const w = call.copy * WORDS
  const of = callOf(cluster, call.copy)
  const attempt = attemptOf(words[w + W.attempt])
  const waiting = {
    called: call.to,
    operation: operationWord(words[w + W.a]),
    sent: call.sent,
    tries: attempt,
    deadlineAtUs: floats[call.copy * FLOATS + F.deadlineUs],
    latency: stateOf(node).latency,
  }
  const us = hedgeAfter(cluster, node, policy, waiting, of)
  if (us >= 0) call.hedge = startHedge(cluster, node, policy, us, TIMER.hedge, of, attempt)
}
/** No answer yet: another instance is asked the same, where there is one, and the first answer counts (Dean and Barroso, CACM 2013). */
function hedged(cluster: Cluster, node: ClusterNode, timer: number, inner: Role): void {
  const t = timer * WORDS
  const call = stateOf(node).handedOn.get(callName(cluster.queue.words[t + W.count], cluster.queue.words[t + W.a]))
  if (!call) return
  call.hedge = -1
  const policy = policyOf(cluster, node, call.copy)
  const of = callOf(cluster, call.copy)
  if (!mayTryAgain(cluster, node, policy, 0, Infinity, of)) return
  const copy = cluster.copySlot(call.copy)
  const { words } = cluster.queue
  const w = copy * WORDS
  words[w + W.attempt] = asCopy(words[w + W.attempt], call.sent) | besides(call.to, policy.hedge?.tied ?? false)
  inner.receive(cluster, node, copy)
  if (words[w + W.from] === node.index) {
    call.sent++
    call.open++
    cluster.recordCall(node, 'hedged', CAUSE.none, of.origin, of.count, words[w + W.to], policy.guard)
    waitToHedge(cluster, node, call, policy)
  }
  if (cluster.queue.isRunning(copy)) cluster.queue.release(copy) // nobody may have it, or lost at once
}

/** Told first, so that the place of what ended is free; handed back by the role; and then the next in line begins. */
function answered(cluster: Cluster, node: ClusterNode, m: number, inner: Role): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const of = callOf(cluster, m)
  const isOk = words[w + W.a] === STATUS.ok
  const call = stateOf(node).handedOn.get(of.name)
  if (call ? !isOk && --call.open > 0 : withoutCopy(words[w + W.attempt]) !== words[w + W.attempt]) {
    words[w + W.via] = 0 // the role is told, and nobody else
    inner.receive(cluster, node, m)
    return
  }
  if (call && isOk) learnAnswer(stateOf(node).latency, cluster.nowUs - call.sinceUs)
  const next = settled(cluster, node, of, isOk ? CAUSE.none : words[w + W.b] || CAUSE.refused)
  inner.receive(cluster, node, m)
  words[w + W.attempt] = withoutCopy(words[w + W.attempt])
  beginNext(cluster, node, next, inner)
}
/** A call has ended: which guard's place is free for which ticket. */
function settled(cluster: Cluster, node: ClusterNode, of: CallOf & { name: number }, cause: number): Next {
  const { handedOn } = stateOf(node)
  const call = handedOn.get(of.name)
  if (!call) return NOBODY
  handedOn.delete(of.name)
  cluster.cancelTimer(call.timer)
  if (call.hedge >= 0) cluster.cancelTimer(call.hedge)
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
    const next = verdict === GO ? handOn(cluster, node, m, policyOf(cluster, node, m), inner) : NOBODY
    if (verdict !== GO) mark(cluster, cluster.reply(m, TYPE.answer), STATUS.failed, verdict)
    if (cluster.queue.isRunning(m)) cluster.queue.release(m) // lost at once
    m = next.ticket >= 0 ? next.ticket : nextInLine(node, guard)
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
