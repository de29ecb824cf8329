/** Whether a circuit breaker changes, once a call has ended. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import type { BreakerTripAnswer, BreakerTripContext } from './types'

const ANSWERS: readonly unknown[] = ['stay', 'open', 'close'] satisfies BreakerTripAnswer[]

export const BREAKER_TRIP: Contract<BreakerTripContext, BreakerTripAnswer> = {
  name: 'breakerTrip',
  code: codeOf('breakerTrip'),
  problemOf: (answer) => (ANSWERS.includes(answer) ? null : { code: 'notOneOf', allowed: "'stay', 'open', 'close'" }),
  note: (answer) => ANSWERS.indexOf(answer),
}
