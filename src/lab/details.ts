/**
 * What is inside a node or a link at the playhead: settings and counters by code, a replica's data, the messages on a link.
 * Reads the playing world and changes nothing.
 */
import { F, MESSAGE_TYPES, W, isMessage } from '../cluster'
import type { ClusterNode, MessageId } from '../cluster'
import { FaultlineError } from '../kernel'
import { FLOATS, WORDS } from '../kernel/eventQueue'
import { linkAsShown, nodeAsShown } from './concealment'
import { inside } from './inside'
import type { Inside } from './inside'
import { lineNow } from './lineView'
import type { Player } from './player'
import type { PoolMember } from './protocol'

type Fields = { code: string; value: number | string }[]
export interface NodeDetails {
  fields: Fields
  keys: { key: number; version: number; value: number; newest: boolean }[]
  pool: PoolMember[]
}
export interface LinkDetails {
  fields: Fields
  messages: { id: MessageId; type: string; sentUs: number; arrivesUs: number; held: boolean }[]
}
/** So many are listed. */
const KEYS_MAX = 200
const MESSAGES_MAX = 200

export function nodeDetails(player: Player, index: number): NodeDetails {
  const { cluster } = player.world
  const node = cluster.nodes[index]
  if (!node) throw new FaultlineError('query.noSuchNode', { got: index })
  const role = inside(node)
  const isLine = node.role === 'jobQueue' || node.role === 'stream'
  const underWay = isLine ? [] : [{ code: 'underWay', value: role.underWay }] // said as what is given out
  const fields: Fields = [...nodeFields(player, node), ...underWay, ...role.fields]
  return { fields, keys: keysOf(player, node, role.keys), pool: role.pool }
}

/** A replica's keys, those it is behind on (or never had: version 0) first, then the newest. */
function keysOf({ world: { cluster } }: Player, node: ClusterNode, own: Inside['keys']): NodeDetails['keys'] {
  const held = new Map(own.map((k) => [k.key, k]))
  const newest = new Map(own.map((k) => [k.key, k.version]))
  for (const peer of cluster.nodes) {
    if (peer === node || node.shard < 0 || peer.shard !== node.shard) continue
    for (const { key, version } of inside(peer).keys) {
      if (version > (newest.get(key) ?? 0)) newest.set(key, version)
    }
  }
  return [...newest]
    .map(([key, version]) => {
      const has = held.get(key) ?? { key, version: 0, value: 0 }
      return { ...has, newest: has.version === version }
    })
    .sort((a, b) => Number(a.newest) - Number(b.newest) || b.version - a.version || a.key - b.key)
    .slice(0, KEYS_MAX)
}

function nodeFields(player: Player, node: ClusterNode): Fields {
  const { saturation, divergence } = player.observation
  const at = player.timeUs
  const shown = nodeAsShown(player, node)
  const totals = saturation.totals(node.index, at)
  const values: Record<string, number | string> = {
    id: node.id,
    group: node.group,
    role: node.role,
    zone: node.zone,
    state: !node.up ? 'down' : shown.stalled ? 'stalled' : 'up',
    incarnation: node.incarnation,
  }
  if (node.workers > 0) {
    Object.assign(values, {
      utilisation: saturation.utilisation(node.index, at),
      busy: node.busy,
      workers: node.workers,
      queueDepth: node.queueDepth,
      queueLimit: node.queueLimit,
      perSecond: saturation.perSecond(node.index, at),
      finished: totals.finishes,
      refused: totals.refusals,
      ...(node.admissionState === null ? {} : { shed: totals.shed }),
      meanWaitUs: totals.starts > 0 ? totals.waitsUs / totals.starts : 0,
    })
  }
  if (node.role === 'jobQueue' || node.role === 'stream') {
    const { waiting, inService, oldestUs, deadLetters } = lineNow(node, at)
    Object.assign(values, { waitingJobs: waiting, oldestUs, inService, deadLetters })
  }
  if (node.shard >= 0)
    Object.assign(values, { shard: node.shard, replica: node.replica, behindKeys: divergence.behindKeys[node.index] })
  if (shown.slowFactor !== 1) values.slowFactor = shown.slowFactor
  if (shown.diskStalled) values.disk = 'stalled'
  if (node.diskLost) values.disk = 'lost'
  if (shown.clockOffsetUs !== 0) values.clockOffsetUs = shown.clockOffsetUs
  if (shown.clockPpm !== 0) values.clockPpm = shown.clockPpm
  if (shown.errorRate > 0) values.errorRate = shown.errorRate
  if (shown.addedUs > 0) values.addedUs = shown.addedUs
  return Object.entries(values).map(([code, value]) => ({ code, value }))
}

export function linkDetails(player: Player, index: number): LinkDetails {
  const { cluster } = player.world
  const link = cluster.links[index]
  if (!link) throw new FaultlineError('query.noSuchLink', { got: index })
  const shown = linkAsShown(player, link)
  const values: Record<string, number | string> = {
    from: link.from.id,
    to: link.to.id,
    state: shown.flaps ? 'flapping' : shown.cut ? 'cut' : shown.holding ? 'held' : 'up',
    medianUs: link.latency[2].quantileUs(0.5) + shown.addedUs,
    p99Us: link.latency[2].quantileUs(0.99) + shown.addedUs,
    crossZoneUs: link.base.addedUs,
    addedUs: shown.addedUs - link.base.addedUs,
    lossProbability: shown.loss,
    duplicateProbability: shown.duplicate,
    reorderProbability: shown.reorder,
    bytesPerSecond: shown.bytesPerSecond,
    perSecond: player.observation.flow.perSecond(index, player.timeUs),
    heldMessages: shown.heldMessages,
  }
  return {
    fields: Object.entries(values).map(([code, value]) => ({ code, value })),
    messages: messagesOn(player, index, shown.holding),
  }
}

/** `holding`: the link is known to keep back what it holds. */
function messagesOn(player: Player, index: number, holding: boolean): LinkDetails['messages'] {
  const { queue, links } = player.world.cluster
  const messages = links[index].held.map((slot) => messageIn(player, slot, player.timeUs, holding))
  for (let slot = 0; slot < queue.slotCount; slot++) {
    const w = slot * WORDS
    if (!isMessage(queue.words[w]) || queue.words[w + W.link] !== index || !queue.isPending(slot)) continue
    messages.push(messageIn(player, slot, queue.timeOf(slot), false))
  }
  return messages.sort((a, b) => a.arrivesUs - b.arrivesUs || a.id.path - b.id.path).slice(0, MESSAGES_MAX)
}
function messageIn(player: Player, slot: number, arrivesUs: number, held: boolean): LinkDetails['messages'][number] {
  const { words, floats } = player.world.cluster.queue
  const w = slot * WORDS
  const id = { origin: words[w + W.origin], count: words[w + W.count], path: words[w + W.path] }
  return { id, type: MESSAGE_TYPES[words[w + W.type]].name, sentUs: floats[slot * FLOATS + F.sentUs], arrivesUs, held }
}
