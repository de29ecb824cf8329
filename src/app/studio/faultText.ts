import type { PolicyFault } from '../../policies'
import { words } from '../words'

/** What went wrong as the learner's code decided, in a sentence. */
export function faultText({ code, params }: Pick<PolicyFault, 'code' | 'params'>): string {
  const { policyAnswers, policyFaults, policyResults } = words()
  if (code in policyAnswers) return policyAnswers[code as keyof typeof policyAnswers](params)
  if (code in policyFaults) return policyFaults[code as keyof typeof policyFaults](params)
  if (code in policyResults) return `${policyResults[code as keyof typeof policyResults](String(params.path))}.`
  return code
}
