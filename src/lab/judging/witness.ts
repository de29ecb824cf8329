/** Operations as the bars of a witness, and the witness of a violation: the fewest that show it. */
import { Operations, shrink, type Model, type Violation } from '../../checkers'
import type { OperationFacts } from '../../telemetry'
import type { RegisterHistory } from './registerHistory'
import type { Breach, WitnessOperation } from './verdict'

/** So many of the key's last operations are shown around the fewest. */
const AROUND_MAX = 12
const NS_PER_US = 1_000

/** By its user's number, for want of a process. */
export function witnessOf(op: OperationFacts): WitnessOperation {
  const { client, count, kind: f, outcome, session: process, invokedUs, returnedUs } = op
  const value = f === 'read' ? op.returnedValue : op.value
  return { process, client, count, f, value, outcome: outcome === 'open' ? 'info' : outcome, invokedUs, returnedUs }
}

/** Null where the fewest cannot be found within the budget. */
export function breachOf(recorded: RegisterHistory, model: Model, violation: Violation): Breach | null {
  const operations = new Operations(recorded.history)
  const failing = operations.at(violation.operation)
  const ofKey: number[] = []
  for (let number = 0; number < operations.length; number++) {
    const { asked, f, invoked, completed } = operations.at(number)
    // A read that had not ended by then had not said anything yet.
    const silent = f === 'read' && (completed < 0 || completed > failing.completed)
    if (invoked < failing.completed && !silent && (asked as number[])[0] === violation.key) ofKey.push(number)
  }
  const shrunk = shrink(operations, ofKey, model)
  if (!shrunk) return null
  const bar = (number: number) => barOf(recorded, operations, number)
  return {
    guarantee: 'linearizable',
    atUs: recorded.history.timeNs(failing.completed) / NS_PER_US,
    shortest: {
      key: violation.key as number,
      operations: shrunk.operations.map(bar),
      failing: shrunk.violation.operation,
      reasons: shrunk.violation.attempts.map(({ reason }) => reason),
    },
    around: ofKey.slice(-AROUND_MAX).map(bar),
  }
}

function barOf(
  { history, clients, counts }: RegisterHistory,
  operations: Operations,
  number: number,
): WitnessOperation {
  const { process, f, asked, told, outcome, invoked, completed } = operations.at(number)
  const said = (f === 'read' ? told : asked) as [number, number | null] | null
  return {
    process,
    client: clients[number],
    count: counts[number],
    f,
    value: said === null ? null : said[1],
    outcome,
    invokedUs: history.timeNs(invoked) / NS_PER_US,
    returnedUs: completed < 0 ? NaN : history.timeNs(completed) / NS_PER_US,
  }
}
