/** What decisions about calls are told in words, from what messages carry as numbers. */
import { CAUSE, OP, OUTCOME_CAUSES } from '../../cluster'
import type { Cause, Operation } from '../../decisions/faultline'

const CAUSES: readonly Cause[] = OUTCOME_CAUSES
/** A refusal that gives no cause is a refusal. */
export function causeWord(cause: number): Cause {
  return CAUSES[cause || CAUSE.refused]
}

const OPERATIONS: Operation[] = []
for (const [word, op] of Object.entries(OP)) OPERATIONS[op] = word as keyof typeof OP
export function operationWord(op: number): Operation {
  return OPERATIONS[op]
}
