/** Every check by the name of its model: what the page and the command offer. */
import { FaultlineError } from '../kernel'
import type { History } from './history/history'
import type { Value } from './history/values'
import { Operations } from './history/operations'
import type { Finding, InvariantVerdict } from './invariants/anomaly'
import { checkBank } from './invariants/bankTotals'
import { checkCounter } from './invariants/counterBounds'
import { checkSet } from './invariants/setRead'
import { DEFAULT_BUDGET, checkLinearizability, type Budget } from './linearizability/check'
import type { Violation } from './linearizability/explain'
import { LINEARIZABLE_MODELS } from './linearizability/models'
import { standingOf, type Standing } from './models'
import { checkTransactions, type CycleFound } from './transactions/check'

export interface JudgeOptions {
  budget: Budget
  /** For bank. */
  negativeBalances: boolean
  /** For transactions: the model asked about. */
  consistency: string
}

export const DEFAULT_OPTIONS: JudgeOptions = {
  budget: DEFAULT_BUDGET,
  negativeBalances: false,
  consistency: 'strict-serializable',
}

export type Anomaly =
  | { type: 'nonlinearizable'; violation: Violation }
  | { type: 'finding'; finding: Finding }
  | { type: 'cycle'; cycle: CycleFound }

export interface Verdict {
  valid: true | false | 'unknown'
  model: string
  /** Of clients, however they ended. */
  operations: number
  anomalies: Anomaly[]
  /** Why it is unknown: a code and parameters. */
  unknown: { code: string; params: Record<string, string | number> } | null
  /** What that tells of consistency models, where the check speaks of them. */
  standing: Standing | null
}

type Check = (operations: Operations, options: JudgeOptions) => Omit<Verdict, 'model' | 'operations'>

const byInvariant =
  (check: (operations: Operations, options: JudgeOptions) => InvariantVerdict): Check =>
  (operations, options) => {
    const { valid, findings } = check(operations, options)
    return {
      valid,
      anomalies: findings.map((finding) => ({ type: 'finding', finding })),
      unknown: valid === 'unknown' ? { code: 'nothingRead', params: {} } : null,
      standing: null,
    }
  }

const byCycles =
  (dialect: 'list-append' | 'rw-register'): Check =>
  (operations, { consistency }) => {
    const { findings, cycles, ...verdict } = checkTransactions(operations, dialect, consistency)
    const found = findings.map((finding): Anomaly => ({ type: 'finding', finding }))
    return { ...verdict, anomalies: [...found, ...cycles.map((cycle): Anomaly => ({ type: 'cycle', cycle }))] }
  }

const CHECKS: ReadonlyMap<string, Check> = new Map([
  ...[...LINEARIZABLE_MODELS].map(([name, model]): [string, Check] => [
    name,
    (operations, { budget }) => {
      const { valid, violation, exhausted, undecided, objects } = checkLinearizability(operations, model, budget)
      return {
        valid,
        anomalies: violation ? [{ type: 'nonlinearizable', violation }] : [],
        unknown: exhausted ? { code: `exhausted.${exhausted}`, params: { undecided, objects } } : null,
        standing:
          valid === 'unknown' ? null : standingOf({ judged: ['linearizable'], broken: valid ? [] : ['linearizable'] }),
      }
    },
  ]),
  ['list-append', byCycles('list-append')],
  ['rw-register', byCycles('rw-register')],
  ['set', byInvariant(checkSet)],
  ['counter', byInvariant(checkCounter)],
  ['bank', byInvariant((operations, { negativeBalances }) => checkBank(operations, negativeBalances))],
])

export const MODELS: readonly string[] = [...CHECKS.keys()]

/** Throws history.model { got, allowed }, history.consistency { got, allowed }, and what pairing and the check throw. */
export function judge(history: History, model: string, options = DEFAULT_OPTIONS): Verdict {
  const check = CHECKS.get(model)
  if (!check) throw new FaultlineError('history.model', { got: model.slice(0, 40), allowed: MODELS.join(', ') })
  const operations = new Operations(history)
  return { model, operations: operations.length, ...check(operations, options) }
}

const BY_FUNCTION: readonly [f: string, model: string][] = [
  ['txn.append', 'list-append'],
  ['txn.w', 'rw-register'],
  ['txn.r', 'rw-register'],
  ['append', 'kv'],
  ['put', 'kv'],
  ['get', 'kv'],
  ['cas', 'cas-register'],
  ['write', 'register'],
  ['txn', 'multi-register'],
  ['acquire', 'mutex'],
  ['enqueue', 'queue'],
  ['transfer', 'bank'],
]

/** The model that the history's functions speak of. Throws history.unguessed { allowed } where they speak of none. */
export function guessModel(history: History): string {
  const functions = new Set<string>()
  let readsLists = false
  let readsMaps = false
  for (let position = 0; position < history.length; position++) {
    if (history.process(position) < 0) continue
    const f = history.f(position)
    functions.add(f)
    if (f === 'txn') for (const micro of microOps(history.value(position))) functions.add(`txn.${micro}`)
    if (f !== 'read') continue
    if (Array.isArray(history.value(position))) readsLists = true
    if (history.value(position) instanceof Map) readsMaps = true
  }
  const found = BY_FUNCTION.find(([f]) => functions.has(f))
  if (found) return found[1]
  if (readsMaps) return 'bank'
  if (functions.has('add')) return readsLists ? 'set' : 'counter'
  throw new FaultlineError('history.unguessed', { allowed: MODELS.join(', ') })
}

/** The names that a transaction calls its parts by. */
function microOps(value: Value): string[] {
  if (!Array.isArray(value)) return []
  return value.map((micro) => (Array.isArray(micro) && typeof micro[0] === 'string' ? micro[0] : ''))
}
