/** How fresh a read must be. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import type { ConsistencyAnswer, ConsistencyContext } from './types'

const LEVELS: readonly unknown[] = ['asWritten', 'strong', 'bounded', 'session', 'prefix', 'eventual']

export const CONSISTENCY: Contract<ConsistencyContext, ConsistencyAnswer> = {
  name: 'consistency',
  code: codeOf('consistency'),
  problemOf: (answer) => (LEVELS.includes(answer) ? null : { code: 'notOneOf', allowed: LEVELS.join(', ') }),
  note: (answer) => LEVELS.indexOf(answer),
}
