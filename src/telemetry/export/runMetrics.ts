/**
 * What a run's exported metrics say, folded from its journal: per instance of a service RED (requests, errors by cause, how long
 * it took to answer) with utilisation and queues, per journey what came of its operations. A request's duration is from its
 * coming to the first word back to who sent it, waiting for others included.
 */
import { CALL_EVENTS, DROP_REASONS, KIND, OUTCOME_CAUSES, SHED_REASONS, STRIDE, timeOf } from '../../cluster/journal'
import { MESSAGE_TYPES } from '../../cluster/messageTypes'
import type { OperationFacts, OperationListener } from '../operationFacts'
import type { Saturation } from '../saturation'
import { SecondsHistogram, type Labels, type Metric, type NumberPoint } from './metric'

/** The cluster that the metrics are about. */
export interface Instances {
  nodes: readonly { id: string; group: string; workers: number }[]
  links: readonly { from: number; to: number }[]
  journeys: readonly string[]
}

const ASKS = new Set(
  MESSAGE_TYPES.flatMap(({ shape }, i) => (shape === 'request' || shape === 'replication' ? [i] : [])),
)
const REPLIES = new Set(MESSAGE_TYPES.flatMap(({ shape }, i) => (shape === 'reply' ? [i] : [])))
/** More unanswered requests than this are forgotten, oldest first. */
const PENDING_MAX = 100_000

export class RunMetrics implements OperationListener {
  private readonly counts = new Map<string, { family: string; labels: Labels; value: number }>()
  private readonly durations = new Map<string, { family: string; labels: Labels; histogram: SecondsHistogram }>()
  /** Requests that came and have no word back yet, by (way there, operation). */
  private readonly pending = new Map<string, number[]>()
  private readonly wayBack: number[]

  constructor(private readonly instances: Instances) {
    const links = new Map(instances.links.map(({ from, to }, i) => [`${from} ${to}`, i]))
    this.wayBack = instances.links.map(({ from, to }) => links.get(`${to} ${from}`) ?? -1)
  }

  fold(words: Int32Array, records: number): void {
    for (let record = 0; record < records; record++) {
      const at = record * STRIDE
      const kind = words[at] & 255
      const detail = words[at] >>> 8
      if (kind === KIND.DELIVERED && ASKS.has(detail & 255)) this.came(words, at, timeOf(words, record))
      else if (kind === KIND.SENT && REPLIES.has(detail & 255)) this.answered(words, at, timeOf(words, record))
      else if (kind === KIND.REFUSED || kind === KIND.SHED) this.failed(words[at + 1], SHED_REASONS[detail >>> 8])
      else if (kind === KIND.ABANDONED) this.failed(words[at + 1], 'crashed')
      else if (kind === KIND.CALL) this.policy(words[at + 1], words[at + 4], detail)
      else if (kind === KIND.DROPPED) this.dropped(words[at + 1], detail >>> 8)
    }
  }

  returned(op: OperationFacts): void {
    if (op.journey < 0) return
    const journey = { journey: this.instances.journeys[op.journey] }
    const cause = OUTCOME_CAUSES[op.cause]
    this.count('faultline_operations_total', {
      ...journey,
      outcome: op.outcome,
      cause: op.outcome === 'ok' ? 'none' : cause,
    })
    if (op.late) this.count('faultline_operations_late_total', journey)
    if (op.degraded) this.count('faultline_operations_degraded_total', journey)
    if (op.judged && op.missed > 0) this.count('faultline_reads_stale_total', journey)
    this.time('faultline_operation_duration_seconds', { ...journey, outcome: op.outcome }, op.returnedUs - op.invokedUs)
  }

  /** All families, with what queues and workers have come to by `nowUs`. */
  metrics(saturation: Saturation, nowUs: number): Metric[] {
    const families: Metric[] = []
    for (const [name, help, unit] of COUNTERS) {
      const points = [...this.counts.values()].filter(({ family }) => family === name)
      families.push({
        name,
        help,
        unit,
        kind: 'counter',
        points: points.map(({ labels, value }) => ({ labels, value })),
      })
    }
    for (const [name, help] of HISTOGRAMS) {
      const points = [...this.durations.values()].filter(({ family }) => family === name)
      families.push({
        name,
        help,
        unit: 's',
        kind: 'histogram',
        points: points.map((p) => p.histogram.point(p.labels)),
      })
    }
    return [...families, ...this.queues(saturation, nowUs)].filter(({ points }) => points.length > 0)
  }

  private queues(saturation: Saturation, nowUs: number): Metric[] {
    const { nodes } = this.instances
    const of = (value: (node: number, workers: number) => number): NumberPoint[] =>
      nodes.flatMap(({ workers }, node) =>
        workers > 0 ? [{ labels: this.labelsOf(node), value: value(node, workers) }] : [],
      )
    const totals = nodes.map((_, node) => saturation.totals(node, nowUs))
    const seconds = nowUs / 1e6
    const gauge = (name: string, help: string, unit: string, points: NumberPoint[]): Metric => ({
      name,
      help,
      unit,
      kind: 'gauge',
      points,
    })
    const counter = (name: string, help: string, unit: string, points: NumberPoint[]): Metric => ({
      name,
      help,
      unit,
      kind: 'counter',
      points,
    })
    const perRun = (us: number): number => (seconds > 0 ? us / 1e6 / seconds : 0)
    return [
      gauge(
        'faultline_workers',
        'Requests that an instance serves at once.',
        '{worker}',
        of((_, workers) => workers),
      ),
      counter(
        'faultline_workers_busy_seconds_total',
        'Time that workers were busy, added up.',
        's',
        of((n) => totals[n].busyIntegralUs / 1e6),
      ),
      gauge(
        'faultline_utilisation_ratio',
        'Share of its workers that was busy, over the whole run.',
        '1',
        of((n, workers) => perRun(totals[n].busyIntegralUs) / workers),
      ),
      gauge(
        'faultline_queue_depth_mean',
        'Requests waiting, on average over the whole run.',
        '{request}',
        of((n) => perRun(totals[n].queueIntegralUs)),
      ),
      counter(
        'faultline_queue_wait_seconds_total',
        'Time that requests waited in the queue, added up.',
        's',
        of((n) => totals[n].waitsUs / 1e6),
      ),
    ]
  }

  private came(words: Int32Array, at: number, nowUs: number): void {
    const link = words[at + 1]
    this.count('faultline_requests_total', { ...this.labelsOf(this.instances.links[link].to), type: typeOf(words, at) })
    const name = `${link} ${words[at + 2]} ${words[at + 3]}`
    const times = this.pending.get(name)
    if (times) times.push(nowUs)
    else this.pending.set(name, [nowUs])
    if (this.pending.size > PENDING_MAX) this.pending.delete(this.pending.keys().next().value as string)
  }
  private answered(words: Int32Array, at: number, nowUs: number): void {
    const name = `${this.wayBack[words[at + 1]]} ${words[at + 2]} ${words[at + 3]}`
    const times = this.pending.get(name)
    const sinceUs = times?.shift()
    if (times?.length === 0) this.pending.delete(name)
    if (sinceUs === undefined) return
    const { from } = this.instances.links[words[at + 1]]
    this.time('faultline_request_duration_seconds', this.labelsOf(from), nowUs - sinceUs)
  }
  private failed(node: number, cause: string): void {
    this.count('faultline_request_errors_total', { ...this.labelsOf(node), cause })
  }
  private policy(node: number, called: number, detail: number): void {
    const event = CALL_EVENTS[detail & 255]
    const peer = this.instances.nodes[called]?.group ?? ''
    this.count('faultline_calls_policy_total', {
      ...this.labelsOf(node),
      peer,
      event,
      cause: OUTCOME_CAUSES[detail >>> 8],
    })
  }
  private dropped(link: number, reason: number): void {
    const { from, to } = this.instances.links[link]
    const labels = { from: this.instances.nodes[from].id, to: this.instances.nodes[to].id }
    this.count('faultline_messages_dropped_total', { ...labels, reason: DROP_REASONS[reason] })
  }

  private labelsOf(node: number): Labels {
    const { id, group } = this.instances.nodes[node]
    return { service: group, instance: id }
  }
  private count(family: string, labels: Labels): void {
    const name = nameOf(family, labels)
    const known = this.counts.get(name)
    if (known) known.value++
    else this.counts.set(name, { family, labels, value: 1 })
  }
  private time(family: string, labels: Labels, us: number): void {
    const name = nameOf(family, labels)
    const known = this.durations.get(name) ?? { family, labels, histogram: new SecondsHistogram() }
    known.histogram.record(us)
    this.durations.set(name, known)
  }
}

const COUNTERS: readonly [name: string, help: string, unit: string][] = [
  ['faultline_requests_total', 'Requests that came to an instance.', '{request}'],
  ['faultline_request_errors_total', 'Requests that an instance turned away or lost, by cause.', '{request}'],
  ['faultline_calls_policy_total', 'What callers’ own policies did to calls.', '{call}'],
  ['faultline_messages_dropped_total', 'Messages that were lost, by link and reason.', '{message}'],
  ['faultline_operations_total', 'Operations of a journey that ended, by outcome and cause.', '{operation}'],
  ['faultline_operations_late_total', 'Operations answered after their deadline.', '{operation}'],
  ['faultline_operations_degraded_total', 'Operations answered with something missing or old.', '{operation}'],
  ['faultline_reads_stale_total', 'Reads whose answer missed a write acknowledged before.', '{operation}'],
]
const HISTOGRAMS: readonly [name: string, help: string][] = [
  ['faultline_request_duration_seconds', 'From a request’s coming to an instance to its answer.'],
  ['faultline_operation_duration_seconds', 'From the intended send of an operation to its end, by outcome.'],
]
function nameOf(family: string, labels: Labels): string {
  return `${family} ${Object.values(labels).join(' ')}`
}
function typeOf(words: Int32Array, at: number): string {
  return MESSAGE_TYPES[(words[at] >>> 8) & 255].name
}
