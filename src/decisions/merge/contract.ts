/** What stays of versions that meet. */
import { codeOf } from '../codes'
import type { Contract } from '../contract'
import { wholeProblem } from '../contract'
import type { MergeAnswer, MergeContext } from './types'

export const MERGE: Contract<MergeContext, MergeAnswer> = {
  name: 'merge',
  code: codeOf('merge'),
  problemOf(answer, { versions, keepsSiblings }) {
    if (keepsSiblings && answer === 'all') return null
    const problem = wholeProblem(answer, 0, versions.length - 1)
    return problem && keepsSiblings ? { ...problem, allowed: `${problem.allowed}, or 'all'` } : problem
  },
  note: (answer) => (answer === 'all' ? -1 : answer),
}
