/**
 * An operation's invocation, or its return, as ten int32 words, and back again. A return says only what its invocation has
 * not; who reads rows in their order gets the same facts that a listener of the observation gets.
 */
import { joinVersion } from '../cluster/journal'
import { OUTCOMES, OperationFacts, type OperationListener } from './operationFacts'
import { stepsOf, type OperationClass } from './shape'

/**
 *             0                                      1       2      3                4               5          6, 7   8, 9
 * invocation  0 | class << 8                         client  count  key              value           session    time   0, 0
 * return      1 + outcome | judged << 2 | class << 8 client  count  writes missed    value returned  stale, ms  time   version
 */
export const OPERATION_LOG_STRIDE = 10
const TWO_32 = 4294967296
const JUDGED = 4

/** Writes the row into `into`. */
export function writeOperationRow(op: OperationFacts, into: Int32Array): void {
  const open = op.outcome === 'open'
  const timeUs = open ? op.invokedUs : op.returnedUs
  into[0] = (open ? 0 : 1 + OUTCOMES.indexOf(op.outcome as never)) | (!open && op.judged ? JUDGED : 0) | (op.class << 8)
  into[1] = op.client
  into[2] = op.count
  into[3] = open ? op.key : op.missed
  into[4] = open ? op.value : op.returnedValue
  into[5] = open ? op.session : Math.ceil(op.staleUs / 1_000)
  into[6] = timeUs
  into[7] = Math.floor(timeUs / TWO_32)
  into[8] = op.version
  into[9] = Math.floor(op.version / TWO_32)
}

/** When the row at this place of `words` happened, in µs. */
export function timeOfRow(words: Int32Array, at: number): number {
  return words[at + 7] * TWO_32 + (words[at + 6] >>> 0)
}

export class OperationRowReader {
  private readonly open = new Map<number, OperationFacts>()
  private readonly steps: number[]

  constructor(private readonly classes: OperationClass[]) {
    this.steps = stepsOf(classes)
  }

  /** Tells listeners of the row at this place of `words`; rows must come in their order. */
  read(words: Int32Array, at: number, listeners: readonly OperationListener[]): void {
    const name = words[at + 2] * CLIENTS_MAX + words[at + 1]
    if ((words[at] & 3) === 0) {
      const op = this.invocation(words, at)
      this.open.set(name, op)
      for (const listener of listeners) listener.invoked?.(op)
      return
    }
    const op = this.open.get(name)
    if (!op) return
    this.open.delete(name)
    op.outcome = OUTCOMES[(words[at] & 3) - 1]
    op.returnedUs = timeOfRow(words, at)
    op.judged = (words[at] & JUDGED) !== 0
    op.missed = words[at + 3]
    op.returnedValue = words[at + 4]
    op.staleUs = words[at + 5] * 1_000
    op.version = joinVersion(words[at + 8], words[at + 9])
    for (const listener of listeners) listener.returned(op)
  }

  private invocation(words: Int32Array, at: number): OperationFacts {
    const op = new OperationFacts()
    op.class = words[at] >>> 8
    op.client = words[at + 1]
    op.count = words[at + 2]
    op.key = words[at + 3]
    op.value = words[at + 4]
    op.session = words[at + 5]
    op.invokedUs = timeOfRow(words, at)
    op.journey = this.classes[op.class].journey
    op.kind = this.classes[op.class].kind
    op.step = this.steps[op.class]
    return op
  }
}
const CLIENTS_MAX = 1_024
