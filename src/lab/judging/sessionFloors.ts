/**
 * The session guarantees (Terry et al., PDIS 1994) over one visit at a time, by the order that the store itself gives a key's
 * versions: nothing that a visit reads or writes of a key may come before what it has read or written of it.
 */
import { visitOf, type OperationFacts } from '../../telemetry'
import type { Guarantee, WitnessOperation } from './verdict'
import { witnessOf } from './witness'

interface Seen {
  key: number
  version: number
  operation: WitnessOperation
}
interface Floor {
  read: Seen | null
  written: Seen | null
}
export interface Broken {
  guarantee: Guarantee
  earlier: WitnessOperation
  later: WitnessOperation
}

/** Visits that are remembered; of older ones nothing more is expected. */
const VISITS_MAX = 20_000

export class SessionFloors {
  private readonly visits = new Map<number, Floor>()

  /** An answered operation, told of what it puts to the test; answers what it breaks. */
  returned(op: OperationFacts, tested: (guarantee: Guarantee) => void): Broken[] {
    const visit = visitOf(op)
    const floor = this.visits.get(visit) ?? { read: null, written: null }
    if (!this.visits.has(visit)) this.remember(visit, floor)
    const seen: Seen = { key: op.key, version: op.version, operation: witnessOf(op, 1) }
    const isRead = op.kind === 'read'
    const rules: [Guarantee, Seen | null][] = isRead
      ? [
          ['readYourWrites', floor.written],
          ['monotonicReads', floor.read],
        ]
      : [
          ['monotonicWrites', floor.written],
          ['writesFollowReads', floor.read],
        ]
    const broken: Broken[] = []
    for (const [guarantee, before] of rules) {
      if (before?.key !== op.key) continue
      tested(guarantee)
      if (op.version < before.version) broken.push({ guarantee, earlier: before.operation, later: seen.operation })
    }
    if (isRead) floor.read = seen
    else floor.written = seen
    return broken
  }

  private remember(visit: number, floor: Floor): void {
    this.visits.set(visit, floor)
    if (this.visits.size <= VISITS_MAX) return
    for (const oldest of this.visits.keys()) {
      this.visits.delete(oldest)
      break
    }
  }
}
