/**
 * What a run's exported metrics say: RED and saturation of the whole run (telemetry/red, where their definitions stand) as families of
 * points, per instance of a service and per journey and tenant; with what callers' policies did and what was lost on the way.
 */
import { CALL_EVENTS, DROP_REASONS, KIND, OUTCOME_CAUSES, SHED_REASONS, STRIDE } from '../../cluster/journal'
import type { OperationFigures } from '../red/operationRed'
import type { NodeFigures, RedCut } from '../red/red'
import { histogramPoint, type HistogramPoint, type Labels, type Metric, type NumberPoint } from './metric'

/** The run that the metrics are about. */
export interface Instances {
  nodes: readonly { id: string; group: string; workers: number }[]
  links: readonly { from: number; to: number }[]
  journeys: readonly string[]
  tenants: readonly string[] // none where users are not told apart
}

/** Counts what no cut tells: calls that a policy decided, and messages lost. */
export class RunCounts {
  readonly calls = new Map<string, NumberPoint>()
  readonly drops = new Map<string, NumberPoint>()

  constructor(private readonly instances: Instances) {}

  fold(words: Int32Array, records: number): void {
    const { nodes, links } = this.instances
    for (let at = 0, end = records * STRIDE; at < end; at += STRIDE) {
      const kind = words[at] & 255
      const detail = words[at] >>> 8
      if (kind === KIND.CALL) {
        const event = CALL_EVENTS[detail & 255]
        const peer = (nodes[words[at + 4]] as { group: string } | undefined)?.group ?? ''
        const cause = OUTCOME_CAUSES[detail >>> 8]
        count(this.calls, { ...serviceOf(nodes[words[at + 1]]), peer, event, cause })
      } else if (kind === KIND.DROPPED) {
        const { from, to } = links[words[at + 1]]
        count(this.drops, { from: nodes[from].id, to: nodes[to].id, reason: DROP_REASONS[detail >>> 8] })
      }
    }
  }
}
function count(points: Map<string, NumberPoint>, labels: Labels): void {
  const name = Object.values(labels).join(' ')
  const known = points.get(name)
  if (known) known.value++
  else points.set(name, { labels, value: 1 })
}
function serviceOf({ group, id }: { group: string; id: string }): Labels {
  return { service: group, instance: id }
}

/** All families that have points, of a whole run as one cut. */
export function runMetrics(cut: RedCut, counts: RunCounts, instances: Instances): Metric[] {
  const seconds = (cut.toUs - cut.fromUs) / 1e6
  return [
    ...serviceMetrics(cut.nodes, instances, seconds),
    counter('faultline_calls_policy_total', 'What callers’ own policies did to calls.', '{call}', [
      ...counts.calls.values(),
    ]),
    counter('faultline_messages_dropped_total', 'Messages that were lost, by link and reason.', '{message}', [
      ...counts.drops.values(),
    ]),
    ...operationMetrics(cut.operations, instances),
  ].filter(({ points }) => points.length > 0)
}

function serviceMetrics(figures: readonly NodeFigures[], { nodes }: Instances, seconds: number): Metric[] {
  const working = nodes.flatMap((node, n) =>
    node.workers > 0 || figures[n].arrivals > 0 ? [{ ...node, ...figures[n], labels: serviceOf(node) }] : [],
  )
  type Working = (typeof working)[number]
  const of = (value: (node: Working) => number): NumberPoint[] =>
    working.map((node) => ({ labels: node.labels, value: value(node) }))
  const perRun = (us: number): number => (seconds > 0 ? us / 1e6 / seconds : 0)
  const errors = working.flatMap(({ labels, turnedAway, errors, abandoned }) => [
    ...byCause(labels, SHED_REASONS, turnedAway, 'turned away'),
    ...byCause(labels, OUTCOME_CAUSES, errors, 'answered'),
    ...byCause(labels, ['crashed'], [abandoned], 'lost'),
  ])
  return [
    counter(
      'faultline_requests_total',
      'Requests that came to an instance.',
      '{request}',
      of((n) => n.arrivals),
    ),
    counter(
      'faultline_request_errors_total',
      'Requests that an instance turned away, lost, or answered with an error of its own, by cause.',
      '{request}',
      errors,
    ),
    histogram(
      'faultline_request_duration_seconds',
      'From a request’s coming to an instance to its answer; of work that owes none, to its end.',
      working.flatMap(({ labels, durations }) => (durations.count > 0 ? [histogramPoint(labels, durations)] : [])),
    ),
    gauge(
      'faultline_workers',
      'Requests that an instance serves at once.',
      '{worker}',
      of((n) => n.workers),
    ),
    counter(
      'faultline_workers_busy_seconds_total',
      'Time that workers were busy, added up.',
      's',
      of((n) => n.busyUs / 1e6),
    ),
    gauge(
      'faultline_utilisation_ratio',
      'Share of its workers that was busy, over the whole run.',
      '1',
      of((n) => (n.workers > 0 ? perRun(n.busyUs) / n.workers : 0)),
    ),
    gauge(
      'faultline_queue_depth_mean',
      'Requests waiting, on average over the whole run.',
      '{request}',
      of((n) => perRun(n.queueUs)),
    ),
    counter(
      'faultline_queue_wait_seconds_total',
      'Time that requests waited in the queue, added up.',
      's',
      of((n) => n.waitsUs / 1e6),
    ),
  ]
}
function byCause(labels: Labels, causes: readonly string[], counts: readonly number[], how: string): NumberPoint[] {
  return counts.flatMap((value, c) => (value > 0 ? [{ labels: { ...labels, how, cause: causes[c] }, value }] : []))
}

function operationMetrics(byTenant: readonly OperationFigures[][], { journeys, tenants }: Instances): Metric[] {
  const rows = byTenant.flatMap((figures, t) =>
    figures.map((row, j) => {
      const labels: Labels = { journey: journeys[j], ...(tenants.length > 0 ? { tenant: tenants[t] } : {}) }
      return { ...row, labels }
    }),
  )
  const of = (value: (row: (typeof rows)[number]) => number): NumberPoint[] =>
    rows.flatMap((row) => (value(row) > 0 ? [{ labels: row.labels, value: value(row) }] : []))
  const unknowns = (row: OperationFigures): number[] => row.causes.map((n, cause) => n - row.failures[cause])
  const ended = rows.flatMap((row) => [
    ...byOutcome(row.labels, 'ok', ['none'], [row.ok + row.late]),
    ...byOutcome(row.labels, 'fail', OUTCOME_CAUSES, row.failures),
    ...byOutcome(row.labels, 'info', OUTCOME_CAUSES, unknowns(row)),
  ])
  return [
    counter(
      'faultline_operations_total',
      'Operations of a journey that ended, by outcome and cause.',
      '{operation}',
      ended,
    ),
    counter(
      'faultline_operations_late_total',
      'Operations answered after their deadline.',
      '{operation}',
      of((r) => r.late),
    ),
    counter(
      'faultline_operations_degraded_total',
      'Operations answered with something missing or old.',
      '{operation}',
      of((r) => r.degraded),
    ),
    counter(
      'faultline_reads_stale_total',
      'Reads whose answer missed a write acknowledged before.',
      '{operation}',
      of((r) => r.stale),
    ),
    histogram(
      'faultline_operation_duration_seconds',
      'From the intended send of an operation to its answer, of those answered.',
      rows.flatMap(({ labels, durations }) => (durations.count > 0 ? [histogramPoint(labels, durations)] : [])),
    ),
  ]
}
function byOutcome(
  labels: Labels,
  outcome: string,
  causes: readonly string[],
  counts: readonly number[],
): NumberPoint[] {
  return counts.flatMap((value, c) => (value > 0 ? [{ labels: { ...labels, outcome, cause: causes[c] }, value }] : []))
}

function counter(name: string, help: string, unit: string, points: NumberPoint[]): Metric {
  return { name, help, unit, kind: 'counter', points }
}
function gauge(name: string, help: string, unit: string, points: NumberPoint[]): Metric {
  return { name, help, unit, kind: 'gauge', points }
}
function histogram(name: string, help: string, points: HistogramPoint[]): Metric {
  return { name, help, unit: 's', kind: 'histogram', points }
}
