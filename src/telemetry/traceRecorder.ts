/**
 * Everything that one operation caused, from a replay: the records that carry its id, and those of background work that it
 * left behind (CAUSED), and of what that left behind in turn.
 */
import { KIND, STRIDE } from '../cluster/journal'
import type { Observation } from './observation'
import { rowOf, type OperationFacts, type OperationListener, type OperationRow } from './operationFacts'
import { operationOf, recordRow, type RecordRow } from './recordRow'

/** A trace ends after so many records, and says so. */
export const TRACE_RECORDS = 5000

export class TraceRecorder implements OperationListener {
  readonly records: RecordRow[] = []
  truncated = false
  private row: OperationRow | null = null
  private readonly family = new Set<string>()

  constructor(
    private readonly client: number,
    private readonly count: number,
  ) {
    this.family.add(`${client}:${count}`)
  }

  fold(words: Int32Array, records: number): void {
    for (let record = 0; record < records; record++) {
      const at = record * STRIDE
      const { found, origin, count } = operationOf(words, record)
      if (!found) continue
      const caused = (words[at] & 255) === KIND.CAUSED && this.family.has(`${words[at + 3]}:${words[at + 4]}`)
      if (caused) this.family.add(`${origin}:${count}`)
      if (caused || this.family.has(`${origin}:${count}`)) this.add(words, record)
    }
  }

  returned(op: OperationFacts): void {
    if (op.client === this.client && op.count === this.count) this.row = rowOf(op)
  }

  /** The operation itself, as far as the replay has come; null where it was not invoked. */
  operation(observation: Observation): OperationRow | null {
    if (this.row !== null) return this.row
    const row = observation.operations.find(this.client, this.count)
    return row < 0 ? null : rowOf(observation.openFacts(row))
  }

  private add(words: Int32Array, record: number): void {
    if (this.records.length < TRACE_RECORDS) this.records.push(recordRow(words, record))
    else this.truncated = true
  }
}
