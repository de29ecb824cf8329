/** How many answers a coordinator waits for. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { wholeProblem } from '../contract'
import type { QuorumAnswer, QuorumContext } from './types'

export const QUORUM: Contract<QuorumContext, QuorumAnswer> = {
  name: 'quorum',
  code: codeOf('quorum'),
  problemOf: (answer, { n }) => wholeProblem(answer, 1, n),
  note: (answer) => answer,
}
