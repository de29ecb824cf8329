/**
 * "Show me the shortest": of all that a verdict found, the break that the fewest operations show. What an order was searched for
 * in vain is shrunk; a finding or a cycle names its operations already.
 */
import { Operations } from './history/operations'
import { textOf, type Value } from './history/values'
import { excerpt, fewest } from './linearizability/fewest'
import type { Violation } from './linearizability/explain'
import { LINEARIZABLE_MODELS } from './linearizability/models'
import type { Model } from './linearizability/model'
import { shrink, type Shrunk } from './linearizability/shrink'
import { objectModelOf } from './objectModel'
import { checkSequential } from './sequential/check'
import type { Anomaly, Verdict } from './verdict'

export interface Shortest {
  anomaly: Anomaly
  /** By number, in the order of their invocations: nothing else is needed to see it. */
  operations: number[]
}

/** Of an order's search, at each try. */
const BUDGET = { steps: 1_000_000, bytes: 64_000_000 }

/** Null where nothing was found, or nothing shorter within the budget. */
export function shortestOf(operations: Operations, { anomalies, model }: Verdict): Shortest | null {
  if (model === 'sequential' && anomalies.length > 0) return shortestOrder(operations)
  const all = anomalies.flatMap((anomaly) => shown(anomaly, operations, model) ?? [])
  return all.reduce<Shortest | null>((a, b) => (a && a.operations.length <= b.operations.length ? a : b), null)
}

function shown(anomaly: Anomaly, operations: Operations, model: string): Shortest | null {
  if (anomaly.type === 'finding') return { anomaly, operations: ascending(anomaly.finding.operations) }
  if (anomaly.type === 'cycle')
    return { anomaly, operations: ascending(anomaly.cycle.steps.map(({ operation }) => operation)) }
  const shrunk = shrink(operations, until(anomaly.violation, operations), LINEARIZABLE_MODELS.get(model) as Model)
  return (
    shrunk && {
      anomaly: { type: 'nonlinearizable', violation: named(shrunk, anomaly.violation) },
      operations: shrunk.operations,
    }
  )
}

const ascending = (numbers: readonly number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b)

/** The object's operations that were called before the one that cannot be placed returned. */
function until({ key, operation }: Violation, operations: Operations): number[] {
  const { completed } = operations.at(operation)
  const numbers: number[] = []
  for (let number = 0; number < operations.length; number++) {
    const { asked, invoked } = operations.at(number)
    if (invoked > completed) break
    if (key === undefined || textOf((asked as Value[])[0]) === textOf(key)) numbers.push(number)
  }
  return numbers
}

/** A violation of an excerpt, by the numbers of the whole. */
function named({ operations, violation }: Shrunk, { key }: Violation): Violation {
  const of = (place: number): number => operations[place]
  const { operation, linearized, attempts } = violation
  return {
    ...violation,
    key,
    operation: of(operation),
    linearized: linearized.map(of),
    attempts: attempts.map((attempt) => ({ ...attempt, last: attempt.last.map(of) })),
  }
}

function shortestOrder(operations: Operations): Shortest | null {
  const model = objectModelOf(operations.history)
  const all = Array.from({ length: operations.length }, (_, number) => number)
  const judged = (some: Operations['history']) => checkSequential(new Operations(some), model, BUDGET)
  const kept = fewest(operations, all, model, (some) => judged(some).valid === false)
  if (!kept) return null
  const [finding] = judged(excerpt(operations, kept)).findings
  const { code, params } = finding
  return {
    anomaly: { type: 'finding', finding: { code, params, operations: finding.operations.map((place) => kept[place]) } },
    operations: kept,
  }
}
