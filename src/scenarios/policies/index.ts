/** The policies of calls: as a scenario states them, which hold where, and what roles are told of them. */
export { withAdmission, withEdgePolicies } from './change'
export type { CallEdge } from './edges'
export { callEdges } from './edges'
export { entriesOf } from './effective'
export { policiesInForce } from './inForce'
export type { GroupPolicies } from './plan'
export { policiesOf } from './plan'
export type { CallOperation, CallPolicySpec } from './spec'
