/** Which instance gets a request. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { wholeProblem } from '../contract'
import type { BalancerAnswer, BalancerContext } from './types'

export const BALANCER: Contract<BalancerContext, BalancerAnswer> = {
  name: 'balancer',
  code: codeOf('balancer'),
  problemOf: (answer, { instances }) => wholeProblem(answer, -1, instances.length - 1),
  note: (answer) => answer,
}
