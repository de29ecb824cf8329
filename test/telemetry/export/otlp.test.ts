/**
 * What is exported is what OpenTelemetry's own transformer says: our objects have its types, and its serializer, given the same
 * spans and metrics through the SDK's interfaces, writes the same text.
 */
import { JsonMetricsSerializer, JsonTraceSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import type { IExportMetricsServiceRequest } from '@opentelemetry/otlp-transformer/build/src/metrics/internal-types'
import type { IExportTraceServiceRequest, ISpan } from '@opentelemetry/otlp-transformer/build/src/trace/internal-types'
import { describe, expect, it } from 'vitest'
import { instrumentsText } from '../../../src/lab/instruments'
import { presetOf } from '../../../src/scenarios/presets'
import type { Scenario } from '../../../src/scenarios/scenario'
import type { OtlpMetrics, OtlpTraces } from '../../../src/telemetry/export'

const scenario = presetOf('storefront') as Scenario
const commands = [{ atUs: 1_000_000, afterEvents: 0, command: { kind: 'kill', target: { node: 'shard-2b' } } as const }]
const text = instrumentsText({ scenario, seed: 3, forUs: 4_000_000, commands }, 'otlp')
const exported = JSON.parse(text) as OtlpTraces & OtlpMetrics
const traces: IExportTraceServiceRequest = { resourceSpans: exported.resourceSpans }
const metrics: IExportMetricsServiceRequest = { resourceMetrics: exported.resourceMetrics }
const spans = exported.resourceSpans.flatMap(({ resource, scopeSpans }) =>
  scopeSpans.flatMap((scoped) => scoped.spans.map((span) => ({ span, resource, scope: scoped.scope }))),
)
type Exported = (typeof spans)[number]

const hr = (nanos: string): [number, number] => [
  Number(BigInt(nanos) / 1_000_000_000n),
  Number(BigInt(nanos) % 1_000_000_000n),
]
const plain = (pairs: { key: string; value: object }[]): Record<string, string | number> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0] as string | number]))
const context = (traceId: string, spanId: string) => ({ traceId, spanId, traceFlags: 1 })
/** The SDK's view of one of our spans. */
function readable({ span, resource, scope }: Exported) {
  return {
    spanContext: () => context(span.traceId, span.spanId),
    ...(span.parentSpanId === undefined ? {} : { parentSpanContext: context(span.traceId, span.parentSpanId) }),
    name: span.name,
    kind: span.kind - 1,
    startTime: hr(span.startTimeUnixNano),
    endTime: hr(span.endTimeUnixNano),
    duration: [0, 0],
    ended: true,
    attributes: plain(span.attributes),
    events: [],
    links: span.links.map((link) => ({ context: context(link.traceId, link.spanId), attributes: {} })),
    status: span.status,
    resource: { attributes: plain(resource.attributes) },
    instrumentationScope: scope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  }
}
type Readable = Parameters<typeof JsonTraceSerializer.serializeRequest>[0]
const official = spans.map(readable) as unknown as Readable
const decoded = (bytes: Uint8Array | undefined): unknown => JSON.parse(new TextDecoder().decode(bytes))

/** Without the flags, which say only that the transformer's input was sampled. */
function bySpanId(request: IExportTraceServiceRequest): Map<string, ISpan> {
  const all = (request.resourceSpans ?? []).flatMap((r) => r.scopeSpans.flatMap((s) => s.spans ?? []))
  return new Map(
    all.map((span) => [
      `${span.traceId as string} ${span.spanId as string}`,
      { ...span, flags: 0, links: span.links.map((link) => ({ ...link, flags: 0 })) },
    ]),
  )
}

describe('OTLP traces', () => {
  it('are what the official serializer writes for the same spans', () => {
    const theirs = bySpanId(decoded(JsonTraceSerializer.serializeRequest(official)) as IExportTraceServiceRequest)
    const ours = bySpanId(traces)
    expect(ours.size).toBe(spans.length)
    expect(spans.length).toBeGreaterThan(1000)
    expect(ours).toEqual(theirs)
    expect(ProtobufTraceSerializer.serializeRequest(official)?.byteLength).toBeGreaterThan(100_000)
  })

  it('have ids in hex that name each span once, and times in nanoseconds', () => {
    for (const { span } of spans) {
      expect(span.traceId).toMatch(/^[0-9a-f]{32}$/)
      expect(span.spanId).toMatch(/^(?!0{16})[0-9a-f]{16}$/)
      expect(span.startTimeUnixNano).toMatch(/^\d{19}$/)
    }
  })

  it('nest: every parent is there and spans its children; what has none but the operation links to its cause', () => {
    const known = new Map(spans.map(({ span }) => [`${span.traceId} ${span.spanId}`, span]))
    let linked = 0
    for (const { span } of spans) {
      if (span.parentSpanId === undefined) {
        for (const link of span.links) expect(known.has(`${link.traceId} ${link.spanId}`)).toBe(true)
        if (span.links.length > 0) linked++
        else expect(span.kind).toBe(3)
        continue
      }
      const parent = known.get(`${span.traceId} ${span.parentSpanId}`)!
      expect(BigInt(span.startTimeUnixNano) >= BigInt(parent.startTimeUnixNano)).toBe(true)
      expect(BigInt(span.endTimeUnixNano) <= BigInt(parent.endTimeUnixNano)).toBe(true)
    }
    expect(linked).toBeGreaterThan(10)
  })

  it('sum: the parts of each operation come to its duration', () => {
    const roots = spans.filter(({ span }) => span.parentSpanId === undefined && span.links.length === 0)
    expect(roots.length).toBeGreaterThan(100)
    for (const { span } of roots) {
      const parts = Object.entries(plain(span.attributes)).filter(([key]) => key.startsWith('faultline.part.'))
      const us = Number(BigInt(span.endTimeUnixNano) - BigInt(span.startTimeUnixNano)) / 1000
      expect(parts.reduce((all, [, part]) => all + Number(part), 0)).toBe(us)
    }
  })
})

describe('OTLP metrics', () => {
  it('are what the official serializer writes for the same points', () => {
    const [{ resource, scopeMetrics }] = exported.resourceMetrics
    const [{ scope, metrics: ours }] = scopeMetrics
    const point = (p: {
      attributes: { key: string; value: object }[]
      startTimeUnixNano: string
      timeUnixNano: string
    }) => ({
      attributes: plain(p.attributes),
      startTime: hr(p.startTimeUnixNano),
      endTime: hr(p.timeUnixNano),
    })
    const sdk = ours.map(({ name, description, unit, gauge, sum, histogram }) => ({
      descriptor: { name, description, unit, valueType: 1, advice: {} },
      aggregationTemporality: 1, // cumulative, as the SDK counts
      ...(histogram
        ? {
            dataPointType: 0,
            dataPoints: histogram.dataPoints.map((p) => ({
              ...point(p),
              value: { count: p.count, sum: p.sum, buckets: { boundaries: p.explicitBounds, counts: p.bucketCounts } },
            })),
          }
        : gauge
          ? { dataPointType: 2, dataPoints: gauge.dataPoints.map((p) => ({ ...point(p), value: p.asDouble })) }
          : {
              dataPointType: 3,
              isMonotonic: true,
              dataPoints: sum!.dataPoints.map((p) => ({ ...point(p), value: p.asDouble })),
            }),
    }))
    const given = {
      resource: { attributes: plain(resource.attributes) },
      scopeMetrics: [{ scope, metrics: sdk }],
    } as unknown as Parameters<typeof JsonMetricsSerializer.serializeRequest>[0]
    expect(decoded(JsonMetricsSerializer.serializeRequest(given))).toEqual(metrics)
  })

  it('have a count for every bucket and one beyond', () => {
    const histograms = exported.resourceMetrics[0].scopeMetrics[0].metrics.flatMap(
      ({ histogram }) => histogram?.dataPoints ?? [],
    )
    expect(histograms.length).toBeGreaterThan(5)
    for (const { bucketCounts, explicitBounds, count } of histograms) {
      expect(bucketCounts).toHaveLength(explicitBounds.length + 1)
      expect(bucketCounts.reduce((a, b) => a + b)).toBe(count)
    }
  })
})

it('the same run exports the same text', () => {
  expect(instrumentsText({ scenario, seed: 3, forUs: 4_000_000, commands }, 'otlp')).toBe(text)
})
