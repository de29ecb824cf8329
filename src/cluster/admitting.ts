/** Whether a node lets work in, where somebody's policy may decide that. */
import { ADMIT } from '../decisions/admit/contract'
import asConfigured from '../decisions/admit/asConfigured'
import type { AdmitContext } from '../decisions/faultline'
import { FLOATS_SHIFT, WORDS_SHIFT } from '../kernel/eventQueue'
import type { Cluster } from './contract'
import { decide } from './decider'
import { F, PURPOSE, W } from './layout'
import { TYPE } from './messageTypes'
import type { ClusterNode } from './node'
import { CRITICALITIES, criticalityOf, operationKey } from './wire'

const KIND_OF: Partial<Record<number, AdmitContext['kind']>> = {
  [TYPE.request]: 'request',
  [TYPE.storeRead]: 'read',
  [TYPE.storeWrite]: 'write',
  [TYPE.storeTransfer]: 'transfer',
  [TYPE.recommend]: 'recommend',
  [TYPE.cacheGet]: 'cacheGet',
  [TYPE.enqueue]: 'enqueue',
}
const SAYS_CRITICALITY = new Set<number>([TYPE.request, TYPE.storeRead, TYPE.storeWrite, TYPE.storeTransfer])

/** Replication, answers and votes are never turned away: who sheds those breaks what it serves. */
export function mayBeShed({ queue }: Cluster, slot: number): boolean {
  return KIND_OF[queue.words[(slot << WORDS_SHIFT) | W.type]] !== undefined
}
/** Index in CRITICALITIES; what does not say is of the first. */
export function criticalityAt({ queue: { words } }: Cluster, slot: number): number {
  const w = slot << WORDS_SHIFT
  return SAYS_CRITICALITY.has(words[w | W.type]) ? criticalityOf(words[w | W.b]) : 0
}

/** `configured`: what the node's own settings say. Asked only while somebody may decide otherwise: all else is let in as configured. */
export function letsIn(cluster: Cluster, node: ClusterNode, slot: number, configured: boolean): boolean {
  const { nowUs, luck, queue } = cluster
  const w = slot << WORDS_SHIFT
  const kind = KIND_OF[queue.words[w | W.type]]
  if (kind === undefined) return configured
  const [origin, count] = [queue.words[w | W.origin], queue.words[w | W.count]]
  const deadlineAtUs = queue.floats[(slot << FLOATS_SHIFT) | F.deadlineUs]
  const { random, randomInt } = luck
  luck.aim(node.entity, PURPOSE.choice, operationKey(cluster, origin, count), queue.words[w | W.path])
  const context = {
    nowUs,
    random,
    randomInt,
    kind,
    criticality: CRITICALITIES[criticalityAt(cluster, slot)],
    deadlineInUs: deadlineAtUs > 0 ? Math.max(0, deadlineAtUs - nowUs) : -1,
    waiting: node.queueDepth,
    queueLimit: node.queueLimit,
    busy: node.busy,
    workers: node.workers,
    meanServiceUs: meanServiceUs(node),
    configured,
  }
  return decide(cluster, ADMIT, { node, called: -1, origin, count }, context, asConfigured, undefined)
}
function meanServiceUs({ service, slowFactor, addedUs }: ClusterNode): number {
  const us = service ? service.meanUs() : 0
  return us < Infinity ? us * slowFactor + addedUs : -1
}
