/** What went wrong, in words that are loaded when something first does. */
import type { ProblemCode } from '../../policies/compiler'
import type { useLab } from '../store'
import { words } from '../words'

type Problem = NonNullable<ReturnType<typeof useLab.getState>['problem']>

export function ProblemText({ problem: { code, params } }: { problem: Problem }) {
  return <span>{words().problem(code, params)}</span>
}

/** Of code that does not compile: with what the compiler says, whose words are loaded too. */
export function RefusedCodeText({ problem: { code, params } }: { problem: Problem }) {
  const reason = words().policyProblems[params.problem as ProblemCode](params)
  return <span>{words().problem(code, { ...params, reason })}</span>
}
