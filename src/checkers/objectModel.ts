/** What kind of object a history is about, by the names of its functions: for checks that take any. */
import { FaultlineError } from '../kernel'
import type { History } from './history/history'
import type { Model } from './linearizability/model'
import { LINEARIZABLE_MODELS } from './linearizability/models'

const MODEL_OF: ReadonlyMap<string, string> = new Map([
  ['read', 'cas-register'],
  ['write', 'cas-register'],
  ['cas', 'cas-register'],
  ['get', 'kv'],
  ['put', 'kv'],
  ['append', 'kv'],
  ['enqueue', 'queue'],
  ['dequeue', 'queue'],
  ['acquire', 'mutex'],
  ['release', 'mutex'],
  ['txn', 'multi-register'],
])

/** By the first function that names one. Throws history.unguessed { allowed }. */
export function objectModelOf(history: History): Model {
  for (let position = 0; position < history.length; position++) {
    const name = history.process(position) < 0 ? undefined : MODEL_OF.get(history.f(position))
    if (name !== undefined) return LINEARIZABLE_MODELS.get(name) as Model
  }
  throw new FaultlineError('history.unguessed', { allowed: [...new Set(MODEL_OF.values())].join(', ') })
}
