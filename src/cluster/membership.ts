/**
 * Whether an instance takes part among those of its group: data that its role keeps (services/instance) and that anyone who looks
 * at the cluster may read. Only instances of groups that can grow and shrink have it.
 */
import type { ClusterNode } from './node'

/** `boots`: its process comes up and takes nothing yet. `drains`: it finishes what it has and takes nothing new. */
export const DUTY = { serves: 0, standsBy: 1, boots: 2, drains: 3 } as const
export type Duty = (typeof DUTY)[keyof typeof DUTY]

export interface Membership {
  duty: Duty
  /** How often it has booted: an older boot that comes to its end is none. */
  boots: number
  /** When the last request came, in microseconds. */
  requestUs: number
  /** Samples since the last report, and their sums: share of workers busy, requests waiting. */
  samples: number
  busy: number
  queued: number
}

/** Which of these an order to add one means: the first that stands by, else the first that drains and need not. */
export function nextToAdd(nodes: readonly ClusterNode[]): ClusterNode | undefined {
  return nodes.find((node) => canObey(node, DUTY.standsBy)) ?? nodes.find((node) => canObey(node, DUTY.drains))
}
/** Those of these that an order to drain means. */
export function allToDrain(nodes: readonly ClusterNode[]): ClusterNode[] {
  return nodes.filter((node) => canObey(node, DUTY.serves) || canObey(node, DUTY.boots))
}
function canObey(node: ClusterNode, duty: Duty): boolean {
  return node.up && !node.stalled && node.membership?.duty === duty
}
