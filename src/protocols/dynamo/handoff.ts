/**
 * Hinted handoff (Dynamo, SOSP 2007, 4.6): a fallback keeps what it took for a home that was not reached, on its disk, and now
 * and then offers it to that home. A hint is kept until its home says that it is on its own disk there.
 */
import type { Cluster, ClusterNode } from '../../cluster'
import { TYPE, W } from '../../cluster'
import { WORDS } from '../../kernel/eventQueue'
import { apply, armHandoff, persist } from './applying'
import { isHealthy } from './health'
import { compareEpochs } from './maps'
import { OWN, dropHint, siblingsOf } from './replica'
import type { DynamoState, Entry } from './state'
import { OWES } from './state'
import { bytesOf } from './versions'

/** The body of a batch. Immutable. */
interface HintsBody {
  readonly hints: readonly Entry[]
  readonly bytes: number
}
const BATCH_KEYS = 64

/** The timer has come due: a batch to every home that seems to be back. */
export function offerHints(cluster: Cluster, node: ClusterNode, state: DynamoState): void {
  const { store, handoff } = state
  handoff.isArmed = false
  if (store.hints.size === 0) return
  const count = cluster.background(node)
  for (const home of [...store.hints.keys()].sort((a, b) => a - b)) {
    if (!isHealthy(cluster, node, state, home)) continue
    const hints = firstHints(state, home)
    const batch = ++handoff.batch
    handoff.offered.set(home, { batch, hints })
    const bytes = hints.reduce((sum, hint) => sum + bytesOf(hint.siblings), 0)
    const body: HintsBody = Object.freeze({ hints, bytes })
    const m = cluster.send(node, cluster.nodes[home], TYPE.hints, node.index, count, 0, 0, body)
    cluster.queue.words[m * WORDS + W.call] = batch
    cluster.queue.words[m * WORDS + W.a] = state.resharding?.epoch ?? 0
  }
  armHandoff(cluster, node, handoff)
}
function firstHints({ store }: DynamoState, home: number): readonly Entry[] {
  const copies = store.hints.get(home)
  if (!copies) return []
  const hints = Array.from(copies.table.keys().subarray(0, BATCH_KEYS), (key): Entry => {
    const siblings = copies.siblings ? siblingsOf(copies, key) : null
    return Object.freeze({ key, version: copies.table.version(key), value: copies.table.value(key), siblings })
  })
  return Object.freeze(hints)
}

/** A home is given what it missed; acknowledged when all of it is durable. */
export function takeHints(cluster: Cluster, node: ClusterNode, m: number, state: DynamoState): void {
  const words = cluster.queue.words
  const w = m * WORDS
  const { resharding: r } = state
  const epoch = words[w + W.a]
  if (r && epoch !== r.epoch) {
    compareEpochs(cluster, node, r, epoch, words[w + W.from])
    if (epoch < r.epoch) return // some may be at home elsewhere: they are offered again by the later map
  }
  const { hints } = cluster.queue.bodies[m] as HintsBody
  const cause = { origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] }
  const writes = hints.filter((hint) => apply(cluster, node, state, { ...hint, home: OWN }, cause)).length
  if (persist(cluster, node, writes, OWES.hints, cause, words[w + W.from], words[w + W.call]))
    cluster.reply(m, TYPE.hintsAck)
}

/** A home has a batch on its disk. */
export function hintsTaken(cluster: Cluster, _node: ClusterNode, m: number, { store, handoff }: DynamoState): void {
  const words = cluster.queue.words
  const home = words[m * WORDS + W.from]
  const offered = handoff.offered.get(home)
  if (offered?.batch !== words[m * WORDS + W.call]) return
  handoff.offered.delete(home)
  for (const { key, version } of offered.hints) dropHint(store, home, key, version)
}
