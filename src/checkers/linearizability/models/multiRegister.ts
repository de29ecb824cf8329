/**
 * Registers that transactions read and write together, `[[read k v] [write k v] ...]`; each holds 0 at first. Linearizable
 * here means strictly serializable.
 */
import type { Scalar, Value } from '../../history/values'
import { badValue, same, shown, unknownFunction, type Model } from '../model'

type MicroOp = [name: string, key: Scalar, value: Value]

const isWrite = ([name]: MicroOp): boolean => name === 'write' || name === 'w'
const isMicroOp = (value: Value): boolean =>
  Array.isArray(value) &&
  value.length === 3 &&
  ['read', 'write', 'r', 'w'].includes(value[0] as string) &&
  (typeof value[1] !== 'object' || value[1] === null)

/** The state that the reads before `failing` allow, and the first read that it does not; a nil read allows anything. */
function play(state: Value, transaction: Value): { after: Map<Scalar, Value>; failing: MicroOp | null } {
  const after = new Map(state as Map<Scalar, Value>)
  for (const micro of transaction as MicroOp[]) {
    const [, key, value] = micro
    if (isWrite(micro)) after.set(key, value)
    else if (value !== null && !same(after.get(key) ?? 0, value)) return { after, failing: micro }
  }
  return { after, failing: null }
}

export const multiRegister: Model = {
  name: 'multi-register',
  initial: new Map(),
  keyed: false,
  action: (operation) => {
    if (operation.f !== 'txn') throw unknownFunction('multi-register', operation, 'txn')
    const value = operation.outcome === 'ok' ? operation.told : operation.asked
    if (!Array.isArray(value) || !value.every(isMicroOp)) throw badValue('multi-register', operation)
    return operation.outcome === 'fail' ? null : { kind: 'txn', value }
  },
  step: (state, { value }) => {
    const { after, failing } = play(state, value)
    return failing ? undefined : after
  },
  isRead: ({ value }) => !(value as MicroOp[]).some(isWrite),
  why: (state, { value }) => {
    const { after, failing } = play(state, value)
    const [, key, got] = failing as MicroOp
    return { code: 'txn.read', params: { key: shown(key), got: shown(got), holds: shown(after.get(key) ?? 0) } }
  },
}
