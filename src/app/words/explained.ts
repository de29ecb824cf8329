/** A verdict on a history, put into the sentences of a language: for the command, and for the page. */
import { textOf, type CycleFound, type Operations, type Shortest, type Value, type Verdict } from '../../checkers'
import type { VerdictWords } from './verdictWords'
import type { ToldDeed, ToldOperation } from './toldOperation'

const ATTEMPTS_TOLD = 4
const LAST_TOLD = 3

/** The verdict first, then what shows it. */
export function explained(verdict: Verdict, operations: Operations, say: VerdictWords): string[] {
  const { valid, model, operations: count, anomalies, unknown, standing } = verdict
  const lines = [say.verdict(valid, model, count)]
  if (unknown) lines.push(say.unknown(unknown.code, unknown.params))
  for (const anomaly of anomalies) {
    if (anomaly.type === 'finding') {
      const { code, params, operations: shown } = anomaly.finding
      const indexes = shown.map((number) => indexOf(operations, number)).join(', ')
      lines.push(`${say.finding(code, params)} (index ${indexes}).`)
      continue
    }
    if (anomaly.type === 'cycle') {
      lines.push(...explainedCycle(anomaly.cycle, operations, say))
      continue
    }
    const { key, operation, linearized, attempts } = anomaly.violation
    const keyed = key !== undefined
    const at = indexOf(operations, operation)
    lines.push(say.unplaceable(at, told(operations, operation, keyed), keyed ? short(key) : null))
    lines.push(say.linearized(linearized.length))
    for (const { last, reason } of attempts.slice(0, ATTEMPTS_TOLD)) {
      const before = last.slice(-LAST_TOLD).map((number) => say.operation(told(operations, number, keyed)))
      lines.push(say.attempt(before, reason))
    }
  }
  if (standing && (standing.broken.length > 0 || standing.strongest.length > 0))
    lines.push(say.standing(standing.weakestBroken, standing.strongest))
  return lines
}

/** The few operations that show it, each on a line of its own. */
export function explainedFewest(
  { anomaly, operations: numbers }: Shortest,
  operations: Operations,
  say: VerdictWords,
): string[] {
  const keyed = anomaly.type === 'nonlinearizable' && anomaly.violation.key !== undefined
  const lines = numbers.map((number) =>
    say.member(indexOf(operations, number), say.operation(told(operations, number, keyed))),
  )
  return [say.fewest(numbers.length), ...lines]
}

function explainedCycle({ code, steps }: CycleFound, operations: Operations, say: VerdictWords): string[] {
  const members = steps.map(({ operation }, i) => {
    const { process, outcome } = operations.at(operation)
    return say.transactions.member(i, indexOf(operations, operation), process, deedsOf(operations, operation), outcome)
  })
  const because = steps.map(({ reason }, i) => say.transactions.step(i, steps.length, reason.code, reason.params))
  return [`${say.transactions.cycle(code)}.`, ...members, ...because, say.transactions.contradiction]
}

/** What a transaction did, in its order; of one that did not end well, what it was to write. */
function deedsOf(operations: Operations, number: number): ToldDeed[] {
  const { asked, told, outcome } = operations.at(number)
  const deeds = ((outcome === 'ok' ? told : asked) as readonly Value[]).map((micro): ToldDeed => {
    const [f, key, value = null] = micro as readonly Value[]
    const kind = f === 'r' || f === 'read' ? 'read' : f === 'a' || f === 'append' ? 'append' : 'write'
    return { kind, key: typeof key === 'string' ? key : short(key), value: value === null ? null : short(value) }
  })
  return outcome === 'ok' ? deeds : deeds.filter(({ kind }) => kind !== 'read')
}

export const indexOf = (operations: Operations, number: number): number =>
  operations.history.index(operations.at(number).invoked)

/** `keyed`: values are `[key value]`, and the key is told elsewhere. */
export function told(operations: Operations, number: number, keyed: boolean): ToldOperation {
  const { process, f, asked, told: result, outcome } = operations.at(number)
  const shownOf = (value: Value): string => short(keyed && Array.isArray(value) ? value[1] : value)
  return { process, f, asked: shownOf(asked), told: shownOf(result), outcome }
}

export function short(value: Value): string {
  const text = value === null ? 'nil' : textOf(value)
  return text.length > 120 ? `${text.slice(0, 58)} … ${text.slice(-58)}` : text
}
