/** Figures of RED by bucket as the rows of the golden signals' panel. */
import { CAUSE, type ClusterNode } from '../cluster'
import { Histogram } from '../kernel'
import type { NodeFigures, OperationFigures } from '../telemetry'
import type { SignalErrors, SignalRow } from './protocol'

export interface Group {
  id: string
  members: readonly ClusterNode[]
}

/** `figures`: by bucket. */
export function operationsRow(id: string, figures: readonly OperationFigures[], stepUs: number): SignalRow {
  const errors = [
    { kind: 'late', cause: 0, counts: figures.map((f) => f.late) } as const,
    ...byCause(
      'ended',
      figures.map((f) => f.causes),
    ),
  ]
  return {
    id,
    nodes: [],
    rate: figures.map((f) => (f.invoked * 1e6) / stepUs),
    good: figures.map((f) => (f.ok * 1e6) / stepUs),
    ...errorsOf(
      figures.map((f) => f.ok + f.late + f.failed + f.unknown),
      errors,
    ),
    ...quantilesOf(figures.map((f) => f.durations)),
    // Little's law: those answered in a second, times what one took.
    full: figures.map((f) => (f.durations.sum || 0) / stepUs),
    queue: [],
    queueLimit: 0,
    gone: 0,
  }
}

/** `figures`: by bucket, then by member. */
export function serviceRow({ id, members }: Group, figures: readonly NodeFigures[][], stepUs: number): SignalRow {
  const workers = members.reduce((sum, node) => sum + node.workers, 0)
  const counts = (of: (node: NodeFigures) => number): number[] =>
    figures.map((nodes) => nodes.reduce((sum, node) => sum + of(node), 0))
  const vectors = (of: (node: NodeFigures) => readonly number[]): number[][] =>
    figures.map((nodes) => of(nodes[0]).map((_, i) => nodes.reduce((sum, node) => sum + of(node)[i], 0)))
  const total = (of: (node: NodeFigures) => number): number => counts(of).reduce((sum, n) => sum + n, 0)
  // Whoever calls nobody answers with no dependency's error but its own.
  const isLeaf = members[0].role === 'server' || members[0].role === 'dependency'
  const answered = byCause(
    'answered',
    vectors((n) => n.errors),
  ).map((row): SignalErrors => (isLeaf && row.cause === CAUSE.dependencyError ? { ...row, kind: 'own' } : row))
  const arrived = counts((n) => n.arrivals)
  return {
    id,
    nodes: members.map(({ index }) => index),
    rate: arrived.map((n) => (n * 1e6) / stepUs),
    good: counts((n) => n.served).map((n) => (n * 1e6) / stepUs),
    ...errorsOf(arrived, [
      ...byCause(
        'turnedAway',
        vectors((n) => n.turnedAway),
      ),
      ...answered,
      { kind: 'lost', cause: CAUSE.crashed, counts: counts((n) => n.abandoned) },
    ]),
    ...quantilesOf(
      figures.map((nodes) => {
        const durations = new Histogram()
        for (const node of nodes) durations.merge(node.durations)
        return durations
      }),
    ),
    full: counts((n) => n.busyUs).map((us) => (workers === 0 ? NaN : us / stepUs / workers)),
    queue: counts((n) => n.queueUs).map((us) => us / stepUs),
    queueLimit: members.reduce((sum, node) => sum + node.queueLimit, 0),
    gone: total((n) => n.goneUs) / total((n) => n.servedUs),
  }
}

function byCause(kind: SignalErrors['kind'], byBucket: readonly (readonly number[])[]): SignalErrors[] {
  const causes = byBucket[0] ?? []
  return causes.map((_, cause) => ({ kind, cause, counts: byBucket.map((counts) => counts[cause]) }))
}
function errorsOf(ended: number[], all: readonly SignalErrors[]): Pick<SignalRow, 'ended' | 'errors' | 'bad'> {
  const sum = ({ counts }: SignalErrors): number => counts.reduce((n, count) => n + count, 0)
  const errors = all.filter((row) => sum(row) > 0).sort((a, b) => sum(b) - sum(a))
  const failed = ended.map((_, i) => errors.reduce((n, { counts }) => n + counts[i], 0))
  return {
    ended,
    errors,
    bad: failed.map((n, i) => (ended[i] === 0 ? (n === 0 ? NaN : 1) : Math.min(1, n / ended[i]))),
  }
}

function quantilesOf(durations: readonly Histogram[]): Pick<SignalRow, 'samples' | 'p50Us' | 'p95Us' | 'p99Us'> {
  const at = (p: number): number[] => durations.map((d) => (d.count === 0 ? NaN : d.quantile(p)))
  return { samples: durations.map((d) => d.count), p50Us: at(0.5), p95Us: at(0.95), p99Us: at(0.99) }
}
