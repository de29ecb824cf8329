/**
 * A counter, by bounds: a read holds every add acknowledged before it was invoked and may hold any that was invoked before it
 * ended and did not fail. A read beside which only adds of unknown fate are left must be a sum of some of these exactly.
 */
import type { Operation, Operations } from '../history/operations'
import { badValue, unknownFunction } from '../linearizability/model'
import { FINDINGS_MAX, type Finding, type InvariantVerdict } from './anomaly'

/** Sums of unknown adds are counted up to so many; beyond, the bounds must do. */
const SUMS_MAX = 100_000

/** Throws history.function, history.value. */
export function checkCounter(operations: Operations): InvariantVerdict {
  const adds: { delta: number; operation: Operation }[] = []
  const reads: { value: number; operation: Operation; number: number }[] = []
  for (let number = 0; number < operations.length; number++) {
    const operation = operations.at(number)
    const { f, asked, told, outcome } = operation
    if (f !== 'add' && f !== 'read') throw unknownFunction('counter', operation, 'add, read')
    if (outcome === 'fail' || (f === 'read' && (outcome === 'info' || told === null))) continue
    const value = f === 'add' ? asked : told
    if (typeof value !== 'number') throw badValue('counter', operation)
    if (f === 'add') adds.push({ delta: value, operation })
    else reads.push({ value, operation, number })
  }
  const findings: Finding[] = []
  for (const { value, operation, number } of reads) {
    if (findings.length === FINDINGS_MAX) break
    let acknowledged = 0
    const optional: { delta: number; operation: Operation }[] = []
    for (const add of adds) {
      const { outcome, invoked, completed } = add.operation
      if (outcome === 'ok' && completed < operation.invoked) acknowledged += add.delta
      else if (invoked < operation.completed) optional.push(add)
    }
    const low = optional.reduce((sum, { delta }) => sum + Math.min(0, delta), acknowledged)
    const high = optional.reduce((sum, { delta }) => sum + Math.max(0, delta), acknowledged)
    const exact = optional.every((add) => add.operation.outcome === 'info')
    if (value < low || value > high)
      findings.push({ code: 'counter.bounds', params: { got: value, low, high }, operations: [number] })
    else if (
      exact &&
      !isSum(
        value - acknowledged,
        optional.map(({ delta }) => delta),
      )
    )
      findings.push({ code: 'counter.sum', params: { got: value, acknowledged }, operations: [number] })
  }
  return { valid: findings.length === 0, findings }
}

/** Whether the target is a sum of some of the deltas. */
function isSum(target: number, deltas: readonly number[]): boolean {
  let sums = new Set([0])
  for (const delta of deltas) {
    sums = new Set([...sums, ...[...sums].map((sum) => sum + delta)])
    if (sums.size > SUMS_MAX) return true
  }
  return sums.has(target)
}
