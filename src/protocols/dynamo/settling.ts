/**
 * Who settles what stays where versions meet: the store by itself, unless somebody's code may decide. What that takes comes with what
 * loads such code (policies/load.ts), so that whoever runs what is built in need not carry it.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import type { Siblings } from './versions'

/** What is held, or comes, of a key. Version 0: nothing. */
export interface Held {
  readonly version: number
  readonly value: number
  readonly siblings: Siblings | null
}
/** What stays of what is held and what came; null: as the store does it by itself. */
export type Settle = (key: number, held: Held, came: Held) => Held | null

/** Whose behalf a write is on: what its sync is named by. */
export interface Cause {
  origin: number
  count: number
  path: number
}
type SettlingBy = (cluster: Cluster, node: ClusterNode, cause: Cause) => Settle

let by: SettlingBy | null = null

export function settleVersionsBy(decide: SettlingBy): void {
  by = decide
}
/** Null while nobody but what is built in decides. */
export function settling(cluster: Cluster, node: ClusterNode, cause: Cause): Settle | null {
  return by !== null && cluster.decider?.active ? by(cluster, node, cause) : null
}
