/** Whether a call that failed is tried again, and after how long. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { numberProblem } from '../contract'
import type { RetryAnswer, RetryContext } from './types'

/** Tries of one call, the first included: whoever decides. */
export const ATTEMPTS_MAX = 20
/** A day: longer than any run. */
export const WAIT_MAX_US = 86_400_000_000

export const RETRY: Contract<RetryContext, RetryAnswer> = {
  name: 'retry',
  code: codeOf('retry'),
  problemOf: (answer) => numberProblem(answer, -1, WAIT_MAX_US),
  note: (answer) => Math.min(0x7fffffff, Math.floor(answer)),
}
