/** Whether work is let in. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import type { AdmitAnswer, AdmitContext } from './types'

export const ADMIT: Contract<AdmitContext, AdmitAnswer> = {
  name: 'admit',
  code: codeOf('admit'),
  problemOf: (answer) => (typeof answer === 'boolean' ? null : { code: 'notBoolean', allowed: 'true or false' }),
  note: (answer) => Number(answer),
}
