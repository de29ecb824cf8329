/** What is answered with when the real thing failed. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { wholeProblem } from '../contract'
import type { FallbackAnswer, FallbackContext } from './types'

export const FALLBACK: Contract<FallbackContext, FallbackAnswer> = {
  name: 'fallback',
  code: codeOf('fallback'),
  problemOf: (answer, { chain }) => wholeProblem(answer, -1, chain.length - 1),
  note: (answer) => answer,
}
