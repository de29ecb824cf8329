/** What went wrong, in words that are loaded when something first does. */
import type { useLab } from '../store'
import { words } from '../words'

type Problem = NonNullable<ReturnType<typeof useLab.getState>['problem']>

export function ProblemText({ problem: { code, params } }: { problem: Problem }) {
  return <span>{words().problem(code, params)}</span>
}
