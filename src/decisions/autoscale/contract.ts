/** How many instances there should be. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { wholeProblem } from '../contract'
import type { AutoscaleAnswer, AutoscaleContext } from './types'

export const AUTOSCALE: Contract<AutoscaleContext, AutoscaleAnswer> = {
  name: 'autoscale',
  code: codeOf('autoscale'),
  problemOf: (answer, { min, max }) => wholeProblem(answer, min, max),
  note: (answer) => answer,
}
