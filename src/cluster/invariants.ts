/**
 * What must always hold in a group of replicas, checked while a run is stepped, from the states of all of them at once:
 * God's view, which no node has. The memory is data, so that checkpoints carry it; nothing in the world knows of it.
 */
import type { Cluster } from './contract'
import type { ClusterNode } from './node'

/** An operation, by who invoked it and its count there, and the key that it wrote. */
export interface NamedOperation {
  readonly client: number
  readonly count: number
  readonly key: number
}
/**
 * A broken promise: its code, the nodes that broke it, the figures that tell which, and the operations that it cost. Code
 * `writesLost` and `effectsRepeated` are no broken promises, but what a setting that promises less costs: acknowledged writes that
 * are gone, and operations that took effect more than once.
 */
export interface Violation {
  code: string
  nodes: readonly number[]
  params: Readonly<Record<string, number>>
  operations?: readonly NamedOperation[]
}
/** Whether a code tells of a price rather than of a broken promise. */
export function isPrice(code: string): boolean {
  return code === 'writesLost' || code === 'effectsRepeated'
}
export interface Invariants<M = unknown> {
  /** What has been seen of a group at time 0. */
  begin(): M
  /** Looks at a group, and remembers in `memory` what later looks need. Each breach is told once. */
  look(memory: M, replicas: readonly ClusterNode[], cluster: Cluster): Violation[]
}
