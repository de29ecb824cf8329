/**
 * Searches for an order of one object's operations that its model allows (J. M. Wing and C. Gong, Testing and verifying
 * concurrent objects, 1993), with the memo of G. Lowe, Testing for linearizability, 2017. Depth first on stacks of its own,
 * so that it can pause after any number of steps and no depth of recursion bounds it.
 *
 * Some choices need no trying: a read that the state allows is placed at once, for it changes nothing and is done with; of
 * operations that do the same, the one that returns first goes first; one that never returns and would change nothing waits;
 * and a state is left where the next read to return can no longer come true.
 */
import { Memo } from './memo'
import { ILLEGAL, type Specification } from './specification'
import type { Timeline } from './timeline'

export type SearchStatus = 'open' | 'valid' | 'invalid'

/** A state to begin with, and which of the operations that never return (counted from 0) it holds already. */
export interface Configuration {
  state: number
  placed: readonly number[]
}

export interface End extends Configuration {
  /** The operations placed last, at most 8, in order: positions in the timeline. */
  last: number[]
}

const LAST_MAX = 8
/** Front, state, length of the trail, next candidate; then the mask. */
const FRAME = 4

export class Search {
  status: SearchStatus = 'open'
  /** Steps taken so far. */
  steps = 0
  /** Where ends are wanted: how the object may be at the end, none that another makes needless. */
  readonly ends: End[] = []

  private front = 0
  private state = 0
  private readonly mask: Int32Array
  private readonly trail: Int32Array
  private trailLength = 0
  private frames: Int32Array
  private readonly stride: number
  private depth = 0
  private arriving = false
  private nextStart = 0
  private readonly memo: Memo

  /** `endsMax` above 0: finds so many configurations in which the object may be at the end, rather than one order. */
  constructor(
    private readonly specification: Specification,
    private readonly timeline: Timeline,
    private readonly starts: readonly Configuration[] = [{ state: specification.initial, placed: [] }],
    private readonly endsMax = 0,
  ) {
    const { words, length } = timeline
    this.mask = new Int32Array(words)
    this.trail = new Int32Array(length)
    this.stride = FRAME + words
    this.frames = new Int32Array(16 * this.stride)
    this.memo = new Memo(words)
  }

  /** Bytes held, about, with what the specification has worked out; the timeline is not among them. */
  get bytes(): number {
    return this.memo.bytes + this.frames.byteLength + 4 * this.trail.length + this.specification.bytes
  }

  /** The order found, once valid: positions in the timeline. */
  order(): Int32Array {
    return this.trail.slice(0, this.trailLength)
  }

  /** Goes on for about so many steps, and until about so many bytes are held. */
  run(steps: number, bytes: number): SearchStatus {
    const until = this.steps + steps
    while (this.steps < until && this.status === 'open' && this.bytes <= bytes) {
      if (this.arriving) this.arrive()
      else if (this.depth > 0) this.tryNext()
      else this.start()
    }
    return this.status
  }

  private start(): void {
    if (this.nextStart === this.starts.length) {
      this.status = this.ends.length > 0 ? 'valid' : 'invalid'
      return
    }
    const { state, placed } = this.starts[this.nextStart++]
    this.front = 0
    this.state = state
    this.trailLength = 0
    this.mask.fill(0)
    for (const pending of placed) this.setBit(this.timeline.returns + pending)
    this.arriving = true
    this.steps++
  }

  private arrive(): void {
    this.arriving = false
    this.settle()
    if (this.front === this.timeline.returns) this.arriveAtEnd()
    else if (!this.isHopeless() && this.memo.add(this.front, this.state, this.mask)) this.pushFrame()
  }

  /** Places every read that the state allows and comes past the returns of what is placed. */
  private settle(): void {
    const { open, openFrom, actions, returns } = this.timeline
    const { specification, state } = this
    while (this.front < returns) {
      const end = openFrom[this.front + 1]
      for (let i = openFrom[this.front]; i < end; i++) {
        const operation = open[i]
        const action = actions[operation]
        if (!specification.isRead(action) || this.hasBit(operation)) continue
        this.steps++
        if (specification.step(state, action) === state) this.place(operation)
      }
      this.steps++
      if (!this.hasBit(this.front)) return
      this.clearBit(this.front++)
    }
  }

  /** Whether the next read to return cannot come true from here: nothing that may still be placed before it leads there. */
  private isHopeless(): boolean {
    const { timeline, front } = this
    const { nextReads, returns, open, openFrom, pendingAt } = timeline
    let read = nextReads[front]
    while (read < returns && this.isPlaced(read)) read = nextReads[read + 1]
    if (read === returns) return false
    for (let i = openFrom[read]; i < openFrom[read + 1]; i++) if (this.helps(open[i], read)) return false
    for (let operation = front; operation < read; operation++) if (this.helps(operation, read)) return false
    for (let i = returns; i < returns + pendingAt[read]; i++) if (this.helps(i, read)) return false
    return this.specification.step(this.state, timeline.actions[read]) === ILLEGAL
  }

  private helps(operation: number, read: number): boolean {
    const { actions, returns } = this.timeline
    this.steps++
    if (operation < returns ? this.isPlaced(operation) : this.hasBit(operation)) return false
    const action = actions[operation]
    return !this.specification.isRead(action) && this.specification.helps(this.state, action, actions[read])
  }

  private tryNext(): void {
    const { frames, stride, mask, timeline } = this
    const at = (this.depth - 1) * stride
    this.front = frames[at]
    this.state = frames[at + 1]
    this.trailLength = frames[at + 2]
    for (let word = 0; word < mask.length; word++) mask[word] = frames[at + FRAME + word]
    const opened = timeline.openFrom[this.front + 1] - timeline.openFrom[this.front]
    const candidates = opened + timeline.pendingAt[this.front]
    for (let candidate = frames[at + 3]; candidate < candidates; candidate++) {
      this.steps++
      const returning = candidate < opened
      const operation = returning
        ? timeline.open[timeline.openFrom[this.front] + candidate]
        : timeline.returns + candidate - opened
      if (this.hasBit(operation)) continue
      const next = this.specification.step(this.state, timeline.actions[operation])
      if (next === ILLEGAL || (!returning && next === this.state)) continue
      if (this.afterTwin(operation, returning ? candidate : opened)) continue
      frames[at + 3] = candidate + 1
      this.place(operation)
      this.state = next
      this.arriving = true
      return
    }
    this.steps++
    this.depth--
  }

  /** Whether one that does the same should go first: among the first `before` that are open, or its twin. */
  private afterTwin(operation: number, before: number): boolean {
    const { actions, open, openFrom, returns, twins } = this.timeline
    const action = actions[operation]
    const from = openFrom[this.front]
    for (let i = from; i < from + before; i++) if (actions[open[i]] === action && !this.hasBit(open[i])) return true
    const twin = operation < returns ? -1 : twins[operation - returns]
    return twin >= 0 && !this.hasBit(returns + twin)
  }

  private arriveAtEnd(): void {
    if (this.endsMax === 0) this.status = 'valid'
    else {
      this.addEnd()
      if (this.ends.length === this.endsMax) this.status = 'valid'
    }
  }

  private addEnd(): void {
    const { returns, length } = this.timeline
    const placed: number[] = []
    for (let pending = 0; pending < length - returns; pending++)
      if (this.hasBit(returns + pending)) placed.push(pending)
    this.steps += this.ends.length
    if (this.ends.some((end) => end.state === this.state && isWithin(end.placed, placed))) return
    const kept = this.ends.filter((end) => end.state !== this.state || !isWithin(placed, end.placed))
    const last = [...this.trail.subarray(Math.max(0, this.trailLength - LAST_MAX), this.trailLength)]
    this.ends.splice(0, this.ends.length, ...kept, { state: this.state, placed, last })
  }

  private pushFrame(): void {
    const { stride, mask } = this
    const at = this.depth++ * stride
    if (at === this.frames.length) {
      const frames = new Int32Array(2 * at)
      frames.set(this.frames)
      this.frames = frames
    }
    this.steps += mask.length >> 3
    this.frames[at] = this.front
    this.frames[at + 1] = this.state
    this.frames[at + 2] = this.trailLength
    this.frames[at + 3] = 0
    for (let word = 0; word < mask.length; word++) this.frames[at + FRAME + word] = mask[word]
  }

  private place(operation: number): void {
    this.trail[this.trailLength++] = operation
    this.setBit(operation)
  }
  /** Of any that returns at the front or later, also where it is not open yet and another has its bit. */
  private isPlaced(operation: number): boolean {
    return this.timeline.openedAt[operation] <= this.front && this.hasBit(operation)
  }
  private hasBit(operation: number): boolean {
    const bit = this.timeline.bits[operation]
    return ((this.mask[bit >> 5] >>> (bit & 31)) & 1) !== 0
  }
  private setBit(operation: number): void {
    const bit = this.timeline.bits[operation]
    this.mask[bit >> 5] |= 1 << (bit & 31)
  }
  private clearBit(operation: number): void {
    const bit = this.timeline.bits[operation]
    this.mask[bit >> 5] &= ~(1 << (bit & 31))
  }
}

const isWithin = (a: readonly number[], b: readonly number[]): boolean => a.every((pending) => b.includes(pending))
