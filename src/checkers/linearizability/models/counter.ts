/** A counter: add (also of negative numbers) and read. It holds 0 at first. */
import { badValue, shown, unknownFunction, type Model } from '../model'

export const counter: Model = {
  name: 'linearizable-counter',
  initial: 0,
  keyed: true,
  action: (operation) => {
    const { f, asked, told, outcome } = operation
    if (f !== 'add' && f !== 'read') throw unknownFunction('linearizable-counter', operation, 'add, read')
    if (outcome === 'fail' || (f === 'read' && (outcome === 'info' || told === null))) return null
    const value = f === 'read' ? told : asked
    if (typeof value !== 'number') throw badValue('linearizable-counter', operation)
    return { kind: f, value }
  },
  step: (state, { kind, value }) => {
    if (kind === 'read') return state === value ? state : undefined
    return (state as number) + (value as number)
  },
  isRead: ({ kind }) => kind === 'read',
  why: (state, { value }) => ({ code: 'counter.read', params: { got: shown(value), holds: shown(state) } }),
}
