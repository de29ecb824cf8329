/** A first-in-first-out queue: enqueue, and dequeue, which says nil where the queue is empty. */
import { textOf, type Value } from '../../history/values'
import { same, shown, unknownFunction, type Model, type Reason } from '../model'

export const queue: Model = {
  name: 'queue',
  initial: [],
  keyed: true,
  action: (operation) => {
    const { f, asked, told, outcome } = operation
    if (f !== 'enqueue' && f !== 'dequeue') throw unknownFunction('queue', operation, 'enqueue, dequeue')
    if (outcome === 'fail') return null
    if (f === 'enqueue') return { kind: 'enqueue', value: asked }
    return outcome === 'ok' ? { kind: 'dequeue', value: told } : { kind: 'dequeueUnseen', value: null }
  },
  step: (state, { kind, value }) => {
    const waiting = state as Value[]
    if (kind === 'enqueue') return [...waiting, value]
    if (kind === 'dequeueUnseen') return waiting.slice(1)
    if (value === null && waiting.length === 0) return state
    return waiting.length > 0 && same(waiting[0], value) ? waiting.slice(1) : undefined
  },
  isRead: ({ kind, value }) => kind === 'dequeue' && value === null,
  why: (state, { value }): Reason => {
    const waiting = state as Value[]
    if (waiting.length === 0) return { code: 'queue.empty', params: { got: shown(value) } }
    const code = waiting.some((held) => textOf(held) === textOf(value)) ? 'queue.order' : 'queue.absent'
    return { code, params: { got: shown(value), head: shown(waiting[0]) } }
  },
}
