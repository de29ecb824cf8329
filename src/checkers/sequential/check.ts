/**
 * Sequential consistency (Lamport 1979): one order of all operations that keeps each process's own. It is not local: all keys are
 * searched together, depth first over how far each process has come, with a memo. That is NP-complete (Gibbons and Korach, SIAM J.
 * Comput. 1997), so it is for small histories: beyond its budget the verdict is unknown.
 */
import type { Operations } from '../history/operations'
import { textOf, type Value } from '../history/values'
import { undecided, type InvariantVerdict } from '../invariants/anomaly'
import type { Budget } from '../linearizability/check'
import { shown, type Model } from '../linearizability/model'
import { isKeyed, withoutKey } from '../linearizability/objects'
import { ILLEGAL, Specification } from '../linearizability/specification'
import { OrderSearch, type Step } from './orderSearch'

/** Throws what the model throws. */
export function checkSequential(operations: Operations, model: Model, budget: Budget): InvariantVerdict {
  const { processes, specifications, keys } = stepsOf(operations, model)
  const search = new OrderSearch(processes, specifications, budget)
  const found = search.run()
  if (found === null) return undecided(`exhausted.${search.exhausted}`, { undecided: 1, objects: 1 })
  if (found) return { valid: true, findings: [] }
  const { heads, states, placed } = search.furthest
  const stuck = heads.flatMap((at, process) => (at < processes[process].length ? [processes[process][at]] : []))
  const findings = stuck
    .filter(({ object, action }) => specifications[object].step(states[object], action) === ILLEGAL)
    .map(({ object, action, operation }) => {
      const { code, params } = specifications[object].why(states[object], action)
      const key = keys[object] === undefined ? '' : shown(keys[object])
      return { code: 'sequential', params: { ...params, reason: code, key, placed }, operations: [operation] }
    })
  return { valid: false, findings }
}

/** Each process's operations in order. One of unknown fate is its process's last, and may be left out. */
function stepsOf(operations: Operations, model: Model) {
  const keyed = model.keyed && isKeyed(operations)
  const objects = new Map<string, number>()
  const keys: (Value | undefined)[] = []
  const specifications: Specification[] = []
  const processes = new Map<number, Step[]>()
  for (let number = 0; number < operations.length; number++) {
    const operation = operations.at(number)
    const action = model.action(keyed ? withoutKey(operation) : operation, operations.history.conventions)
    if (!action) continue
    const key = keyed ? (operation.asked as Value[])[0] : undefined
    const text = key === undefined ? '' : textOf(key)
    const object = objects.get(text) ?? specifications.push(new Specification(model)) - 1
    if (!objects.has(text)) keys.push(key)
    objects.set(text, object)
    const step = {
      operation: number,
      object,
      action: specifications[object].actionOf(action),
      optional: operation.outcome === 'info',
    }
    const own = processes.get(operation.process)
    if (own) own.push(step)
    else processes.set(operation.process, [step])
  }
  return { processes: [...processes.values()], specifications, keys }
}
