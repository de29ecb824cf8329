/**
 * What stands in a cluster: a role gives a node its behaviour. A role is a table of functions without state of its own;
 * all state is data in `node.state`. Message and timer arguments are queue slots (words by layout.ts), the role's until it returns:
 * a role that wants more copies what it needs, replies, forwards, or says `cluster.keep(slot)`.
 */
import type { Command } from './command'
import type { Cluster } from './cluster'
import type { ClusterNode } from './node'

export interface Role {
  /** Once, before the first event; sets `node.state` (already holding the role's configuration) and first timers. */
  start(cluster: Cluster, node: ClusterNode): void
  receive(cluster: Cluster, node: ClusterNode, message: number): void
  timer?(cluster: Cluster, node: ClusterNode, timer: number): void
  /** A sync asked for with `cluster.sync` has reached the disk. */
  synced?(cluster: Cluster, node: ClusterNode, sync: number): void
  /** The queue was full: answer "overloaded", if this role answers. */
  refuse?(cluster: Cluster, node: ClusterNode, message: number): void
  /** The process ended: forget what was volatile; with `diskLost`, everything. Kept slots are the role's to release. */
  crash?(cluster: Cluster, node: ClusterNode, diskLost: boolean): void
  /** The process is up again; with `diskLost` (until the role clears `node.diskLost`) it is a new member. */
  restart?(cluster: Cluster, node: ClusterNode): void
  /** Commands that only a role understands (breakers). */
  command?(cluster: Cluster, node: ClusterNode, command: Command): void
}
export type Roles = Record<string, Role>
