/** Which model a history speaks of, by the names of its functions. */
import { FaultlineError } from '../kernel'
import type { History } from './history/history'
import type { Value } from './history/values'
import { MODELS } from './judge'

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
  ['generate', 'unique-ids'],
  ['send', 'total-order-queue'],
  ['poll', 'total-order-queue'],
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
