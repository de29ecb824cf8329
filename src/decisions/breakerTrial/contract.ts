/** Whether a call may go through a breaker that is not closed. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import type { BreakerTrialAnswer, BreakerTrialContext } from './types'

export const BREAKER_TRIAL: Contract<BreakerTrialContext, BreakerTrialAnswer> = {
  name: 'breakerTrial',
  code: codeOf('breakerTrial'),
  problemOf: (answer) => (typeof answer === 'boolean' ? null : { code: 'notBoolean', allowed: 'true, false' }),
  note: (answer) => (answer ? 1 : 0),
}
