/**
 * The session guarantees (Terry et al., PDIS 1994), by the order that the store itself gives a key's versions: nothing that a
 * user reads or writes of a key may come before what was read or written of it, by that user and in the same journey, when the
 * operation was asked for. And one more by the same order: no acknowledged write comes before one acknowledged earlier, by whomever.
 */
import type { OperationFacts } from '../../telemetry'
import type { Guarantee, WitnessOperation } from './verdict'
import { witnessOf } from './witness'

interface Seen {
  version: number
  operation: WitnessOperation
}
/** The newest of a key that a user has read and written. */
interface Floor {
  read: Seen | null
  written: Seen | null
}
export interface Broken {
  guarantee: Guarantee
  earlier: WitnessOperation
  later: WitnessOperation
}

/** Users with a key, and keys, that are remembered; those unused for longest go. */
const FLOORS_MAX = 20_000

export class SessionFloors {
  private readonly floors = new Map<string, Floor>()
  /** By key: the newest version acknowledged. */
  private readonly acknowledged = new Map<number, Seen>()
  /** What stood when an operation was asked for. */
  private readonly asked = new Map<string, Floor & { acknowledged: Seen | null }>()

  /** `own`: of the journey that is judged; of others only writes matter. */
  invoked(op: OperationFacts, own: boolean): void {
    const { read, written } = (own && this.floors.get(floorOf(op))) || NOTHING
    this.asked.set(nameOf(op), { read, written, acknowledged: this.acknowledged.get(op.key) ?? null })
  }

  /** An operation that has ended, told of what it puts to the test; answers what it breaks. */
  returned(op: OperationFacts, own: boolean, tested: (guarantee: Guarantee) => void): Broken[] {
    const before = this.asked.get(nameOf(op))
    this.asked.delete(nameOf(op))
    if (!before || op.outcome !== 'ok') return []
    const seen: Seen = { version: op.version, operation: witnessOf(op) }
    const broken: Broken[] = []
    for (const [guarantee, earlier] of rulesOf(op, before, own)) {
      if (!earlier) continue
      tested(guarantee)
      if (seen.version < earlier.version) broken.push({ guarantee, earlier: earlier.operation, later: seen.operation })
    }
    if (op.kind === 'write') raise(this.acknowledged, op.key, seen)
    if (own) this.raiseFloor(op, seen)
    return broken
  }

  private raiseFloor(op: OperationFacts, seen: Seen): void {
    const { read, written } = this.floors.get(floorOf(op)) ?? NOTHING
    const floor = op.kind === 'read' ? { read: newer(read, seen), written } : { read, written: newer(written, seen) }
    keep(this.floors, floorOf(op), floor)
  }
}

const NOTHING: Floor = { read: null, written: null }

function rulesOf(
  { kind }: OperationFacts,
  { read, written, acknowledged }: Floor & { acknowledged: Seen | null },
  own: boolean,
): [Guarantee, Seen | null][] {
  if (kind === 'read')
    return [
      ['readYourWrites', written],
      ['monotonicReads', read],
    ]
  const kept: [Guarantee, Seen | null] = ['writesKept', acknowledged]
  return own ? [['monotonicWrites', written], ['writesFollowReads', read], kept] : [kept]
}

function newer(known: Seen | null, seen: Seen): Seen {
  return known && known.version > seen.version ? known : seen
}
function raise(into: Map<number, Seen>, key: number, seen: Seen): void {
  keep(into, key, newer(into.get(key) ?? null, seen))
}
function keep<K, V>(into: Map<K, V>, key: K, value: V): void {
  into.delete(key)
  into.set(key, value)
  if (into.size <= FLOORS_MAX) return
  const { value: oldest } = into.keys().next()
  if (oldest !== undefined) into.delete(oldest)
}

const floorOf = ({ client, session, key }: OperationFacts): string => `${client} ${session} ${key}`
const nameOf = ({ client, count }: OperationFacts): string => `${client} ${count}`
