/**
 * Traces as an OTLP ExportTraceServiceRequest: a resource for each service instance, a span for each of ours. The ids follow from
 * seed, operation and span, so that the same run exports the same text. What is not nested in ours has no parent there, and a
 * link to what caused it; background work is a trace of its own.
 */
import { extendPath } from '../../cluster/layout'
import type { Span } from '../traces/spans'
import type { Trace } from '../traces/trace'
import { attributesOf, nanosOf, resourceOf, type KeyValue, type Resource, type Scope } from './otlp'

interface OtlpLink {
  traceId: string
  spanId: string
  attributes: KeyValue[]
  droppedAttributesCount: number
}
interface OtlpSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: KeyValue[]
  droppedAttributesCount: number
  events: never[]
  droppedEventsCount: number
  links: OtlpLink[]
  droppedLinksCount: number
  status: { code: number }
}
export interface OtlpTraces {
  resourceSpans: { resource: Resource; scopeSpans: { scope: Scope; spans: OtlpSpan[] }[] }[]
}
/** What spans' numbers stand for. */
export interface Names {
  scenario: string
  seed: number
  nodes: readonly { id: string; group: string }[]
  links: readonly { from: number; to: number }[]
  version: string
}
/** A trace, and the name of its operation, e.g. "checkout write". */
export interface NamedTrace {
  name: string
  tenant: string // '' where users are not told apart
  trace: Trace
}

const KINDS: Record<Span['kind'], number> = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 }
const STATUS: Record<Span['status'], number> = { unset: 0, ok: 1, error: 2 }

export function otlpTraces(traces: readonly NamedTrace[], names: Names): OtlpTraces {
  const byNode = new Map<number, OtlpSpan[]>()
  for (const named of traces) {
    for (const span of named.trace.spans) {
      const node = span.node >= 0 ? span.node : names.links[span.link].from
      const spans = byNode.get(node) ?? []
      byNode.set(node, spans)
      spans.push(otlpSpan(span, named, names))
    }
  }
  const scope = { name: 'faultline', version: names.version }
  return {
    resourceSpans: [...byNode].map(([node, spans]) => ({
      resource: resourceOf(names.nodes[node].group, names.nodes[node].id, names.scenario, names.seed),
      scopeSpans: [{ scope, spans }],
    })),
  }
}

function otlpSpan(span: Span, { name, tenant, trace }: NamedTrace, names: Names): OtlpSpan {
  const cause = span.cause >= 0 ? trace.spans[span.cause] : null
  return {
    traceId: traceId(span, names.seed),
    spanId: spanId(span),
    ...(span.parent >= 0 ? { parentSpanId: spanId(trace.spans[span.parent]) } : {}),
    name: span.name === 'operation' ? name : [span.name, span.type].filter(Boolean).join(' '),
    kind: KINDS[span.kind],
    startTimeUnixNano: nanosOf(span.startUs),
    endTimeUnixNano: nanosOf(span.endUs),
    attributes: attributesOf({
      ...attributes(span, trace, names),
      ...(tenant && span.id === 0 ? { 'faultline.tenant': tenant } : {}),
    }),
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    links:
      cause === null
        ? []
        : [{ traceId: traceId(cause, names.seed), spanId: spanId(cause), attributes: [], droppedAttributesCount: 0 }],
    droppedLinksCount: 0,
    status: { code: STATUS[span.status] },
  }
}

function attributes(span: Span, trace: Trace, { nodes }: Names): Record<string, string | number> {
  const told: Record<string, string | number> = { 'faultline.critical': span.critical ? 1 : 0 }
  for (const [code, value] of Object.entries(span.attributes)) {
    const isNode = code === 'peer' || code === 'of'
    told[code === 'peer' ? 'peer.service' : `faultline.${code}`] = isNode ? nodes[Number(value)].group : value
  }
  if (span.id !== 0) return told
  for (const [part, us] of Object.entries(trace.parts)) told[`faultline.part.${part}_us`] = us
  if (trace.story) told['faultline.story'] = trace.story.code
  return told
}

/** 16 bytes: the seed mixed, the client, the operation's count. */
function traceId({ client, count }: Span, seed: number): string {
  return hex(extendPath(seed | 0, Math.floor(seed / 4294967296), 1), 8) + hex(client, 8) + hex(count, 16)
}
/** 8 bytes, unique in its trace and never zero. */
function spanId({ client, count, id }: Span): string {
  return hex(extendPath(client, count, 1), 8) + hex(id + 1, 8)
}
function hex(value: number, digits: number): string {
  const positive = value < 0 ? value + 4294967296 : value
  return positive.toString(16).padStart(digits, '0')
}
