/** A bank, by its reads: each sums to the same total, that of the first; no balance is below zero unless that is allowed. */
import type { Operations } from '../history/operations'
import { badValue, shown, unknownFunction } from '../linearizability/model'
import { balancesOf } from '../linearizability/models/bank'
import { FINDINGS_MAX, type Finding, type InvariantVerdict } from './anomaly'

/** Unknown where nothing was read. Throws history.function, history.value. */
export function checkBank(operations: Operations, negativeBalances: boolean): InvariantVerdict {
  const findings: Finding[] = []
  let total: number | null = null
  let first = -1
  for (let number = 0; number < operations.length && findings.length < FINDINGS_MAX; number++) {
    const operation = operations.at(number)
    const { f, told, outcome } = operation
    if (f !== 'read' && f !== 'transfer') throw unknownFunction('bank', operation, 'read, transfer')
    if (f !== 'read' || outcome !== 'ok' || told === null) continue
    const balances = balancesOf(told)
    if (!balances) throw badValue('bank', operation)
    const sum = [...balances.values()].reduce((a, b) => a + b, 0)
    if (total === null) [total, first] = [sum, number]
    if (sum !== total)
      findings.push({ code: 'bank.total', params: { got: sum, expected: total }, operations: [first, number] })
    const negative = [...balances].find(([, balance]) => balance < 0)
    if (negative && !negativeBalances) {
      const [account, got] = negative
      findings.push({ code: 'bank.negative', params: { account: shown(account), got }, operations: [number] })
    }
  }
  return { valid: findings.length > 0 ? false : total === null ? 'unknown' : true, findings }
}
