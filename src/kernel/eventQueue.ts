/**
 * The pending-event set: virtual time in integer microseconds, events ordered by (time, sequence), ties first come, first
 * served. A binary heap over typed arrays holds times and slot numbers; the sequence is read only on ties. A slot carries
 * sixteen int32 words, four float64s and one immutable body, whose meaning is the owner's.
 *
 * Two measured tricks: `next` leaves the heap's root in place, so that the first `schedule` of a handler replaces it in
 * one sift (a reply reuses its request's slot); and timeouts of one length wait in a first-in-first-out lane, of which
 * only the head stands in the heap, so that the usual timer (set, then cancelled) costs almost nothing.
 */
import { assert } from './assert'

export const WORDS = 16
export const FLOATS = 4
/** Where each event passes: `(slot << WORDS_SHIFT) | word` is the same index, and a compiler sees that it cannot overflow. */
export const WORDS_SHIFT = 4
export const FLOATS_SHIFT = 2
/** A slot's state is its sequence: ≥ 0 pending, else one of these, or CANCELLED minus what it was. */
const RUNNING = -1
const FREE = -2
const CANCELLED = -3
/** No id: neither a slot nor a lane's. */
const NOTHING = -1e9
const GENERATIONS = 1 << 24
/** So many slots are free whenever an event begins: `words` and `floats` do not move while it runs, unless it takes more. */
export const SPARE_SLOTS = 1024

interface Lane {
  delayUs: number
  slots: Int32Array // ring
  times: Float64Array // ring
  head: number // counts up; ring index = head & (length - 1)
  tail: number
}
export interface EventQueueState {
  nowUs: number
  sequence: number
  executed: number
  cancelled: number
  burst: number
  size: number
  used: number
  freeCount: number
  times: Float64Array
  ids: Int32Array
  sequences: Float64Array
  generations: Int32Array
  words: Int32Array
  floats: Float64Array
  free: Int32Array
  bodies: [number, unknown][]
  lanes: Lane[]
}

export class EventQueue {
  nowUs: number
  /** Events executed so far (cancelled ones do not count). */
  executed = 0
  /** Events executed so far at the present time: a loop shows here. */
  burst = 0
  words: Int32Array
  floats: Float64Array
  bodies: unknown[] = []

  private times: Float64Array // heap: time of each entry
  private ids: Int32Array // heap: slot, or −1 − lane for a lane's head
  private size = 0
  /** When what is being put into the heap is due: not handed over, for a call makes an object of a number that is no small integer. */
  private placedUs = NaN
  private rootIsStale = 0 // or 1: a number is tested in one step, a boolean in several
  private sequences: Float64Array
  private generations: Int32Array
  private free: Int32Array
  private freeCount = 0
  private used = 0
  private sequence = 0
  private cancelled = 0
  private isShort = 0 // or 1: fewer than SPARE_SLOTS have never been used
  private lanes: Lane[] = []

  constructor(capacity = 2 * SPARE_SLOTS) {
    this.nowUs = NaN // a fraction first, as `placedUs`: so a compiler knows it for a number that may be great, and all queues for one kind
    this.nowUs = 0
    this.times = new Float64Array(capacity + 2)
    this.ids = new Int32Array(capacity + 2)
    this.sequences = new Float64Array(capacity)
    this.generations = new Int32Array(capacity)
    this.words = new Int32Array(capacity * WORDS)
    this.floats = new Float64Array(capacity * FLOATS)
    this.free = new Int32Array(capacity)
  }

  /** A free slot; its words hold whatever was there before. */
  alloc(): number {
    let slot: number
    if (this.freeCount > 0) slot = this.free[--this.freeCount]
    else {
      if (this.used === this.sequences.length) this.grow()
      slot = this.used++
      this.bodies.push(undefined)
      if (this.sequences.length - this.used < SPARE_SLOTS) this.isShort = 1
    }
    this.sequences[slot] = RUNNING
    return slot
  }

  /** Gives a slot back that is not pending. */
  release(slot: number): void {
    this.sequences[slot] = FREE
    this.generations[slot] = (this.generations[slot] + 1) & (GENERATIONS - 1)
    if (this.bodies[slot] !== undefined) this.bodies[slot] = undefined
    this.free[this.freeCount++] = slot
  }

  /** A name of the slot's present use, until it is released; no later use shares it. For cancel. */
  handle(slot: number): number {
    return this.generations[slot] * GENERATIONS + slot
  }

  /** The pending slot that a handle names, or −1 when that event has run, been cancelled or released. */
  slotOf(handle: number): number {
    const generation = Math.floor(handle / GENERATIONS) // no remainder of doubles: that is a call
    const slot = handle - generation * GENERATIONS
    return this.generations[slot] === generation && this.sequences[slot] >= 0 ? slot : -1
  }

  /** When a pending event that stands in no lane is due. A search: not for every event. */
  timeOf(slot: number): number {
    const at = this.ids.indexOf(slot)
    assert(this.sequences[slot] >= 0 && at >= 0 && at < this.size, 'only a pending event has a time')
    return this.times[at]
  }
  /** Visits every pending event that stands in no lane, in no particular order. */
  forEachPending(visit: (slot: number, atUs: number) => void): void {
    this.settle()
    for (let i = 0; i < this.size; i++) {
      const id = this.ids[i]
      if (id >= 0 && this.sequences[id] >= 0) visit(id, this.times[i])
    }
  }
  isRunning(slot: number): boolean {
    return this.sequences[slot] === RUNNING
  }
  isPending(slot: number): boolean {
    return this.sequences[slot] >= 0
  }
  /** Live events waiting: what was ever put in and has neither run nor been taken back. */
  get pending(): number {
    return this.sequence - this.executed - this.cancelled
  }
  /** Slots in somebody's hands: pending, running or kept. Cancelled ones count until their time comes. */
  get allocated(): number {
    return this.used - this.freeCount
  }
  /** Slots ever used: iterate 0..slotCount−1 with isPending. */
  get slotCount(): number {
    return this.used
  }

  /** Puts an allocated slot at an integer time ≥ now. */
  schedule(slot: number, atUs: number): void {
    if (!(atUs >= this.nowUs)) refusePast()
    this.placedUs = atUs
    this.put(slot)
  }
  /** The same at now + `us`, an integer ≥ 0: quicker, for a call hands a small integer over as it is. */
  scheduleAfter(slot: number, us: number): void {
    if (!(us >= 0)) refusePast()
    this.placedUs = this.nowUs + us
    this.put(slot)
  }
  private put(slot: number): void {
    this.sequences[slot] = this.sequence++
    if (this.rootIsStale !== 0) {
      this.rootIsStale = 0
      this.siftDown(slot, this.size)
    } else this.push(slot)
  }

  /** A lane for timeouts of one length; the same length gives the same lane. */
  lane(delayUs: number): number {
    for (let i = 0; i < this.lanes.length; i++) if (this.lanes[i].delayUs === delayUs) return i
    this.lanes.push({ delayUs, slots: new Int32Array(16), times: new Float64Array(16), head: 0, tail: 0 })
    return this.lanes.length - 1
  }

  /** Puts an allocated slot at now + the lane's delay. */
  scheduleInLane(slot: number, laneIndex: number): void {
    const lane = this.lanes[laneIndex]
    const atUs = this.nowUs + lane.delayUs
    this.sequences[slot] = this.sequence++
    const length = lane.slots.length
    if (lane.tail - lane.head === length) widen(lane)
    const wasEmpty = lane.head === lane.tail
    const at = lane.tail++ & (lane.slots.length - 1)
    lane.slots[at] = slot
    lane.times[at] = atUs
    if (wasEmpty) {
      this.placedUs = atUs
      if (this.rootIsStale !== 0) {
        this.rootIsStale = 0
        this.siftDown(-1 - laneIndex, this.size)
      } else this.push(-1 - laneIndex)
    }
  }

  /** Takes a pending event back. O(1): the slot is only marked, and freed when its time comes. */
  cancel(handle: number): boolean {
    const slot = this.slotOf(handle)
    if (slot < 0) return false
    this.cancelSlot(slot)
    return true
  }
  cancelSlot(slot: number): void {
    this.sequences[slot] = CANCELLED - this.sequences[slot]
    this.cancelled++
  }

  /** Time of the next live event, or Infinity. */
  peekTime(): number {
    return this.settle() === NOTHING ? Infinity : this.times[0]
  }

  /**
   * Takes the earliest live event with time ≤ untilUs, moves the clock to it and returns its slot (the caller's until rescheduled
   * or released); −1: there is none.
   */
  next(untilUs = Infinity): number {
    const id = this.settle()
    if (id === NOTHING) return -1
    const at = this.times[0]
    if (at > untilUs) return -1
    if (at === this.nowUs) this.burst++
    else {
      this.nowUs = at
      this.burst = 1
    }
    const slot = id >= 0 ? id : this.takeFromLane(-1 - id)
    if (id >= 0) this.rootIsStale = 1
    this.sequences[slot] = RUNNING
    this.executed++
    if (this.isShort !== 0) this.reserve()
    return slot
  }

  /** Sees to it that SPARE_SLOTS slots are free. `next` does; so must whoever acts between two events. */
  reserve(): void {
    while (this.sequences.length - this.used < SPARE_SLOTS) this.grow()
    this.isShort = 0
  }

  /** Moves the clock forward to a time before the next event. */
  advanceTo(us: number): void {
    assert(us >= this.nowUs && us <= this.peekTime(), 'the clock cannot pass an event')
    if (us > this.nowUs) this.burst = 0
    this.nowUs = us
  }

  /** Makes the root a live event, by dropping the one just executed and cancelled ones, and answers its id; NOTHING: there is none. */
  private settle(): number {
    if (this.rootIsStale !== 0) this.dropRoot()
    while (this.size > 0) {
      const id = this.ids[0]
      if (id >= 0 && this.sequences[id] >= 0) return id
      if (this.isLive(id)) return id
    }
    return NOTHING
  }
  /** Whether the root stands for a live event; where not, it is gone. */
  private isLive(id: number): boolean {
    if (id >= 0) {
      this.release(id)
      this.dropRoot()
      return false
    }
    const lane = this.lanes[-1 - id]
    if (this.sequences[lane.slots[lane.head & (lane.slots.length - 1)]] >= 0) return true
    this.skipCancelled(lane)
    this.rearm(-1 - id)
    return false
  }
  private skipCancelled(lane: Lane): void {
    const mask = lane.slots.length - 1
    while (lane.head !== lane.tail) {
      const slot = lane.slots[lane.head & mask]
      if (this.sequences[slot] >= 0) return
      lane.head++
      this.release(slot)
    }
  }
  private takeFromLane(laneIndex: number): number {
    const lane = this.lanes[laneIndex]
    const slot = lane.slots[lane.head++ & (lane.slots.length - 1)]
    this.skipCancelled(lane)
    this.rearm(laneIndex)
    return slot
  }
  /** Puts a lane's new head at the root, where its old one stood. */
  private rearm(laneIndex: number): void {
    const lane = this.lanes[laneIndex]
    if (lane.head === lane.tail) {
      this.rootIsStale = 1
      this.dropRoot()
    } else {
      this.placedUs = lane.times[lane.head & (lane.slots.length - 1)]
      this.siftDown(-1 - laneIndex, this.size)
    }
  }

  private push(id: number): void {
    if (this.size + 2 > this.times.length) this.growHeap()
    const atUs = this.placedUs
    const times = this.times
    const ids = this.ids
    let i = this.size++
    while (i > 0) {
      const parent = (i - 1) >> 1
      const t = times[parent]
      if (t <= atUs) break // the newest sequence is the largest: a tie never moves up
      times[i] = t
      ids[i] = ids[parent]
      i = parent
    }
    times[i] = atUs
    ids[i] = id
  }
  private dropRoot(): void {
    this.rootIsStale = 0
    const n = --this.size
    if (n === 0) return
    this.placedUs = this.times[n]
    this.siftDown(this.ids[n], n)
  }
  /** No call in the loop, for after one a compiler reads the arrays' places anew: where times are equal, another loop goes on. */
  private siftDown(id: number, n: number): void {
    const atUs = this.placedUs
    const times = this.times
    const ids = this.ids
    const half = n >> 1
    times[n] = Infinity // so that a last child without a sibling needs no test
    let i = 0
    while (i < half) {
      let child = (i << 1) + 1
      const left = times[child]
      const right = times[child + 1]
      child += +(right < left) | 0 // no branch: which child is smaller cannot be predicted
      const t = times[child]
      if (left === right || t === atUs) {
        this.siftTied(i, id, half)
        return
      }
      if (t > atUs) break
      times[i] = t
      ids[i] = ids[child]
      i = child
    }
    times[i] = atUs
    ids[i] = id
  }
  /** The same from entry `i` on, where the order may hang on sequences. */
  private siftTied(i: number, id: number, half: number): void {
    const { times, ids, placedUs: atUs } = this
    while (i < half) {
      let child = (i << 1) + 1
      const left = times[child]
      const right = times[child + 1]
      if (right < left || (left === right && this.sequenceOf(ids[child + 1]) < this.sequenceOf(ids[child]))) child++
      const t = times[child]
      if (t > atUs || (t === atUs && this.sequenceOf(ids[child]) > this.sequenceOf(id))) break
      times[i] = t
      ids[i] = ids[child]
      i = child
    }
    times[i] = atUs
    ids[i] = id
  }
  /** A cancelled event's is not what it was; that harms nobody, since it stands for nothing and the others keep their order. */
  private sequenceOf(id: number): number {
    if (id >= 0) return this.sequences[id]
    const lane = this.lanes[-1 - id]
    return this.sequences[lane.slots[lane.head & (lane.slots.length - 1)]]
  }

  private grow(): void {
    const n = this.sequences.length * 2
    this.sequences = wider(this.sequences, n)
    this.generations = wider(this.generations, n)
    this.free = wider(this.free, n)
    this.words = wider(this.words, n * WORDS)
    this.floats = wider(this.floats, n * FLOATS)
  }
  private growHeap(): void {
    const n = this.times.length * 2
    this.times = wider(this.times, n)
    this.ids = wider(this.ids, n)
  }

  /** A copy of everything, sized to what is in use. Bodies are immutable and shared. */
  save(): EventQueueState {
    this.settle()
    const { used, size } = this
    const bodies: [number, unknown][] = []
    for (let slot = 0; slot < used; slot++) if (this.bodies[slot] !== undefined) bodies.push([slot, this.bodies[slot]])
    return {
      nowUs: this.nowUs,
      sequence: this.sequence,
      executed: this.executed,
      cancelled: this.cancelled,
      burst: this.burst,
      size,
      used,
      freeCount: this.freeCount,
      times: this.times.slice(0, size),
      ids: this.ids.slice(0, size),
      sequences: this.sequences.slice(0, used),
      generations: this.generations.slice(0, used),
      words: this.words.slice(0, used * WORDS),
      floats: this.floats.slice(0, used * FLOATS),
      free: this.free.slice(0, this.freeCount),
      bodies,
      lanes: this.lanes.map((l) => ({ ...l, slots: l.slots.slice(), times: l.times.slice() })),
    }
  }

  load(state: EventQueueState): void {
    while (this.sequences.length < state.used) this.grow()
    while (this.times.length < state.size + 2) this.growHeap()
    this.nowUs = state.nowUs
    this.sequence = state.sequence
    this.executed = state.executed
    this.cancelled = state.cancelled
    this.burst = state.burst
    this.size = state.size
    this.used = state.used
    this.freeCount = state.freeCount
    this.rootIsStale = 0
    this.isShort = 1
    this.times.set(state.times)
    this.ids.set(state.ids)
    this.sequences.set(state.sequences)
    this.generations.fill(0)
    this.generations.set(state.generations)
    this.words.set(state.words)
    this.floats.set(state.floats)
    this.free.set(state.free)
    this.bodies = new Array(state.used).fill(undefined)
    for (const [slot, body] of state.bodies) this.bodies[slot] = body
    this.lanes = state.lanes.map((l) => ({ ...l, slots: l.slots.slice(), times: l.times.slice() }))
  }
}

function refusePast(): never {
  assert(false, 'an event cannot be scheduled in the past')
}

function widen(lane: Lane): void {
  const mask = lane.slots.length - 1
  const count = lane.tail - lane.head
  const slots = new Int32Array(lane.slots.length * 2)
  const times = new Float64Array(lane.slots.length * 2)
  for (let i = 0; i < count; i++) {
    slots[i] = lane.slots[(lane.head + i) & mask]
    times[i] = lane.times[(lane.head + i) & mask]
  }
  lane.slots = slots
  lane.times = times
  lane.head = 0
  lane.tail = count
}

function wider<T extends Float64Array | Int32Array>(array: T, length: number): T {
  const wide = new (array.constructor as new (n: number) => T)(length)
  wide.set(array)
  return wide
}
