/** A key-value store of texts: get, put, append. A key holds the empty text at first. */
import { badValue, shown, unknownFunction, type Model } from '../model'

export const kv: Model = {
  name: 'kv',
  initial: '',
  keyed: true,
  action: (operation) => {
    const { f, asked, told, outcome } = operation
    if (f !== 'get' && f !== 'put' && f !== 'append') throw unknownFunction('kv', operation, 'get, put, append')
    const value = f === 'get' ? (told ?? '') : asked
    if (outcome === 'fail' || (f === 'get' && outcome === 'info')) return null
    if (typeof value !== 'string') throw badValue('kv', operation)
    return { kind: f, value }
  },
  step: (state, { kind, value }) => {
    if (kind === 'get') return state === value ? state : undefined
    return kind === 'put' ? value : (state as string) + (value as string)
  },
  isRead: ({ kind }) => kind === 'get',
  helps: (state, { kind, value }, read) => {
    const [from, piece, wanted] = [state, value, read.value] as string[]
    if (kind === 'put') return wanted.startsWith(piece)
    return wanted.startsWith(piece, from.length) && wanted.startsWith(from)
  },
  holds: (read, { value }) => value !== '' && (read.value as string).includes(value as string),
  why: (state, { value }) => ({ code: 'kv.get', params: { got: shown(value), holds: shown(state) } }),
}
