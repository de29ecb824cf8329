/** `check`: a recorded history, judged. Exit 0: valid; 1: invalid; 2: unknown; 3: unreadable, or asked wrongly. */
import { stdout } from 'node:process'
import { explained, explainedFewest, indexOf, short, told, verdicts } from '../app/words/command'
import {
  DEFAULT_OPTIONS,
  Operations,
  guessFormat,
  guessModel,
  judge,
  readHistory,
  shortestOf,
  type Anomaly,
  type JudgeOptions,
} from '../checkers'
import { FaultlineError, printable } from '../kernel'
import { historyText } from './files'
import { parsed } from './usage'

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
    shortest: { type: 'boolean' },
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
  const shortest = values.shortest ? shortestOf(operations, verdict) : null
  const shown = shortest ? { ...verdict, anomalies: [shortest.anomaly] } : verdict
  const fewest = shortest ? explainedFewest(shortest, operations, verdicts) : []
  const explanation = [...explained(shown, operations, verdicts), ...fewest]
  const { valid, model } = verdict
  const indexes = shortest && { fewest: shortest.operations.map((number) => indexOf(operations, number)) }
  const anomalies = shown.anomalies.map((anomaly) => ({ ...plain(anomaly, operations), ...indexes }))
  const report = { valid, model, operations: verdict.operations, anomalies, explanation: explanation.join(' '), ms }
  stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${explanation.map(printable).join('\n  ')}\n`)
  return valid === true ? 0 : valid === false ? 1 : 2
}

/** Throws usage.whole. */
function wholeOf(option: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new FaultlineError('usage.whole', { option, got: text.slice(0, 40) })
  return Number(text)
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
