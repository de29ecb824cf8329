/** A lock: it can be acquired while free and released while held, by whomever. */
import { unknownFunction, type Model } from '../model'

export const mutex: Model = {
  name: 'mutex',
  initial: 'free',
  keyed: true,
  action: (operation) => {
    const { f, outcome } = operation
    if (f !== 'acquire' && f !== 'release') throw unknownFunction('mutex', operation, 'acquire, release')
    return outcome === 'fail' ? null : { kind: f, value: null }
  },
  step: (state, { kind }) => {
    if (kind === 'acquire') return state === 'free' ? 'held' : undefined
    return state === 'held' ? 'free' : undefined
  },
  isRead: () => false,
  why: (_, { kind }) => ({ code: `mutex.${kind}`, params: {} }),
}
