/**
 * A frame: what the page paints of this moment, as typed arrays with the fields that protocol.ts names. Node and link fields
 * come from the world as it stands and from the last virtual second's observation; messages are those in flight now.
 */
import { DUTY, F, MESSAGE_TYPES, W, isMessage } from '../cluster'
import type { ClusterNode, Duty, Link } from '../cluster'
import { FLOATS, WORDS } from '../kernel/eventQueue'
import { underWay } from '../services/underWay'
import { linkAsShown, nodeAsShown, shownOfLink, shownOfNode } from './concealment'
import { breakersOf, switchedOff } from './inside'
import { lineNow } from './lineView'
import { officeOf } from './office'
import type { FramePool } from './framePool'
import type { Player } from './player'
import type { Frame } from './protocol'
import {
  BREAKER,
  DROP_FIELDS,
  LINK_FIELDS,
  LINK_FLAG,
  MESSAGE_FIELDS,
  MESSAGE_SHAPE,
  NODE_FIELDS,
  NODE_FLAG,
} from './protocol'

export const MESSAGES_MAX = 500
const DROPS_MAX = 100
const SHAPE_OF = MESSAGE_TYPES.map((type) => MESSAGE_SHAPE[type.shape])

/** A frame without chart. `dropsAfterUs`: the time of the frame before. */
export function frameOf(player: Player, dropsAfterUs: number, pool: FramePool): Frame {
  const { cluster } = player.world
  const messages = pool.doubles(MESSAGES_MAX * MESSAGE_FIELDS.length)
  const { listed, inFlight } = fillMessages(player, messages)
  const drops = pool.doubles(DROPS_MAX * DROP_FIELDS.length)
  const dropCount = player.observation.flow.drops(dropsAfterUs, drops.subarray(0, DROPS_MAX * DROP_FIELDS.length))
  const nodes = pool.floats(cluster.nodes.length * NODE_FIELDS.length)
  cluster.nodes.forEach((node, i) => fillNode(player, node, nodes, i * NODE_FIELDS.length))
  const links = pool.floats(cluster.links.length * LINK_FIELDS.length)
  cluster.links.forEach((link, i) => fillLink(player, link, links, i * LINK_FIELDS.length))
  fillBreakers(player, links)
  const { timeUs, events } = player
  return { timeUs, events, nodes, links, messages, messageCount: listed, inFlight, drops, dropCount, chart: null }
}

function fillNode(player: Player, node: ClusterNode, into: Float32Array, at: number): void {
  const { saturation, divergence } = player.observation
  const { index } = node
  const shown = nodeAsShown(player, node)
  into[at] = shownOfNode(player, index, nodeFlags(node))
  into[at + 1] = shown.slowFactor
  into[at + 2] = saturation.utilisation(index, player.timeUs)
  into[at + 3] = node.busy
  into[at + 4] = node.workers
  into[at + 5] = node.queueDepth
  into[at + 6] = node.queueLimit
  into[at + 7] = shown.clockOffsetUs
  into[at + 8] = shown.clockPpm
  into[at + 9] = divergence.behindKeys[index]
  into[at + 10] = underWay(node)
  into[at + 11] = shown.errorRate
  // A node without workers writes no work down: what it does is what it sends.
  into[at + 12] = node.workers > 0 ? saturation.perSecond(index, player.timeUs) : sentPerSecond(player, node)
  const { office, term } = officeOf(node)
  into[at + 13] = office
  into[at + 14] = term
  const line = lineNow(node, player.timeUs)
  into[at + 15] = line.waiting
  into[at + 16] = line.oldestUs
  into[at + 17] = line.deadLetters
}
function sentPerSecond(player: Player, node: ClusterNode): number {
  let sum = 0
  for (const link of player.world.cluster.links) {
    if (link.from === node) sum += player.observation.flow.perSecond(link.index, player.timeUs)
  }
  return sum
}

const DUTY_FLAGS: Readonly<Record<Duty, number>> = {
  [DUTY.serves]: 0,
  [DUTY.standsBy]: NODE_FLAG.standsBy,
  [DUTY.boots]: NODE_FLAG.boots,
  [DUTY.drains]: NODE_FLAG.drains,
}

export function nodeFlags(node: ClusterNode): number {
  return (
    (node.up ? 0 : NODE_FLAG.down) |
    (node.diskLost ? NODE_FLAG.diskLost : 0) |
    (node.stalled ? NODE_FLAG.stalled : 0) |
    (node.diskStalled ? NODE_FLAG.diskStalled : 0) |
    (node.up && node.diskLost ? NODE_FLAG.joining : 0) |
    (node.slowFactor !== 1 ? NODE_FLAG.slow : 0) |
    (node.clockOffsetUs !== 0 || node.clockPpm !== 0 ? NODE_FLAG.clockOff : 0) |
    (node.errorRate > 0 || node.addedUs > 0 ? NODE_FLAG.degraded : 0) |
    (switchedOff(node) * NODE_FLAG.bare) |
    (node.membership === null ? 0 : DUTY_FLAGS[node.membership.duty])
  )
}

function fillLink(player: Player, link: Link, into: Float32Array, at: number): void {
  const shown = linkAsShown(player, link)
  into[at] = shownOfLink(player, link.index, linkFlags(link))
  into[at + 1] = shown.addedUs - link.base.addedUs
  into[at + 2] = shown.loss
  into[at + 3] = player.observation.flow.perSecond(link.index, player.timeUs)
  into[at + 4] = BREAKER.none
  into[at + 5] = shown.heldMessages
}

/** What is other than the scenario's link. */
export function linkFlags(link: Link): number {
  const { base } = link
  return (
    (link.cut ? LINK_FLAG.cut : 0) |
    (link.holding ? LINK_FLAG.held : 0) |
    (link.addedUs > base.addedUs ? LINK_FLAG.delayed : 0) |
    (link.loss > base.loss ? LINK_FLAG.lossy : 0) |
    (link.duplicate > base.duplicate ? LINK_FLAG.duplicating : 0) |
    (link.reorder > 0 ? LINK_FLAG.reordering : 0) |
    (link.bytesPerSecond !== base.bytesPerSecond ? LINK_FLAG.limited : 0) |
    (link.flapUpUs > 0 ? LINK_FLAG.flapping : 0)
  )
}

function fillBreakers(player: Player, links: Float32Array): void {
  const { cluster } = player.world
  for (const node of cluster.nodes) {
    for (const { link, breaker } of breakersOf(cluster, node)) {
      const at = link * LINK_FIELDS.length + 4
      links[at] = Math.max(links[at], BREAKER[breaker.mode])
    }
  }
}

/** Lists messages by slot, which stays a message's own while it travels, so that a crowd does not flicker. */
function fillMessages(player: Player, into: Float64Array): { listed: number; inFlight: number } {
  const { queue, links } = player.world.cluster
  const { words } = queue
  const flying: { slot: number; atUs: number }[] = []
  queue.forEachPending((slot, atUs) => {
    if (isMessage(words[slot * WORDS])) flying.push({ slot, atUs })
  })
  flying.sort((a, b) => a.slot - b.slot)
  let inFlight = flying.length
  let listed = 0
  for (const { slot, atUs } of flying) {
    if (listed === MESSAGES_MAX) break
    fillMessage(player, slot, atUs, into, listed++ * MESSAGE_FIELDS.length)
  }
  for (const link of links) {
    for (const slot of link.held) {
      inFlight++
      if (listed < MESSAGES_MAX) fillMessage(player, slot, player.timeUs, into, listed++ * MESSAGE_FIELDS.length)
    }
  }
  return { listed, inFlight }
}

function fillMessage(player: Player, slot: number, arrivesUs: number, into: Float64Array, at: number): void {
  const { words, floats } = player.world.cluster.queue
  const w = slot * WORDS
  into[at] = words[w + W.link]
  into[at + 1] = floats[slot * FLOATS + F.sentUs]
  into[at + 2] = arrivesUs
  into[at + 3] = words[w + W.type]
  into[at + 4] = SHAPE_OF[words[w + W.type]]
  into[at + 5] = words[w + W.origin]
  into[at + 6] = words[w + W.count]
  into[at + 7] = words[w + W.path]
}
