/**
 * Transactional consistency as Elle judges it (Kingsbury and Alvaro, VLDB 2020): what the values tell of who came before whom,
 * and anomalies, with or without a cycle, that no execution of a model could have shown.
 */
import type { Operations } from '../history/operations'
import type { Finding } from '../invariants/anomaly'
import { impliedBy } from '../anomalies'
import { shown, type Reason } from '../linearizability/model'
import { forbiddenBy, standingOf, type Standing } from '../models'
import { addClientOrder } from './clientOrder'
import { findCycles } from './cycles'
import { DependencyEdges, PROCESS, REALTIME } from './dependencyGraph'
import type { Inference } from './inference'
import { inferListAppend } from './listAppend'
import { inferRwRegister } from './rwRegister'
import { shapesOf } from './shapes'
import { Transactions, type Dialect } from './transaction'
import { Writes } from './writes'

/** Each step's transaction must come before the next one's, the last one's before the first's: no order can have them all. */
export interface CycleFound {
  /** The kind, with its flavour. */
  code: string
  steps: { operation: number; reason: Reason }[]
}

export interface TransactionsVerdict {
  valid: true | false | 'unknown'
  /** Those that the model asked about forbids. */
  findings: Finding[]
  cycles: CycleFound[]
  /** Of every model, by all that was found. */
  standing: Standing
  unknown: { code: string; params: Record<string, string | number> } | null
}

const INFERENCES = { 'list-append': inferListAppend, 'rw-register': inferRwRegister }

/** Models that dependencies define wholly: they hold where nothing is found. Of others only what breaks them is looked for. */
const DECIDED: readonly string[] = [
  'strict-serializable',
  'strong-session-serializable',
  'serializable',
  'strong-snapshot-isolation',
  'strong-session-snapshot-isolation',
  'snapshot-isolation',
  'parallel-snapshot-isolation',
  'repeatable-read',
  'consistent-view',
  'strong-read-committed',
  'strong-session-read-committed',
  'read-committed',
  'strong-read-uncommitted',
  'strong-session-read-uncommitted',
  'read-uncommitted',
]

/** Throws history.consistency, history.function, history.value. */
export function checkTransactions(operations: Operations, dialect: Dialect, consistency: string): TransactionsVerdict {
  const forbidden = forbiddenBy(consistency)
  const transactions = new Transactions(operations, dialect)
  const writes = new Writes(transactions)
  if (writes.repeated) {
    const { key, value } = writes.repeated
    return undecided('transactions.repeated', { key: transactions.keyName(key), value: shown(value) })
  }
  if (!transactions.all.some(({ outcome }) => outcome === 'ok')) return undecided('nothingRead', {})
  const edges = new DependencyEdges()
  const inference = INFERENCES[dialect](transactions, edges, writes)
  addClientOrder(transactions.all, edges)
  const { cycles, exhausted } = findCycles(transactions.all.length, edges)
  const steps = (list: readonly number[]): CycleFound['steps'] =>
    list.map((edge) => ({ operation: edges.from[edge], reason: reasonOf(edge, edges, transactions, inference) }))
  const found = cycles.map(({ kind, flavour, edges: list }) => ({ code: kind + flavour, steps: steps(list) }))
  const shapes = cycles.flatMap((cycle) => shapesOf(cycle, edges, transactions.all))
  const codes = [...inference.findings.map(({ code }) => code), ...found.map(({ code }) => code), ...shapes]
  const breaking = ({ code }: { code: string }): boolean => [...impliedBy([code])].some((each) => forbidden.has(each))
  const [findings, breakingCycles] = [inference.findings.filter(breaking), found.filter(breaking)]
  const broken = findings.length + breakingCycles.length > 0
  const partial = exhausted || edges.truncated
  return {
    valid: broken ? false : partial ? 'unknown' : true,
    findings,
    cycles: breakingCycles,
    standing: standingOf({ judged: partial ? [] : DECIDED, anomalies: codes }),
    unknown: partial && !broken ? { code: 'transactions.large', params: {} } : null,
  }
}

function reasonOf(edge: number, edges: DependencyEdges, { all }: Transactions, inference: Inference): Reason {
  if (edges.label[edge] === REALTIME) return { code: 'order.realtime', params: {} }
  if (edges.label[edge] === PROCESS)
    return { code: 'order.process', params: { process: all[edges.from[edge]].process } }
  return inference.reason(edge)
}

function undecided(code: string, params: Record<string, string | number>): TransactionsVerdict {
  return { valid: 'unknown', findings: [], cycles: [], standing: standingOf({ judged: [] }), unknown: { code, params } }
}
