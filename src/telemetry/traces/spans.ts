/**
 * An operation as a tree of spans, in OpenTelemetry's terms: a call is a client span at its caller, what the callee does about
 * it a server span below, and on the way and there its network, queueing, service and waiting. A span lies within its parent;
 * one that does not (an answer that nobody waited for any more, a job) has no parent and a link to what caused it.
 */
import { DROP_REASONS, OUTCOME_CAUSES, SHED_REASONS } from '../../cluster/journal'
import { expectsAnswer, hasPassedOn, leftQueue, type Segment } from './criticalPath'
import { isPast, type Instant, type Message, type OperationMessages, type PolicyAct, type Visit } from './messages'

export type SpanName =
  'operation' | 'call' | 'visit' | 'network' | 'queueing' | 'service' | 'disk' | 'waiting' | 'policy'
export type SpanKind = 'internal' | 'client' | 'server' | 'producer' | 'consumer'
export interface Span {
  id: number
  parent: number // −1: none
  cause: number // the span that it is linked to where it has no parent, −1: none
  client: number // the operation that it belongs to
  count: number
  name: SpanName
  kind: SpanKind
  type: string // message type, '' = none
  node: number // −1: on a link
  link: number // −1: at a node
  startUs: number
  endUs: number
  status: 'unset' | 'ok' | 'error'
  critical: boolean // some of it lies on the critical path
  /** Codes with values, e.g. attempt 2, fate dropped, reason cut, hit 1, depth 12. */
  attributes: Record<string, string | number>
}

interface Tree {
  spans: Span[]
  of: Map<Message | Visit, number> // spans of calls and visits
  leaves: Map<Message, Partial<Record<SpanName, number>>>
}

export function spansOf(
  { root, messages, acts }: OperationMessages,
  path: readonly Segment[],
  operation: Span,
  untilUs: number,
): Span[] {
  const tree: Tree = { spans: [operation], of: new Map([[root, 0]]), leaves: new Map() }
  const until = { us: untilUs, at: Infinity }
  for (const message of messages) if (message.answers === null) addCall(tree, message, operation, until)
  for (const message of messages) if (message.answers !== null) addWordBack(tree, message, until)
  addWaits(tree, path)
  for (const act of acts) addAct(tree, act)
  for (const { message, part } of path) {
    const leaf = message === null ? undefined : tree.leaves.get(message)?.[part]
    if (leaf !== undefined) mark(tree.spans, leaf)
  }
  return loosened(tree.spans)
}

/** The first word back of a call; a reply rather than anything else. */
export function answerOf(call: Message): Message | null {
  const words = (call.begins?.calls ?? []).filter((m) => m.answers === call && !m.isCopy)
  return words.find((m) => m.type !== 'shardMap') ?? words.at(0) ?? null
}
/** How many calls of this kind the visit made before this one and at another moment, +1. */
export function attemptOf(call: Message): number {
  const earlier = call.visit.calls.filter((c) => c.type === call.type && c.sent.us < call.sent.us && !c.isCopy)
  return new Set(earlier.map((c) => c.sent.us)).size + 1
}

function addCall(tree: Tree, call: Message, { client, count, status: ended }: Span, until: Instant): void {
  const expects = expectsAnswer(call)
  const answer = answerOf(call)
  const lastUs = lastUnder(call, until)
  const endUs = answer && answer.fate === 'delivered' ? answer.ended.us : lastUs
  const attempt = attemptOf(call)
  const id = push(tree, {
    parent: tree.of.get(call.visit) ?? 0,
    client,
    count,
    name: 'call',
    kind: expects ? 'client' : 'producer',
    type: call.type,
    node: call.from,
    link: call.link,
    startUs: call.sent.us,
    endUs,
    status: !expects
      ? 'unset'
      : answer?.fate === 'delivered'
        ? 'ok'
        : isLost(call) || ended !== 'unset'
          ? 'error'
          : 'unset',
    attributes: {
      peer: call.to,
      ...(attempt > 1 ? { attempt } : {}),
      ...(call.isCopy ? { copy: 1 } : {}),
      ...cacheHit(call),
    },
  })
  tree.of.set(call, id)
  addWay(tree, call, id, until)
  if (call.begins === null) return
  const visit = push(tree, {
    ...tree.spans[id],
    parent: id,
    name: 'visit',
    kind: expects ? 'server' : 'consumer',
    node: call.to,
    link: -1,
    startUs: call.ended.us,
    endUs: answer ? answer.sent.us : Math.max(call.ended.us, lastUs),
    status: isPast(call.refused) || isPast(call.abandoned) ? 'error' : 'unset',
    attributes: {
      ...(isPast(call.refused) ? { fate: 'refused', reason: SHED_REASONS[call.why], depth: call.depth } : {}),
      ...(isPast(call.abandoned) ? { fate: 'abandoned' } : {}),
    },
  })
  tree.of.set(call.begins, visit)
  addWork(tree, call, visit, until)
}
function addWordBack(tree: Tree, message: Message, until: Instant): void {
  addWay(tree, message, tree.of.get(message.answers as Message) ?? 0, until)
}

function addWay(tree: Tree, message: Message, parent: number, until: Instant): void {
  const dropped = message.fate === 'dropped'
  const { client, count } = tree.spans[parent]
  const way = push(tree, {
    parent,
    client,
    count,
    name: 'network',
    kind: 'internal',
    type: message.type,
    node: -1,
    link: message.link,
    startUs: message.sent.us,
    endUs: isPast(message.ended) ? message.ended.us : until.us,
    status: dropped ? 'error' : 'unset',
    attributes: {
      ...(dropped ? { fate: 'dropped', reason: DROP_REASONS[message.reason] } : {}),
      ...(message.held ? { held: 1 } : {}),
    },
  })
  tree.leaves.set(message, { network: way })
}
function addWork(tree: Tree, m: Message, parent: number, until: Instant): void {
  const { client, count } = tree.spans[parent]
  const leaf = (name: SpanName, from: Instant, to: Instant, attributes: Span['attributes']): void => {
    const endUs = isPast(to) ? to.us : until.us
    const id = push(tree, {
      parent,
      client,
      count,
      name,
      kind: 'internal',
      type: m.type,
      node: m.to,
      link: -1,
      startUs: from.us,
      endUs,
      status: 'unset',
      attributes,
    })
    tree.leaves.set(m, { ...tree.leaves.get(m), [name]: id })
  }
  const looked = first(first(m.queued, m.started), first(m.refused, m.abandoned))
  if (isPast(looked) && looked.us > m.ended.us) leaf('waiting', m.ended, looked, { reason: 'stalled' })
  if (isPast(m.queued)) leaf('queueing', m.queued, leftQueue(m), { depth: m.depth })
  if (isPast(m.started) && !hasPassedOn(m, Infinity)) leaf('service', m.started, first(m.finished, m.abandoned), {})
}

/** A moment: a rejection by a breaker, a hedge, a fallback. What was sent at a hedge says so. */
function addAct(tree: Tree, { event, cause, called, when, visit }: PolicyAct): void {
  const parent = tree.of.get(visit) ?? 0
  const { client, count } = tree.spans[parent]
  push(tree, {
    parent,
    client,
    count,
    name: 'policy',
    kind: 'internal',
    type: '',
    node: visit.node,
    link: -1,
    startUs: when.us,
    endUs: when.us,
    status: event === 'rejected' || event === 'retryRejected' ? 'error' : 'unset',
    attributes: {
      event,
      ...(cause > 0 ? { cause: OUTCOME_CAUSES[cause] } : {}),
      ...(called >= 0 ? { peer: called } : {}),
    },
  })
  if (event !== 'hedged') return
  const second = visit.calls.find((call) => call.sent.us === when.us && (called < 0 || call.to === called))
  const at = second === undefined ? undefined : tree.of.get(second)
  if (at !== undefined) tree.spans[at].attributes.hedge = 1
}

/** Waiting for a word back, a timer or a disk shows only on the critical path, and stands with who waited. */
function addWaits(tree: Tree, path: readonly Segment[]): void {
  for (const { part, reason, visit, within, node, message, fromUs, toUs } of path) {
    if ((part !== 'waiting' && part !== 'disk') || visit === null || reason === 'stalled') continue
    const parent = tree.of.get(visit) ?? 0
    const { client, count } = tree.spans[parent]
    const until = within === null ? parent : (tree.of.get(within) ?? 0)
    for (let id = parent; id > 0 && id !== until; id = tree.spans[id].parent)
      tree.spans[id].endUs = Math.max(tree.spans[id].endUs, toUs)
    const of = message === null ? {} : { of: message.to }
    const attributes = reason === 'none' ? {} : { reason, ...of }
    push(tree, {
      parent,
      client,
      count,
      name: part,
      kind: 'internal',
      type: message?.type ?? '',
      node,
      link: -1,
      startUs: fromUs,
      endUs: toUs,
      status: 'unset',
      attributes,
      critical: true,
    })
  }
}

/** When the last thing happened that a call led to. */
function lastUnder(call: Message, until: Instant): number {
  let last = call.sent.us
  const see = (m: Message): void => {
    const steps = [m.ended, m.queued, m.started, m.finished, m.refused, m.abandoned]
    for (const step of steps) if (isPast(step)) last = Math.max(last, step.us)
    const isOpen =
      !isPast(m.ended) ||
      (isPast(m.queued) && !isPast(leftQueue(m))) ||
      (isPast(m.started) && !isPast(first(m.finished, m.abandoned)) && !hasPassedOn(m, Infinity))
    if (isOpen) last = until.us
    for (const next of m.begins?.calls ?? []) see(next)
  }
  see(call)
  return last
}
/** A cache was asked: whether nobody else had to be. */
function cacheHit(call: Message): Span['attributes'] {
  const answer = call.type === 'cacheGet' ? answerOf(call) : null
  if (answer?.fate !== 'delivered') return {}
  return { hit: call.visit.calls.some((c) => c.cause === answer && c.type === 'recommend') ? 0 : 1 }
}

function push(tree: Tree, span: Omit<Span, 'id' | 'cause' | 'critical'> & { critical?: boolean }): number {
  const id = tree.spans.length
  tree.spans.push({ critical: false, ...span, id, cause: -1 })
  return id
}
function mark(spans: Span[], at: number): void {
  for (let i = at; i >= 0; i = spans[i].parent) spans[i].critical = true
}
/** What does not lie within its parent is linked to it. */
function loosened(spans: Span[]): Span[] {
  for (const span of spans) {
    const parent = span.parent < 0 ? null : spans[span.parent]
    if (parent === null || (span.startUs >= parent.startUs && span.endUs <= parent.endUs)) continue
    span.cause = span.parent
    span.parent = -1
  }
  return spans
}
function isLost({ fate, refused, abandoned }: Message): boolean {
  return fate === 'dropped' || isPast(refused) || isPast(abandoned)
}
function first(a: Instant, b: Instant): Instant {
  return b.at < a.at ? b : a
}
