/** Metrics as an OTLP ExportMetricsServiceRequest: cumulative sums, gauges, and histograms with explicit bounds. */
import type { HistogramPoint, Metric, NumberPoint } from './metric'
import { attributesOf, nanosOf, resourceOf, type KeyValue, type Resource, type Scope } from './otlp'

interface OtlpNumber {
  attributes: KeyValue[]
  startTimeUnixNano: string
  timeUnixNano: string
  asDouble: number
}
interface OtlpHistogram {
  attributes: KeyValue[]
  startTimeUnixNano: string
  timeUnixNano: string
  count: number
  sum: number
  bucketCounts: number[]
  explicitBounds: number[]
}
interface OtlpMetric {
  name: string
  description: string
  unit: string
  gauge?: { dataPoints: OtlpNumber[] }
  sum?: { dataPoints: OtlpNumber[]; aggregationTemporality: number; isMonotonic: boolean }
  histogram?: { dataPoints: OtlpHistogram[]; aggregationTemporality: number }
}
export interface OtlpMetrics {
  resourceMetrics: { resource: Resource; scopeMetrics: { scope: Scope; metrics: OtlpMetric[] }[] }[]
}

const CUMULATIVE = 2

/** `nowUs`: when they were read, virtual microseconds. */
export function otlpMetrics(
  metrics: readonly Metric[],
  nowUs: number,
  names: { scenario: string; seed: number; version: string },
): OtlpMetrics {
  const scope = { name: 'faultline', version: names.version }
  const resource = resourceOf('faultline', names.scenario, names.scenario, names.seed)
  return {
    resourceMetrics: [
      { resource, scopeMetrics: [{ scope, metrics: metrics.map((metric) => otlpMetric(metric, nowUs)) }] },
    ],
  }
}

function otlpMetric(metric: Metric, nowUs: number): OtlpMetric {
  const family = { name: metric.name, description: metric.help, unit: metric.unit }
  const times = { startTimeUnixNano: nanosOf(0), timeUnixNano: nanosOf(nowUs) }
  const number = ({ labels, value }: NumberPoint): OtlpNumber => ({
    attributes: attributesOf(labels),
    ...times,
    asDouble: value,
  })
  const histogram = ({ labels, bounds, counts, sum, count }: HistogramPoint): OtlpHistogram => ({
    attributes: attributesOf(labels),
    ...times,
    count,
    sum,
    bucketCounts: [...counts],
    explicitBounds: [...bounds],
  })
  if (metric.kind === 'histogram')
    return { ...family, histogram: { dataPoints: metric.points.map(histogram), aggregationTemporality: CUMULATIVE } }
  const dataPoints = metric.points.map(number)
  if (metric.kind === 'gauge') return { ...family, gauge: { dataPoints } }
  return { ...family, sum: { dataPoints, aggregationTemporality: CUMULATIVE, isMonotonic: true } }
}
