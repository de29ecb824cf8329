/**
 * What the folds must know of a scenario before they can read its journal: which journey an operation class belongs to,
 * which nodes replicate the same shard, how many workers a node has, how many links there are. Indices as in the journal.
 */
import type { TenantEnds } from '../cluster'

export const OPERATION_KINDS = ['read', 'write', 'submit', 'call', 'transfer'] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

/** `journey` −1: background work, no user waits for it: its acknowledged writes count, charts and totals leave it out. */
export interface OperationClass {
  journey: number
  kind: OperationKind
}

export type ObjectiveKind = 'availability' | 'latency' | 'freshness'
/** What a journey promises of its operations. */
export interface JourneyObjective {
  journey: number // index
  tenant?: number // index; absent: of everybody's operations
  kind: ObjectiveKind
  target: number // share of good operations, below 1
  thresholdUs: number // of latency: answered within
  periodUs: number
}

export interface TelemetryShape {
  /** By operation class (the detail of INVOKE). Classes of one journey stand in the order of its steps. */
  classes: OperationClass[]
  journeys: number
  /** By node: its shard, −1 for none. Nodes of one shard are its replicas. */
  shardOf: number[]
  /** By node: parallel workers, 0 for a node without queue and service times. */
  workers: number[]
  links: number
  objectives?: JourneyObjective[]
  tenants?: TenantEnds // whose users they are; none: nobody tells
}

/** Step of each class within its journey. */
export function stepsOf(classes: OperationClass[]): number[] {
  return classes.map((c, i) => classes.slice(0, i).filter((other) => other.journey === c.journey).length)
}
