/** The sandbox's entry: a realm for learners' programs, calls under a budget, and copies of what they give. */
export { DEFAULT_BUDGET, type Budget } from './budget'
export { LearnerModule, type Fault, type Outcome, type Recorded } from './learnerModule'
export { DEFAULT_COPY_LIMITS, plainCopy, type Copied, type CopyLimits, type CopyRefusal } from './plainCopy'
export type { FaultCode } from './rules'
export { lockedRealm, sesRealm, type Realm } from './realm'
