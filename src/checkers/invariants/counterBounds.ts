/**
 * A counter, by bounds: a read holds every add acknowledged before it was invoked and may hold any that was invoked before it
 * ended and did not fail. A read beside which only adds of unknown fate are left must be a sum of some of these exactly.
 */
import type { Operation, Operations } from '../history/operations'
import { badValue, unknownFunction } from '../linearizability/model'
import { FINDINGS_MAX, type Finding, type InvariantVerdict } from './anomaly'

/** So many unknown adds, and so many of their sums, are tried; beyond, the bounds must do. */
const UNKNOWN_MAX = 200
const SUMS_MAX = 20_000

interface Read {
  value: number
  operation: Operation
  number: number
}

/** Throws history.function, history.value. */
export function checkCounter(operations: Operations): InvariantVerdict {
  const { length } = operations.history
  const acknowledged = new Sums(length)
  const invoked = new Sums(length)
  const unknown = new Sums(length)
  const unknownAdds: { delta: number; invoked: number }[] = []
  const reads: Read[] = []
  for (let number = 0; number < operations.length; number++) {
    const operation = operations.at(number)
    const value = valueOf(operation)
    if (value === null) continue
    if (operation.f === 'read') reads.push({ value, operation, number })
    else {
      invoked.put(operation.invoked, value)
      if (operation.outcome === 'ok') acknowledged.put(operation.completed, value)
      else {
        unknown.put(operation.invoked, value)
        unknownAdds.push({ delta: value, invoked: operation.invoked })
      }
    }
  }
  acknowledged.finish()
  invoked.finish()
  unknown.finish()
  const findings: Finding[] = []
  for (const { value, operation, number } of reads) {
    if (findings.length === FINDINGS_MAX) break
    const { invoked: from, completed: to } = operation
    const sum = acknowledged.gains[from] + acknowledged.losses[from]
    const low = acknowledged.gains[from] + invoked.losses[to]
    const high = acknowledged.losses[from] + invoked.gains[to]
    const optional = unknown.counts[to]
    const isFinal = invoked.counts[to] - acknowledged.counts[from] === optional
    if (value < low || value > high)
      findings.push({ code: 'counter.bounds', params: { got: value, low, high }, operations: [number] })
    else if (isFinal && optional <= UNKNOWN_MAX && !isSum(value - sum, unknownAdds.slice(0, optional)))
      findings.push({ code: 'counter.sum', params: { got: value, acknowledged: sum }, operations: [number] })
  }
  return { valid: findings.length === 0, findings }
}

/** What was added or read; null where it was not, or is not known. */
function valueOf(operation: Operation): number | null {
  const { f, asked, told, outcome } = operation
  if (f !== 'add' && f !== 'read') throw unknownFunction('counter', operation, 'add, read')
  if (outcome === 'fail' || (f === 'read' && (outcome === 'info' || told === null))) return null
  const value = f === 'add' ? asked : told
  if (typeof value !== 'number') throw badValue('counter', operation)
  return value
}

/** How many adds stand before each position of the history, and what those above and below zero sum to. */
class Sums {
  readonly counts: Float64Array
  readonly gains: Float64Array
  readonly losses: Float64Array

  constructor(length: number) {
    this.counts = new Float64Array(length + 1)
    this.gains = new Float64Array(length + 1)
    this.losses = new Float64Array(length + 1)
  }

  put(position: number, delta: number): void {
    this.counts[position + 1] = 1
    if (delta > 0) this.gains[position + 1] = delta
    else this.losses[position + 1] = delta
  }

  finish(): void {
    for (const column of [this.counts, this.gains, this.losses])
      for (let position = 1; position < column.length; position++) column[position] += column[position - 1]
  }
}

/** Whether the target is a sum of some of the adds. */
function isSum(target: number, adds: readonly { delta: number }[]): boolean {
  let sums = new Set([0])
  for (const { delta } of adds) {
    sums = new Set([...sums, ...[...sums].map((sum) => sum + delta)])
    if (sums.size > SUMS_MAX) return true
  }
  return sums.has(target)
}
