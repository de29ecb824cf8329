/** When the same is asked of somebody else while no answer has come. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { numberProblem } from '../contract'
import type { HedgeAnswer, HedgeContext } from './types'

/** An hour: longer than any call. */
const DELAY_MAX_US = 3_600_000_000

export const HEDGE: Contract<HedgeContext, HedgeAnswer> = {
  name: 'hedge',
  code: codeOf('hedge'),
  problemOf: (answer) => numberProblem(answer, -1, DELAY_MAX_US),
  note: (answer) => Math.min(0x7fffffff, Math.floor(answer)),
}
