/** `check`: a recorded history, judged. Exit 0: valid; 1: invalid; 2: unknown; 3: unreadable, or asked wrongly. */
import { stdout } from 'node:process'
import { transactions as sayTransactions } from '../app/words/en/transactions'
import { verdicts as say, type ToldOperation } from '../app/words/en/verdicts'
import {
  DEFAULT_OPTIONS,
  Operations,
  guessFormat,
  guessModel,
  judge,
  readHistory,
  textOf,
  type Anomaly,
  type CycleFound,
  type JudgeOptions,
  type Value,
  type Verdict,
} from '../checkers'
import { FaultlineError } from '../kernel'
import { historyText } from './files'
import { parsed } from './usage'

const ATTEMPTS_TOLD = 4
const LAST_TOLD = 3
const MEGABYTE = 1_000_000

export function checkCommand(args: readonly string[]): number {
  const { values, positionals } = parsed(args, {
    format: { type: 'string' },
    model: { type: 'string' },
    steps: { type: 'string' },
    memory: { type: 'string' },
    'negative-balances': { type: 'boolean' },
    consistency: { type: 'string' },
    'stale-versions': { type: 'string' },
    'stale-ms': { type: 'string' },
    json: { type: 'boolean' },
  })
  if (positionals.length !== 1)
    throw new FaultlineError('usage.one', { command: 'check', what: 'FILE', got: positionals.length })
  const { budget, staleness } = DEFAULT_OPTIONS
  const options: JudgeOptions = {
    budget: {
      steps: wholeOf('steps', values.steps, budget.steps),
      bytes: wholeOf('memory', values.memory, budget.bytes / MEGABYTE) * MEGABYTE,
    },
    negativeBalances: values['negative-balances'] ?? false,
    consistency: values.consistency ?? DEFAULT_OPTIONS.consistency,
    staleness: {
      versions: wholeOf('stale-versions', values['stale-versions'], staleness.versions),
      timeMs: wholeOf('stale-ms', values['stale-ms'], staleness.timeMs),
    },
  }
  const text = historyText(positionals[0])
  const startedMs = performance.now()
  const history = readHistory(text, values.format ?? guessFormat(text))
  const verdict = judge(history, values.model ?? guessModel(history), options)
  const ms = Math.round((performance.now() - startedMs) * 10) / 10
  const operations = new Operations(history)
  const explanation = explained(verdict, operations)
  const { valid, model } = verdict
  const anomalies = verdict.anomalies.map((anomaly) => plain(anomaly, operations))
  const report = { valid, model, operations: verdict.operations, anomalies, explanation: explanation.join(' '), ms }
  stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${explanation.join('\n  ')}\n`)
  return valid === true ? 0 : valid === false ? 1 : 2
}

/** Throws usage.whole. */
function wholeOf(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new FaultlineError('usage.whole', { option, got: text.slice(0, 40) })
  return Number(text)
}

/** The verdict first, then what shows it. */
function explained(verdict: Verdict, operations: Operations): string[] {
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
      lines.push(...explainedCycle(anomaly.cycle, operations))
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

function explainedCycle({ code, steps }: CycleFound, operations: Operations): string[] {
  const members = steps.map(({ operation }, i) =>
    sayTransactions.member(i, indexOf(operations, operation), say.operation(told(operations, operation, false))),
  )
  const because = steps.map(({ reason }, i) => sayTransactions.step(i, steps.length, reason.code, reason.params))
  return [`${sayTransactions.cycle(code)}.`, ...members, ...because, sayTransactions.contradiction]
}

/** As JSON: operations by the index of their invocation. */
function plain(anomaly: Anomaly, operations: Operations): object {
  const indexes = (numbers: readonly number[]): number[] => numbers.map((number) => indexOf(operations, number))
  if (anomaly.type === 'finding') {
    const { code, params, operations: shown } = anomaly.finding
    return { type: code, ...params, operations: indexes(shown) }
  }
  if (anomaly.type === 'cycle') {
    const { code, steps } = anomaly.cycle
    const because = steps.map(({ operation, reason }) => ({ index: indexOf(operations, operation), ...reason }))
    return { type: code, steps: because }
  }
  const { key, operation, linearized, attempts, shortest } = anomaly.violation
  return {
    type: anomaly.type,
    ...(key === undefined ? {} : { key: short(key) }),
    operation: { index: indexOf(operations, operation), ...told(operations, operation, key !== undefined) },
    linearized: indexes(linearized),
    attempts: attempts.map(({ last, state, reason }) => ({ last: indexes(last), state: short(state), ...reason })),
    shortest,
  }
}

const indexOf = (operations: Operations, number: number): number =>
  operations.history.index(operations.at(number).invoked)

/** `keyed`: values are `[key value]`, and the key is told elsewhere. */
function told(operations: Operations, number: number, keyed: boolean): ToldOperation {
  const { process, f, asked, told: result, outcome } = operations.at(number)
  const shownOf = (value: Value): string => short(keyed && Array.isArray(value) ? value[1] : value)
  return { process, f, asked: shownOf(asked), told: shownOf(result), outcome }
}

function short(value: Value): string {
  const text = value === null ? 'nil' : textOf(value)
  return text.length > 120 ? `${text.slice(0, 58)} … ${text.slice(-58)}` : text
}
