/** What may be imported of the cluster. */
export { criticalityAt, mayBeShed } from './admitting'
export { SimulatedCluster, sameForAllLegs } from './cluster'
export type { Admission, Cluster, Decider, Place, Program, ClusterState, MessageRule, Role, Roles } from './contract'
export type {
  Command,
  Consistency,
  Fault,
  FeatureFlag,
  LinkTarget,
  MessageId,
  NodeTarget,
  PolicyReach,
  ScheduledFault,
  StampedCommand,
} from './command'
export { FEATURE_FLAGS } from './command'
export * from './journal'
export { decide } from './decider'
export { Deliveries } from './deliveries'
export {
  EVENT,
  F,
  PURPOSE,
  W,
  asCopy,
  attemptOf,
  besides,
  entityOf,
  extendPath,
  isMessage,
  isOfCopy,
  otherOf,
  twinOf,
  withoutCopy,
} from './layout'
export { Link } from './link'
export { DUTY, takesPart } from './membership'
export type { Duty, Membership } from './membership'
export { whatStays } from './merging'
export type { Met } from './merging'
export { MESSAGE_TYPES, TYPE, bytesSent } from './messageTypes'
export type { Leg, MessageType, Shape, SizedBody } from './messageTypes'
export { ClusterNode } from './node'
export type { NodeSpec } from './node'
export { allToDrain, nextToAdd } from './orders'
export { boundaryOf, linksAcross, linksOf, matches, nodesOf } from './targets'
export { tenantOf } from './tenants'
export type { TenantEnds } from './tenants'
export { DROP } from './transmission'
export { nextDue, timeoutLine, watch } from './timeoutLine'
export type { IsOver, TimeoutLine } from './timeoutLine'
export * from './wire'
