/** A history's text, read, judged and explained. */
import {
  DEFAULT_OPTIONS,
  LINEARIZABLE_MODELS,
  Operations,
  guessFormat,
  guessModel,
  judge,
  readHistory,
  shrink,
  type Verdict,
  type Violation,
} from '../../checkers'
import type { WitnessBar } from '../verdicts/witnessPicture'
import { explained, short, told } from '../words/explained'
import type { VerdictWords } from '../words/verdictWords'
import type { HistoryReport, HistoryRequest, HistoryStage, HistoryWitness } from './historyMessages'

/** So many of what came last stand around the fewest. */
const AROUND_MAX = 12
const LABEL_MAX = 22

/** Throws a FaultlineError history.* { … } that says what is wrong with the text. */
export function reportOn(
  { text, format: formatAsked, model: modelAsked, steps, bytes }: HistoryRequest,
  say: VerdictWords,
  nowMs: () => number,
  tell: (stage: HistoryStage, events: number) => void,
): HistoryReport {
  const startedMs = nowMs()
  tell('reading', 0)
  const format = formatAsked ?? guessFormat(text)
  const history = readHistory(text, format)
  const model = modelAsked ?? guessModel(history)
  tell('judging', history.length)
  const verdict = judge(history, model, { ...DEFAULT_OPTIONS, budget: { steps, bytes } })
  tell('explaining', history.length)
  const operations = new Operations(history)
  const lines = explained(verdict, operations, say)
  // What may be done about it is said by the page.
  if (verdict.unknown) lines.splice(1, 1)
  const { valid, operations: count, unknown, standing } = verdict
  const witness = witnessOf(verdict, operations)
  const ms = Math.round(nowMs() - startedMs)
  return { format, model, valid, operations: count, lines, unknown: unknown?.code ?? null, standing, witness, ms }
}

function witnessOf({ anomalies, model }: Verdict, operations: Operations): HistoryWitness | null {
  for (const anomaly of anomalies) {
    if (anomaly.type === 'nonlinearizable') return witnessOfOrder(anomaly.violation, operations, model)
    const numbers = anomaly.type === 'cycle' ? anomaly.cycle.steps.map((s) => s.operation) : anomaly.finding.operations
    if (numbers.length === 0) continue
    const bars = [...new Set(numbers)]
      .slice(0, AROUND_MAX)
      .map((number) => barOf(operations, number, false, true, false))
    return { around: bars, shortest: null }
  }
  return null
}

function witnessOfOrder({ key, operation }: Violation, operations: Operations, name: string): HistoryWitness {
  const keyed = key !== undefined
  const failing = operations.at(operation)
  const numbers: number[] = []
  for (let number = 0; number < operations.length; number++) {
    const { asked, invoked } = operations.at(number)
    if (invoked > failing.completed) break
    if (!keyed || (Array.isArray(asked) && short(asked[0]) === short(key))) numbers.push(number)
  }
  const shrunk = shrink(operations, numbers, LINEARIZABLE_MODELS.get(name)!)
  const fewest = shrunk?.operations ?? [operation]
  const bars = (of: readonly number[]): WitnessBar[] =>
    of.map((number) => barOf(operations, number, keyed, fewest.includes(number), number === operation))
  const around = [...new Set([...numbers.slice(-AROUND_MAX), ...fewest])].sort((a, b) => a - b)
  return { around: bars(around), shortest: shrunk && bars(fewest) }
}

/** Moments are places in the history: they order events for sure, as recorded times may not. */
function barOf(operations: Operations, number: number, keyed: boolean, matters: boolean, failing: boolean): WitnessBar {
  const { process, f, asked, told: said, outcome } = told(operations, number, keyed)
  const { invoked, completed } = operations.at(number)
  const value = outcome === 'ok' && said !== 'nil' ? said : asked
  const text = `${f}${value === 'nil' ? '' : ` ${value}`}`
  return {
    process: String(process),
    label: text.length > LABEL_MAX ? `${text.slice(0, LABEL_MAX - 1)}…` : text,
    from: invoked,
    to: outcome === 'info' ? NaN : completed,
    matters,
    failing,
    open: outcome === 'info',
  }
}
