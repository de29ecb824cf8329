/** Sampled operations as CSV (RFC 4180), one a row, with what their latency went into and why they died or were slow. */
import { OUTCOME_CAUSES } from '../../cluster/journal'
import type { OperationRow } from '../operationFacts'
import { PARTS } from '../traces/criticalPath'
import type { Trace } from '../traces/trace'

export interface TracedOperation {
  journey: string
  tenant: string // '' where users are not told apart
  kept: string
  row: OperationRow
  trace: Trace
}
const COLUMNS = [
  'journey',
  'tenant',
  'step',
  'kind',
  'client',
  'count',
  'key',
  'invoked_us',
  'returned_us',
  'outcome',
  'cause',
  'attempts',
  'degraded',
  'kept',
  'latency_us',
  ...PARTS.map((part) => `${part}_us`),
  'story',
]

export function operationsCsv(operations: readonly TracedOperation[]): string {
  const lines = operations.map(({ journey, tenant, kept, row, trace }) =>
    [
      journey,
      tenant,
      row.step,
      row.kind,
      row.client,
      row.count,
      row.key,
      row.invokedUs,
      row.returnedUs,
      row.outcome,
      OUTCOME_CAUSES[row.cause],
      row.attempts,
      row.degraded ? 1 : 0,
      kept,
      row.returnedUs - row.invokedUs,
      ...PARTS.map((part) => trace.parts[part]),
      trace.story?.code ?? '',
    ]
      .map(field)
      .join(','),
  )
  return [COLUMNS.join(','), ...lines, ''].join('\r\n')
}
function field(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
