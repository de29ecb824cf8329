/**
 * Taking in what was written: into memory at once, onto the disk by a sync, and what is meant for another home also into the
 * hints that will be offered to it.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { OWN, applyWrite, oldestSynced } from './replica'
import type { Cause } from './settling'
import { settling } from './settling'
import type { DynamoState, Entry, Handoff } from './state'
import { OWES, TIMER, configOf, stateOf } from './state'

/** Puts an entry into memory; false when it is nothing new, or does not stay. `cause`: what brings it. */
export function apply(
  cluster: Cluster,
  node: ClusterNode,
  { store, handoff }: DynamoState,
  { key, version, value, siblings, home }: Entry & { home: number },
  cause: Cause,
): boolean {
  if (!applyWrite(store, key, version, value, siblings, home, settling(cluster, node, cause))) return false
  if (home === OWN) cluster.recordApplied(node, key, store.table.value(key), store.table.version(key))
  else armHandoff(cluster, node, handoff)
  return true
}

/**
 * Makes durable what was just applied, so many writes; true when it may be acknowledged at once, else the sync will.
 * `asker`: node index that is owed the acknowledgement, `call`: its name for it.
 */
export function persist(
  cluster: Cluster,
  node: ClusterNode,
  writes: number,
  owes: number,
  { origin, count, path }: Cause,
  asker: number,
  call: number,
): boolean {
  if (!node.disk) {
    if (writes > 0) oldestSynced(stateOf(node).store, writes)
    return owes !== OWES.nobody
  }
  const atOnce = configOf(node).ack === 'memory'
  // Also what is not new waits for the disk: the newer version that it lost to may not be there yet.
  cluster.sync(node, atOnce ? OWES.nobody : owes, origin, count, path, asker, call, writes)
  return atOnce && owes !== OWES.nobody
}

/** There are hints: they will be offered before long. */
export function armHandoff(cluster: Cluster, node: ClusterNode, handoff: Handoff): void {
  const { hintedHandoff, handoffUs } = configOf(node)
  if (handoff.isArmed || !hintedHandoff) return
  handoff.isArmed = true
  cluster.setTimer(node, handoffUs, TIMER.handoff, node.index, cluster.background(node), 0)
}
