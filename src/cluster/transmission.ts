/**
 * How a message gets on its link where its delay is not known beforehand: a draw of its law, and what the link's faults and limits
 * make of it (loss, bandwidth, order, duplicates). And the records of what becomes of a message on its way.
 */
import type { Draws } from '../kernel/draws'
import { FLOATS, FLOATS_SHIFT, WORDS, WORDS_SHIFT, type EventQueue } from '../kernel/eventQueue'
import { DROP_REASONS, KIND, type Journal } from './journal'
import { COPIED, EVENT, F, PURPOSE, W, extendPath } from './layout'
import type { Link } from './link'
import { IS_SIZED, IS_WORK, LEGS, MESSAGE_TYPES, type SizedBody } from './messageTypes'
import type { ClusterNode } from './node'

const LEG_OF = Uint8Array.from(MESSAGE_TYPES, (t) => LEGS.indexOf(t.leg))
const BYTES_OF = Int32Array.from(MESSAGE_TYPES, (t) => t.bytes)
const FLIGHT_US_MAX = 0x7fffffff
export const DROP = Object.fromEntries(DROP_REASONS.map((r, i) => [r, i])) as Record<
  (typeof DROP_REASONS)[number],
  number
>

export class Transmission {
  /** Slots that are to become copies of others, once the handler that sends those has ended: from, to. */
  private readonly copies: number[] = []

  constructor(
    private readonly queue: EventQueue,
    private readonly journal: Journal,
    private readonly draws: Draws,
    private readonly nodes: readonly ClusterNode[],
  ) {}

  /** Puts a message on a link without faults and limits. */
  put(link: Link, slot: number): void {
    const us = this.latencyUs(link, slot)
    this.recordSent(link, slot, us)
    this.queue.scheduleAfter(slot, us)
  }

  /** Puts a message on an impaired link; false when it was lost there (the slot is then not pending). There may be copies to fill. */
  putImpaired(link: Link, slot: number): boolean {
    const us = this.latencyUs(link, slot)
    const isLost = !link.cut && link.loss > 0 && this.chance(link, slot, PURPOSE.loss) < link.loss
    if (link.cut || isLost) {
      this.recordSent(link, slot, -1)
      this.recordDrop(slot, link.cut ? DROP.cut : DROP.lost)
      return false
    }
    const now = this.queue.nowUs
    let leaves = now
    if (link.bytesPerSecond > 0) {
      const bytes = this.bytesOf(this.queue.words[(slot << WORDS_SHIFT) | W.type], slot)
      leaves = Math.max(now, link.freeAtUs) + Math.ceil((bytes * 1e6) / link.bytesPerSecond)
      link.freeAtUs = leaves
    }
    let at = leaves + us
    const overtakes = link.reorder > 0 && this.chance(link, slot, PURPOSE.reorder) < link.reorder
    if (overtakes) at += Math.floor(link.reorderByUs)
    else if (link.ordered) {
      at = Math.max(at, link.lastArrivalUs)
      link.lastArrivalUs = at
    }
    this.recordSent(link, slot, at - now)
    this.queue.schedule(slot, at)
    if (link.duplicate > 0 && this.chance(link, slot, PURPOSE.duplicate) < link.duplicate) this.duplicate(link, slot)
    return true
  }

  /** Gives copies the payload of what they are copies of, once its sender has written it. */
  fillCopies(): void {
    const { words, floats, bodies } = this.queue
    for (let i = 0; i < this.copies.length; i += 2) {
      const from = this.copies[i]
      const to = this.copies[i + 1]
      const path = words[(to << WORDS_SHIFT) | W.path]
      const event = words[to << WORDS_SHIFT]
      words.copyWithin(to << WORDS_SHIFT, from << WORDS_SHIFT, (from << WORDS_SHIFT) + WORDS)
      words[(to << WORDS_SHIFT) | W.path] = path
      words[to << WORDS_SHIFT] = event
      floats.copyWithin(to * FLOATS, from * FLOATS, from * FLOATS + FLOATS)
      bodies[to] = bodies[from]
    }
    this.copies.length = 0
  }
  /** A new slot, not yet pending, with the same words, floats and body. */
  copySlot(slot: number): number {
    const copy = this.queue.alloc()
    const { words, floats, bodies } = this.queue
    words.copyWithin(copy << WORDS_SHIFT, slot << WORDS_SHIFT, (slot << WORDS_SHIFT) + WORDS)
    floats.copyWithin(copy * FLOATS, slot * FLOATS, slot * FLOATS + FLOATS)
    bodies[copy] = bodies[slot]
    return copy
  }

  recordDrop(slot: number, reason: number): void {
    const { words, floats, nowUs } = this.queue
    const type = words[(slot << WORDS_SHIFT) | W.type]
    const us = Math.min(nowUs - floats[(slot << FLOATS_SHIFT) | F.sentUs], FLIGHT_US_MAX)
    this.record(slot, KIND.DROPPED | (type << 8) | (reason << 16), us)
  }
  recordDelivered(slot: number): void {
    const { words } = this.queue
    words[slot << WORDS_SHIFT] = EVENT.message
    this.record(slot, KIND.DELIVERED | (words[(slot << WORDS_SHIFT) | W.type] << 8), 0)
  }
  /** It will not come when its sending said. */
  recordHeld(slot: number): void {
    const { words } = this.queue
    this.record(slot, KIND.HELD | (words[(slot << WORDS_SHIFT) | W.type] << 8), 0)
    words[slot << WORDS_SHIFT] = EVENT.late
  }
  private record(slot: number, head: number, last: number): void {
    const { words } = this.queue
    const w = slot << WORDS_SHIFT
    this.journal.append(head, words[w | W.link], words[w | W.origin], words[w | W.count], words[w | W.path], last)
  }

  /** A draw of the link's delay for this message, in whole microseconds: its own function, so that no fraction is ever boxed. */
  private latencyUs(link: Link, slot: number): number {
    const words = this.queue.words
    const w = slot << WORDS_SHIFT
    const law = link.latency[LEG_OF[words[w | W.type]]]
    if (law.constantUs >= 0) return Math.floor(law.constantUs + link.addedUs + 0.5)
    const us = law.sampleAtUs(this.draws, link.entity, PURPOSE.latency, this.keyOf(w), words[w | W.path])
    return Math.floor(us + link.addedUs + 0.5)
  }
  private chance(link: Link, slot: number, purpose: number): number {
    const w = slot << WORDS_SHIFT
    return this.draws.at(link.entity, purpose, this.keyOf(w), this.queue.words[w | W.path]).unit()
  }
  /** Of the operation that the message at `w` belongs to. */
  private keyOf(w: number): number {
    const { words } = this.queue
    return Math.imul(words[w | W.count], 0x9e3779b1) ^ this.nodes[words[w | W.origin]].entity
  }

  /** `flightUs`: after which it arrives if nothing interferes, −1: never. */
  private recordSent(link: Link, slot: number, flightUs: number): void {
    const words = this.queue.words
    const w = slot << WORDS_SHIFT
    const type = words[w | W.type]
    const isTold = flightUs <= FLIGHT_US_MAX
    if (!isTold) words[w] = EVENT.late
    this.journal.append(
      KIND.SENT | (type << 8),
      link.index,
      words[w | W.origin],
      words[w | W.count],
      words[w | W.path],
      IS_SIZED[type] !== 0 ? this.bytesOf(type, slot) : isTold ? flightUs : -1,
    )
  }
  private bytesOf(type: number, slot: number): number {
    const bytes = BYTES_OF[type]
    return IS_SIZED[type] !== 0 ? bytes + (this.queue.bodies[slot] as SizedBody).bytes : bytes
  }
  /** A second copy, on a path and with a delay of its own. */
  private duplicate(link: Link, slot: number): void {
    const { words } = this.queue
    if (IS_WORK[words[(slot << WORDS_SHIFT) | W.type]] !== 0) words[(slot << WORDS_SHIFT) | W.attempt] |= COPIED
    const copy = this.copySlot(slot)
    const w = copy << WORDS_SHIFT
    words[w | W.path] = extendPath(words[w | W.path], 0x5bd1e995, 1)
    this.put(link, copy)
    this.copies.push(slot, copy)
  }
}
