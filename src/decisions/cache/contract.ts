/** Whether a read is answered with a copy. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import type { CacheAnswer, CacheContext } from './types'

export const CACHE: Contract<CacheContext, CacheAnswer> = {
  name: 'cache',
  code: codeOf('cache'),
  problemOf: (answer) => (typeof answer === 'boolean' ? null : { code: 'notBoolean', allowed: 'true or false' }),
  note: (answer) => Number(answer),
}
