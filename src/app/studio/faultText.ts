import type { PolicyFault } from '../../policies'
import { words } from '../words'

/** What went wrong as the learner's code decided, in a sentence. */
export function faultText({ status, code, params }: Pick<PolicyFault, 'status' | 'code' | 'params'>): string {
  const { policyAnswers, policyFaults, policyResults } = words()
  // What was answered and what was done wrong have some codes in common.
  if (status === 'refused' && code in policyAnswers) return policyAnswers[code as keyof typeof policyAnswers](params)
  if (code in policyFaults) return policyFaults[code as keyof typeof policyFaults](params)
  if (code in policyResults) return `${policyResults[code as keyof typeof policyResults](String(params.path))}.`
  return code
}
