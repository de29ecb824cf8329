/** What a store's node is asked and answers, between a slot's words and data. */
import type { Cluster, ClusterNode } from '../../cluster'
import { RETURN_FLAG, STATUS, TYPE, W, answerLater, levelOf, mark } from '../../cluster'
import { F } from '../../cluster/layout'
import { FLOATS, WORDS } from '../../kernel/eventQueue'
import type { Answer, Asker, Request } from './state'

const KINDS: Readonly<Record<number, Request['kind']>> = {
  [TYPE.storeRead]: 'read',
  [TYPE.storeWrite]: 'write',
  [TYPE.storeTransfer]: 'transfer',
}

/** The request in a slot; null where it is another message. */
export function requestOf(cluster: Cluster, m: number): Request | null {
  const { words, floats } = cluster.queue
  const w = m * WORDS
  const kind = KINDS[words[w + W.type]]
  if (!kind) return null
  const key = words[w + W.key]
  return Object.freeze({
    kind,
    asker: Object.freeze({
      from: words[w + W.from],
      origin: words[w + W.origin],
      count: words[w + W.count],
      path: words[w + W.path],
      call: words[w + W.call],
      attempt: words[w + W.attempt],
      key,
    }),
    key,
    value: words[w + W.value],
    level: levelOf(words[w + W.b]),
    floor: floats[m * FLOATS + F.version],
    bound: floats[m * FLOATS + F.x],
  })
}

export function sendAnswer(cluster: Cluster, node: ClusterNode, asker: Asker, told: Answer): void {
  const m = answerLater(cluster, node, asker.from, asker, told.value, told.version, told.ageUs)
  const flags = told.status === STATUS.elsewhere ? told.leader + 1 : told.isStale ? RETURN_FLAG.stale : 0
  mark(cluster, m, told.status, told.cause, flags)
}

/** The operation in whose name something is done. */
export interface Cause {
  readonly origin: number
  readonly count: number
  readonly path: number
}
export function causeOf(cluster: Cluster, slot: number): Cause {
  const { words } = cluster.queue
  const w = slot * WORDS
  return { origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] }
}
export function ownCause(cluster: Cluster, node: ClusterNode): Cause {
  return { origin: node.index, count: cluster.background(node), path: 0 }
}
