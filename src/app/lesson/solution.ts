/** The solution as steps that are done one at a time: what is chosen, code that decides, acts at their moments, answers. */
import type { Attempt, PolicyChoice, Timed } from '../../lessons/lesson'
import type { Lesson } from '../../lessons/load'

export type SolutionStep =
  | { do: 'choose'; choice: string; variant: string }
  | { do: 'code'; policy: PolicyChoice }
  | { do: 'act'; timed: Timed }
  | { do: 'answer'; place: string; options: string[] }

export function solutionSteps({ spec }: Lesson): SolutionStep[] {
  const { choices = {}, policies = [], commands = [], answers = {} }: Attempt = spec.solution
  return [
    ...Object.entries(choices).map(([choice, variant]): SolutionStep => ({ do: 'choose', choice, variant })),
    ...policies.map((policy): SolutionStep => ({ do: 'code', policy })),
    ...[...commands].sort((a, b) => a.atS - b.atS).map((timed): SolutionStep => ({ do: 'act', timed })),
    ...Object.entries(answers).map(([place, options]): SolutionStep => ({ do: 'answer', place, options })),
  ]
}
