/** Which instances an order to add or to drain means. */
import { DUTY } from './membership'
import type { Duty } from './membership'
import type { ClusterNode } from './node'

/** Of these, the first that stands by, else the first that drains and need not. */
export function nextToAdd(nodes: readonly ClusterNode[]): ClusterNode | undefined {
  return nodes.find((node) => canObey(node, DUTY.standsBy)) ?? nodes.find((node) => canObey(node, DUTY.drains))
}
/** Of these, all that take part or are about to. */
export function allToDrain(nodes: readonly ClusterNode[]): ClusterNode[] {
  return nodes.filter((node) => canObey(node, DUTY.serves) || canObey(node, DUTY.boots))
}
function canObey(node: ClusterNode, duty: Duty): boolean {
  return node.up && !node.stalled && node.membership?.duty === duty
}
