/** The policies of calls: as a scenario states them, which hold where, and what roles are told of them. */
export type { CallEdge, EdgeAbility } from './edges'
export { callEdge, callEdges } from './edges'
export { covers, entriesOf, specificity } from './effective'
export type { GroupPolicies } from './plan'
export { backoffOf, breakerOf, isGuarded, policiesOf } from './plan'
export type { CallOperation, CallPolicySpec, LimitSpec, PlainBreakerSpec, PolicyRetrySpec } from './spec'
export { CALL_OPERATIONS } from './spec'
