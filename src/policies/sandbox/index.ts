/** The sandbox's entry: a realm for learners' programs, calls under a budget, and copies of what they give. */
export type { Budget } from './budget'
export { LearnerModule, type Fault, type Outcome, type Recorded } from './learnerModule'
export { plainCopy, type Copied, type CopyLimits, type CopyRefusal } from './plainCopy'
export type { FaultCode } from './rules'
export { lockedRealm, realmLockedBefore, sesRealm, type Realm } from './realm'
