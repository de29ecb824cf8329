/** Every check by the name of its model. */
import type { Operations } from './history/operations'
import type { InvariantVerdict } from './invariants/anomaly'
import { checkBank } from './invariants/bankTotals'
import { checkStaleness } from './invariants/boundedStaleness'
import { checkConvergence } from './invariants/convergence'
import { checkCounter } from './invariants/counterBounds'
import { checkLongFork } from './invariants/longFork'
import { checkLostWrites } from './invariants/lostWrites'
import { checkMonotonicity } from './invariants/monotonicity'
import { checkSetFull } from './invariants/setFull'
import { checkSet } from './invariants/setRead'
import { checkTotalOrderQueue } from './invariants/totalOrderQueue'
import { checkUniqueIds } from './invariants/uniqueIds'
import { checkLinearizability } from './linearizability/check'
import { LINEARIZABLE_MODELS } from './linearizability/models'
import type { Model } from './linearizability/model'
import { standingOf } from './models'
import { objectModelOf } from './objectModel'
import { checkSequential } from './sequential/check'
import { SESSION_GUARANTEES, checkSession } from './sessions/check'
import { checkTransactions } from './transactions/check'
import type { Anomaly, JudgeOptions, Verdict } from './verdict'

export type Check = (operations: Operations, options: JudgeOptions) => Omit<Verdict, 'model' | 'operations'>

const byLinearizability =
  (model: Model): Check =>
  (operations, { budget }) => {
    const { valid, violation, exhausted, undecided, objects } = checkLinearizability(operations, model, budget)
    return {
      valid,
      anomalies: violation ? [{ type: 'nonlinearizable', violation }] : [],
      unknown: exhausted ? { code: `exhausted.${exhausted}`, params: { undecided, objects } } : null,
      standing: standingBy('linearizable', valid),
    }
  }

/** `about`: the consistency model that the check decides, if it is one. */
const byInvariant =
  (check: (operations: Operations, options: JudgeOptions) => InvariantVerdict, about?: string): Check =>
  (operations, options) => {
    const { valid, findings, unknown } = check(operations, options)
    return {
      valid,
      anomalies: findings.map((finding) => ({ type: 'finding', finding })),
      unknown: valid === 'unknown' ? (unknown ?? { code: 'nothingRead', params: {} }) : null,
      standing: about === undefined ? null : standingBy(about, valid),
    }
  }

const standingBy = (about: string, valid: Verdict['valid']): Verdict['standing'] =>
  valid === 'unknown' ? null : standingOf({ judged: [about], broken: valid ? [] : [about] })

const byCycles =
  (dialect: 'list-append' | 'rw-register'): Check =>
  (operations, { consistency }) => {
    const { findings, cycles, ...verdict } = checkTransactions(operations, dialect, consistency)
    const found = findings.map((finding): Anomaly => ({ type: 'finding', finding }))
    return { ...verdict, anomalies: [...found, ...cycles.map((cycle): Anomaly => ({ type: 'cycle', cycle }))] }
  }

export const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ...[...LINEARIZABLE_MODELS].map(([name, model]): [string, Check] => [name, byLinearizability(model)]),
  [
    'sequential',
    byInvariant(
      (operations, { budget }) => checkSequential(operations, objectModelOf(operations.history), budget),
      'sequential',
    ),
  ],
  ...[...SESSION_GUARANTEES.keys()].map((name): [string, Check] => [
    name,
    byInvariant((operations, { budget }) => checkSession(operations, name, budget), name),
  ]),
  [
    'bounded-staleness',
    byInvariant((operations, { staleness }) => checkStaleness(operations, staleness), 'bounded-staleness'),
  ],
  ['list-append', byCycles('list-append')],
  ['rw-register', byCycles('rw-register')],
  ['long-fork', byInvariant(checkLongFork)],
  ['set', byInvariant(checkSet)],
  ['set-full', byInvariant((operations, { budget }) => checkSetFull(operations, budget))],
  ['counter', byInvariant(checkCounter)],
  ['monotonic', byInvariant(checkMonotonicity)],
  ['bank', byInvariant((operations, { negativeBalances }) => checkBank(operations, negativeBalances))],
  ['unique-ids', byInvariant(checkUniqueIds)],
  ['total-order-queue', byInvariant(checkTotalOrderQueue)],
  ['lost-writes', byInvariant(checkLostWrites)],
  ['convergence', byInvariant(checkConvergence)],
])
