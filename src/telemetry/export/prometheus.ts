/**
 * Metrics in Prometheus' text exposition format, version 0.0.4 (prometheus.io/docs/instrumenting/exposition_formats): HELP and
 * TYPE before each family, label values escaped, buckets of a histogram cumulative up to +Inf.
 */
import type { HistogramPoint, Labels, Metric } from './metric'

export function prometheusText(metrics: readonly Metric[]): string {
  return metrics.map(familyText).join('')
}

function familyText(metric: Metric): string {
  const { name, help, kind } = metric
  const lines = [`# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`, `# TYPE ${name} ${kind}`]
  if (metric.kind === 'histogram') for (const point of metric.points) lines.push(...histogramLines(name, point))
  else for (const { labels, value } of metric.points) lines.push(sample(name, labels, value))
  return `${lines.join('\n')}\n`
}

function histogramLines(name: string, { labels, bounds, counts, sum, count }: HistogramPoint): string[] {
  let below = 0
  const buckets = counts.map((n, i) => {
    below += n
    return sample(`${name}_bucket`, { ...labels, le: i < bounds.length ? String(bounds[i]) : '+Inf' }, below)
  })
  return [...buckets, sample(`${name}_sum`, labels, sum), sample(`${name}_count`, labels, count)]
}

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
  return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${number(value)}`
}
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
function number(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return String(value)
}
