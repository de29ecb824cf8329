/** A register: read, write, and compare-and-set of `[expected new]`. It holds nil at first. */
import type { Operation } from '../../history/operations'
import type { Conventions } from '../../history/history'
import type { Value } from '../../history/values'
import { badValue, same, shown, unknownFunction, type Action, type Model } from '../model'

const registerModel = (name: string, functions: readonly string[]): Model => ({
  name,
  initial: null,
  keyed: true,
  action: (operation, conventions) => {
    if (!functions.includes(operation.f)) throw unknownFunction(name, operation, functions.join(', '))
    return registerAction(name, operation, conventions)
  },
  step: (state, { kind, value }) => {
    if (kind === 'read') return same(state, value) ? state : undefined
    if (kind === 'write') return value
    if (kind === 'casFailed') return same(state, value) ? undefined : state
    const [expected, next] = value as Value[]
    return same(state, expected) ? next : undefined
  },
  isRead: ({ kind }) => kind === 'read' || kind === 'casFailed',
  helps: (_, { kind, value }, read) =>
    read.kind === 'casFailed' || same(kind === 'cas' ? (value as Value[])[1] : value, read.value),
  dependence: {
    leaves: ({ kind, value }) => (kind === 'cas' ? (value as Value[])[1] : value),
    seeks: ({ kind, value }) => {
      if (kind === 'write') return []
      return kind === 'casFailed' ? 'any' : [kind === 'cas' ? (value as Value[])[0] : value]
    },
  },
  why: (state, { kind, value }) => {
    const expected = kind === 'cas' ? (value as Value[])[0] : value
    return { code: `register.${kind}`, params: { got: shown(expected), holds: shown(state) } }
  },
})

function registerAction(model: string, operation: Operation, conventions: Conventions): Action | null {
  const { f, asked, told, outcome } = operation
  if (f === 'read') {
    const says = outcome === 'ok' && (told !== null || conventions === 'porcupine-etcd')
    return says ? { kind: 'read', value: told } : null
  }
  if (f === 'write') return outcome === 'fail' ? null : { kind: 'write', value: asked }
  if (!Array.isArray(asked) || asked.length !== 2) throw badValue(model, operation)
  if (outcome !== 'fail') return { kind: 'cas', value: asked }
  return conventions === 'porcupine-etcd' ? { kind: 'casFailed', value: asked[0] } : null
}

export const register = registerModel('register', ['read', 'write'])
export const casRegister = registerModel('cas-register', ['read', 'write', 'cas'])
