/**
 * Everything that some operations caused, from a replay: the records that carry their ids, and those of background work that
 * they left behind (CAUSED), and of what that left behind in turn; beside them what happened to nodes meanwhile, and the disk
 * syncs that their messages waited for (such a record names no operation).
 */
import { KIND, STRIDE, timeOf } from '../cluster/journal'
import type { Observation } from './observation'
import { rowOf, type OperationFacts, type OperationListener, type OperationRow } from './operationFacts'
import { operationOf, recordRow, type RecordRow } from './recordRow'
import { instantName, type Meanwhile } from './traces/meanwhile'

/** A trace ends after so many records, and says so. */
export const TRACE_RECORDS = 5000
const CHANGES_MAX = 2000

export interface Traced {
  client: number
  count: number
  records: RecordRow[]
  truncated: boolean
  row: OperationRow | null // once it has returned
}

export class TraceRecorder implements OperationListener {
  readonly meanwhile: Meanwhile & { synced: Set<string>; changes: RecordRow[] } = { synced: new Set(), changes: [] }
  readonly traced: Traced[]
  /** Whose records these are: the operations asked for, and what they caused. */
  private readonly owners = new Map<number, Traced>()
  private readonly syncedUs = new Map<number, number>() // by node: the latest

  /** `senders`: by link, the node that sends on it. */
  constructor(
    operations: readonly { client: number; count: number }[],
    private readonly senders: readonly number[],
  ) {
    this.traced = operations.map(({ client, count }) => ({ client, count, records: [], truncated: false, row: null }))
    for (const traced of this.traced) this.owners.set(nameOf(traced.client, traced.count), traced)
  }

  /** One more, none of whose records has been folded. */
  follow(client: number, count: number): void {
    const traced: Traced = { client, count, records: [], truncated: false, row: null }
    this.traced.push(traced)
    this.owners.set(nameOf(client, count), traced)
  }

  fold(words: Int32Array, records: number): void {
    for (let record = 0; record < records; record++) {
      const at = record * STRIDE
      const kind = words[at] & 255
      if (kind === KIND.SYNCED) this.syncedUs.set(words[at + 1], timeOf(words, record))
      else if (kind === KIND.NODE) this.changed(words, record)
      const { found, origin, count } = operationOf(words, record)
      if (!found) continue
      const owner = this.ownerOf(words, at, kind, nameOf(origin, count))
      if (owner) this.add(owner, words, record, kind)
    }
  }

  returned(op: OperationFacts): void {
    const owner = this.owners.get(nameOf(op.client, op.count))
    if (owner?.client === op.client && owner.count === op.count) owner.row = rowOf(op)
  }

  /** The operation itself, as far as the replay has come; null where it was not invoked. */
  operation({ client, count, row: known }: Traced, observation: Observation): OperationRow | null {
    if (known !== null) return known
    const row = observation.operations.find(client, count)
    return row < 0 ? null : rowOf(observation.openFacts(row))
  }

  private ownerOf(words: Int32Array, at: number, kind: number, name: number): Traced | undefined {
    if (kind === KIND.CAUSED) {
      const owner = this.owners.get(nameOf(words[at + 3], words[at + 4]))
      if (owner) this.owners.set(name, owner)
    }
    return this.owners.get(name)
  }

  private add(owner: Traced, words: Int32Array, record: number, kind: number): void {
    if (owner.records.length >= TRACE_RECORDS) {
      owner.truncated = true
      return
    }
    owner.records.push(recordRow(words, record))
    if (kind !== KIND.SENT) return
    const from = this.senders[words[record * STRIDE + 1]]
    const nowUs = timeOf(words, record)
    if (this.syncedUs.get(from) === nowUs) this.meanwhile.synced.add(instantName(from, nowUs))
  }
  private changed(words: Int32Array, record: number): void {
    if (this.meanwhile.changes.length < CHANGES_MAX) this.meanwhile.changes.push(recordRow(words, record))
  }
}

const CLIENTS_MAX = 1_024
function nameOf(client: number, count: number): number {
  return count * CLIENTS_MAX + client
}
