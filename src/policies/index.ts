/** Decisions that learners may take over: code as a value, and who decides in a world. */
export { policyId } from './code'
export type { PolicyCode, PolicyCodes } from './code'
export { Desk } from './desk'
export type { FaultAt, StepOf, Taken, Watcher } from './desk'
export { NO_POLICIES } from './loaded'
export { Refusals } from './refusals'
export type { ExplainedOutcome, LoadedPolicy, PolicyFault, PolicyLibrary, PolicyOutcome } from './loaded'
