/** How many may be under way at once from now on. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { numberProblem } from '../contract'
import type { LimitAnswer, LimitContext } from './types'

/** More than this is no limit. */
const MOST = 1_000_000

export const LIMIT: Contract<LimitContext, LimitAnswer> = {
  name: 'limit',
  code: codeOf('limit'),
  problemOf: (answer) => numberProblem(answer, 1, MOST),
  note: (answer) => Math.floor(answer),
}
