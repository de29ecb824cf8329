/** A set, by its last read: it holds every element whose add was acknowledged, and none that nobody tried to add. */
import type { Operations } from '../history/operations'
import { textOf, type Value } from '../history/values'
import { badValue, shown, unknownFunction } from '../linearizability/model'
import type { Finding, InvariantVerdict } from './anomaly'

/** Unknown where nothing was read. Throws history.function, history.value. */
export function checkSet(operations: Operations): InvariantVerdict {
  const added = new Map<string, { acknowledged: boolean; number: number }>()
  let lastRead: { held: Value[]; number: number } | null = null
  for (let number = 0; number < operations.length; number++) {
    const operation = operations.at(number)
    const { f, asked, told, outcome } = operation
    if (f !== 'add' && f !== 'read') throw unknownFunction('set', operation, 'add, read')
    if (f === 'add') added.set(textOf(asked), { acknowledged: outcome === 'ok', number })
    else if (outcome === 'ok' && told !== null) {
      if (!Array.isArray(told)) throw badValue('set', operation)
      lastRead = { held: told, number }
    }
  }
  if (!lastRead) return { valid: 'unknown', findings: [] }
  const { held, number } = lastRead
  const texts = new Set(held.map(textOf))
  const lost = [...added].filter(([text, { acknowledged }]) => acknowledged && !texts.has(text))
  const unexpected = held.filter((value) => !added.has(textOf(value)))
  const findings: Finding[] = []
  if (lost.length > 0) {
    const elements = lost.map(([text]) => text).join(' ')
    const adds = lost.slice(0, 10).map(([, add]) => add.number)
    findings.push({
      code: 'set.lost',
      params: { count: lost.length, elements: shown(elements) },
      operations: [...adds, number],
    })
  }
  if (unexpected.length > 0)
    findings.push({
      code: 'set.unexpected',
      params: { count: unexpected.length, elements: shown(unexpected) },
      operations: [number],
    })
  return { valid: findings.length === 0, findings }
}
