/**
 * What may be imported of Raft: the step function with its states, messages and effects, for whoever replicates a state
 * machine of its own.
 */
export { BUGS, BUG_NAMES } from './bugs'
export type { Bug } from './bugs'
export { recovered } from './durable'
export { lastIndex } from './log'
export type { Entry, Log, Snapshot } from './log'
export { isVoter, membershipOf } from './membership'
export type { Membership } from './membership'
export type { Message } from './message'
export { SETTINGS, newMember } from './state'
export type { RaftRole, RaftState, Settings } from './state'
export { step } from './step'
export type { Input } from './step'
export type { Effect, Refusal, Surroundings } from './turn'
