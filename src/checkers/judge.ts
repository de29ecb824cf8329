/** Judges a history by the name of a model: what the page and the command offer. */
import { FaultlineError } from '../kernel'
import { CHECKS } from './checks'
import type { History } from './history/history'
import { Operations } from './history/operations'
import { DEFAULT_OPTIONS, type Verdict } from './verdict'

export const MODELS: readonly string[] = [...CHECKS.keys()]

/** Throws history.model { got, allowed }, history.consistency { got, allowed }, and what pairing and the check throw. */
export function judge(history: History, model: string, options = DEFAULT_OPTIONS): Verdict {
  const check = CHECKS.get(model)
  if (!check) throw new FaultlineError('history.model', { got: model.slice(0, 40), allowed: MODELS.join(', ') })
  const operations = new Operations(history)
  return { model, operations: operations.length, ...check(operations, options) }
}
