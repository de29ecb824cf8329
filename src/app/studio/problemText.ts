import type { Problem } from '../../policies/compiler'
import { words } from '../words'

export function problemText({ code, params }: Pick<Problem, 'code' | 'params'>): string {
  return words().policyProblems[code](params)
}
