/**
 * The trace of one operation, from its records: spans, critical path, parts and story, and the spans of background work that
 * it left behind, as plain data for the page and for exporters.
 */
import { OUTCOMES } from '../operationFacts'
import type { RecordRow } from '../recordRow'
import { PARTS, criticalPath, type Part, type Reason, type Segment } from './criticalPath'
import type { RoadFacts } from './lineage'
import { latestOf } from './latest'
import type { Meanwhile } from './meanwhile'
import { messagesOf } from './messages'
import { spansOf, type Span } from './spans'
import { storyOf, type Ended, type Story } from './story'

/** What a trace must know of the cluster. */
export interface Surveyed {
  roads: readonly RoadFacts[] // by link
  workers: readonly number[] // by node; 0: it takes up everything at once
}
export interface Step {
  part: Part
  reason: Reason
  node: number // −1: on a link
  link: number // −1: at a node
  type: string // of the message that travelled, queued, was served or was waited for; '' = none
  fromUs: number
  toUs: number
}
export interface Trace {
  /** [0] is the operation; a span's parent comes before it. */
  spans: Span[]
  /** From the intended send to the answer without a gap; until now, while it is open. */
  path: Step[]
  /** Microseconds; they sum to the operation's latency. */
  parts: Record<Part, number>
  story: Story | null
}

/** Of the records of an operation and its background work, in order. Null where its invocation is not among them. */
export function traceOf(
  records: readonly RecordRow[],
  meanwhile: Meanwhile,
  surveyed: Surveyed,
  untilUs: number,
): Trace | null {
  const families = new Map<string, RecordRow[]>()
  for (const record of records) {
    if (record.id === null) continue
    const name = `${record.id.origin}:${record.id.count}`
    const family = families.get(name)
    if (family) family.push(record)
    else families.set(name, [record])
  }
  let trace: Trace | null = null
  for (const family of families.values()) {
    const one = operationTrace(family, meanwhile, surveyed, untilUs)
    if (trace === null) trace = one
    else if (one !== null) joinCaused(trace, one, family)
  }
  return trace
}

function operationTrace(
  family: readonly RecordRow[],
  { synced, changes }: Meanwhile,
  { roads, workers }: Surveyed,
  untilUs: number,
): Trace | null {
  const invoked = family.find(({ kind }) => kind === 'invoke')
  if (!invoked?.id) return null
  const { origin: client, count } = invoked.id
  const returnedAt = family.findIndex(({ kind }) => kind === 'return')
  const ended = endedOf(family[returnedAt])
  const end = returnedAt < 0 ? { us: untilUs, at: Infinity } : { us: family[returnedAt].atUs, at: returnedAt }
  const operation = messagesOf(client, family, roads)
  const timedOut = TIMED_OUT.has(ended.cause) && ended.outcome !== 'ok'
  const segments = criticalPath(operation, { invokedUs: invoked.atUs, end, timedOut }, { workers, synced })
  const root: Span = {
    id: 0,
    parent: -1,
    cause: -1,
    client,
    count,
    name: 'operation',
    kind: 'client',
    type: '',
    node: client,
    link: -1,
    startUs: invoked.atUs,
    endUs: end.us,
    status: ended.outcome === 'ok' ? 'ok' : ended.outcome === 'open' ? 'unset' : 'error',
    critical: true,
    attributes: { outcome: ended.outcome, attempts: ended.attempts },
  }
  const parts = { network: 0, queueing: 0, service: 0, disk: 0, waiting: 0 }
  for (const { part, fromUs, toUs } of segments) parts[part] += toUs - fromUs
  return {
    spans: spansOf(operation, segments, root, untilUs),
    path: segments.map(stepOf),
    parts,
    story: storyOf(operation, segments, ended, changes),
  }
}

/** Deadline and timeout (OUTCOME_CAUSES): no answer ended it. */
const TIMED_OUT = new Set([1])
function endedOf(returned: RecordRow | undefined): Ended {
  if (!returned) return { outcome: 'open', cause: 0, flags: 0, attempts: 0 }
  const [outcome, cause, flags, attempts] = returned.detail
  return { outcome: OUTCOMES[outcome], cause, flags, attempts }
}
function stepOf({ part, reason, node, link, message, fromUs, toUs }: Segment): Step {
  return { part, reason, node, link, type: message?.type ?? '', fromUs, toUs }
}

/** Background work is a trace of its own, linked to the span of the node that did it. */
function joinCaused(trace: Trace, caused: Trace, family: readonly RecordRow[]): void {
  const record = family.find(({ kind }) => kind === 'caused')
  const first = trace.spans.length
  const [root] = caused.spans
  const doer = latestOf(
    trace.spans,
    ({ name, node, startUs }) =>
      name === 'visit' && node === root.node && record !== undefined && startUs <= record.atUs,
  )
  for (const span of caused.spans) {
    const shifted = (id: number): number => (id < 0 ? id : id + first)
    trace.spans.push({ ...span, id: shifted(span.id), parent: shifted(span.parent), cause: shifted(span.cause) })
  }
  trace.spans[first].cause = doer?.id ?? 0
  trace.spans[first].kind = 'consumer'
}

/** What the parts sum to. */
export function latencyOf(parts: Trace['parts']): number {
  return PARTS.reduce((sum, part) => sum + parts[part], 0)
}
