import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventQueue, FLOATS, SPARE_SLOTS, WORDS } from '../../src/kernel/eventQueue'

/** What can happen to a queue. `n` chooses among events or lengths; small ranges, so that ties are the rule. */
const OPS = [
  'schedule',
  'lane',
  'cancel',
  'cancelOld',
  'next',
  'until',
  'handle',
  'keep',
  'peek',
  'advance',
  'fresh',
  'used',
] as const
type Op = { op: (typeof OPS)[number]; n: number }
const someOps = (maxLength: number) =>
  fc.array(fc.record({ op: fc.constantFrom(...OPS, 'schedule', 'lane', 'handle'), n: fc.nat(11) }), { maxLength })
const LANES = [0, 1, 3, 7]

interface ModelEvent {
  name: number
  atUs: number
  handle: number
}

/** The queue beside a sorted array: whatever one says, the other must say too. */
class Pair {
  queue = new EventQueue(2)
  readonly events: ModelEvent[] = [] // by time, then by arrival
  readonly gone = new Set<number>() // handles of events that ran or were cancelled
  readonly kept: number[] = [] // slots that a handler took and has not given back
  nowUs = 0
  executed = 0
  names = 0

  add(slot: number, delayUs: number, lane: boolean): void {
    const name = ++this.names
    this.queue.words.fill(name, slot * WORDS, slot * WORDS + WORDS)
    this.queue.floats.fill(name / 2, slot * FLOATS, slot * FLOATS + FLOATS)
    this.queue.bodies[slot] = name % 3 === 0 ? Object.freeze({ name }) : undefined
    if (lane) this.queue.scheduleInLane(slot, this.queue.lane(delayUs))
    else this.queue.schedule(slot, this.nowUs + delayUs)
    const event = { name, atUs: this.nowUs + delayUs, handle: this.queue.handle(slot) }
    this.gone.delete(event.handle) // its slot was not released: still the same use
    const later = this.events.findIndex((e) => e.atUs > event.atUs)
    this.events.splice(later < 0 ? this.events.length : later, 0, event)
  }

  /** Takes the next event of both; its slot, −1 at the end. */
  take(): number {
    const slot = this.queue.next()
    const event = this.events.shift()
    if (!event) {
      expect(slot).toBe(-1)
      return -1
    }
    this.nowUs = event.atUs
    this.executed++
    this.gone.add(event.handle)
    expect([this.queue.words[slot * WORDS], this.queue.nowUs]).toEqual([event.name, event.atUs])
    expect(this.queue.words[slot * WORDS + WORDS - 1]).toBe(event.name)
    expect(this.queue.floats[slot * FLOATS + FLOATS - 1]).toBe(event.name / 2)
    expect(this.queue.bodies[slot]).toEqual(event.name % 3 === 0 ? { name: event.name } : undefined)
    return slot
  }

  do({ op, n }: Op): void {
    const { queue, events } = this
    const lane = n % 2 === 1
    const delay = lane ? LANES[(n >> 1) % LANES.length] : n >> 1
    if (op === 'schedule' || op === 'lane')
      this.add(queue.alloc(), op === 'lane' ? LANES[n % LANES.length] : n >> 1, op === 'lane')
    else if (op === 'cancel' && events.length > 0) {
      const [event] = events.splice(n % events.length, 1)
      expect(queue.cancel(event.handle)).toBe(true)
      this.gone.add(event.handle)
    } else if (op === 'cancelOld' && this.gone.size > 0) {
      expect(queue.cancel([...this.gone][(n * 7919) % this.gone.size])).toBe(false)
    } else if (op === 'next') {
      const slot = this.take()
      if (slot >= 0) queue.release(slot)
    } else if (op === 'until') {
      const until = this.nowUs + n
      if (events.length > 0 && events[0].atUs > until) expect(queue.next(until)).toBe(-1)
    } else if (op === 'handle') {
      // A handler that sends its own slot on (at once or through a lane), then more: the stale root is replaced, then not.
      const slot = this.take()
      if (slot < 0) return
      if (n % 3 === 0) queue.release(slot)
      else this.add(slot, delay, lane)
      if (n % 3 > 0) this.add(queue.alloc(), n % 4, n > 5)
      if (n === 11 && this.kept.length > 0) this.add(this.kept.pop() as number, n % 5, false)
    } else if (op === 'keep') {
      const slot = this.take()
      if (slot >= 0) this.kept.push(slot)
    } else if (op === 'peek') expect(queue.peekTime()).toBe(events[0]?.atUs ?? Infinity)
    else if (op === 'advance') {
      this.nowUs = Math.min(this.nowUs + n, events[0]?.atUs ?? Infinity)
      queue.advanceTo(this.nowUs)
    } else if (op === 'fresh' || op === 'used') this.restore(op === 'used' ? n : 0)
    expect([this.queue.pending, this.queue.executed, this.queue.nowUs]).toEqual([
      events.length,
      this.executed,
      this.nowUs,
    ])
  }

  /** Goes on in another queue, with a past of its own when `past` > 0. The saved state must not change any more. */
  private restore(past: number): void {
    const state = this.queue.save()
    const other = new EventQueue(1)
    for (let i = 0; i < past * 5; i++) {
      if (i % 2 === 0) other.schedule(other.alloc(), other.nowUs + (i % 4))
      else other.scheduleInLane(other.alloc(), other.lane(i % 3))
      if (i % 5 === 0) other.release(other.next())
    }
    const before = JSON.stringify(state)
    other.load(state)
    this.queue.schedule(this.queue.alloc(), this.nowUs) // the old one goes on too, and shares nothing
    expect(JSON.stringify(state)).toBe(before)
    this.queue = other
  }

  drain(): void {
    for (let slot = this.take(); slot >= 0; slot = this.take()) this.queue.release(slot)
    for (const slot of this.kept) this.queue.release(slot)
    expect([this.queue.pending, this.queue.allocated]).toEqual([0, 0])
  }
}

describe('the event queue', () => {
  it('does what a sorted array does: ties, lanes, cancelling, reused slots, growth, save and load', () => {
    fc.assert(
      fc.property(someOps(120), (ops) => {
        const pair = new Pair()
        for (const op of ops) pair.do(op)
        pair.drain()
      }),
      { numRuns: 400 },
    )
  })

  it('does so when thousands wait', () => {
    fc.assert(
      fc.property(someOps(60), fc.integer({ min: 1000, max: 3000 }), (ops, crowd) => {
        const pair = new Pair()
        for (let i = 0; i < crowd; i++) pair.do({ op: i % 3 === 0 ? 'lane' : 'schedule', n: (i * 7) % 12 })
        for (let i = 0; i < crowd / 4; i++) pair.do({ op: 'cancel', n: (i * 5) % 12 })
        for (const op of ops) pair.do(op)
        pair.drain()
      }),
      { numRuns: 4 },
    )
  })

  it('takes a wait for the moment that it ends at, and neither a past one nor one that is no number', () => {
    const queue = new EventQueue()
    const [soon, late] = [queue.alloc(), queue.alloc()]
    queue.schedule(late, 3_000_000_007)
    queue.scheduleAfter(soon, 3_000_000_000)
    expect([queue.next(), queue.nowUs]).toEqual([soon, 3_000_000_000])
    queue.scheduleAfter(soon, 7) // at the same moment, but later in sequence
    expect([queue.next(), queue.next(), queue.nowUs]).toEqual([late, soon, 3_000_000_007])
    for (const us of [-1, NaN]) {
      expect(() => queue.scheduleAfter(soon, us)).toThrow('past')
      expect(() => queue.schedule(soon, queue.nowUs + us)).toThrow('past')
    }
  })

  it('takes nothing back that has run, was cancelled or had its slot reused', () => {
    const queue = new EventQueue(1)
    const slot = queue.alloc()
    queue.schedule(slot, 5)
    const ran = queue.handle(slot)
    expect(queue.next()).toBe(slot)
    expect(queue.cancel(ran)).toBe(false)
    queue.release(slot)
    expect(queue.alloc()).toBe(slot)
    queue.schedule(slot, 9)
    expect(queue.cancel(ran)).toBe(false)
    expect(queue.cancel(queue.handle(slot))).toBe(true)
    expect(queue.cancel(queue.handle(slot))).toBe(false)
    expect([queue.peekTime(), queue.pending, queue.allocated]).toEqual([Infinity, 0, 0])
    expect(queue.cancel(-1)).toBe(false)
  })

  it('keeps a lane in order across its ring: filled, emptied and widened at every offset', () => {
    for (let offset = 0; offset < 40; offset++) {
      const queue = new EventQueue(4)
      const lane = queue.lane(10)
      const put = (name: number): void => {
        const slot = queue.alloc()
        queue.words[slot * WORDS] = name
        queue.scheduleInLane(slot, lane)
      }
      const got: number[] = []
      const take = (): void => {
        const slot = queue.next()
        got.push(queue.words[slot * WORDS])
        queue.release(slot)
      }
      for (let i = 0; i < offset; i++) {
        put(i)
        take()
      }
      for (let i = offset; i < offset + 50; i++) put(i)
      for (let i = 0; i < 50; i++) take()
      expect(got).toEqual(Array.from({ length: offset + 50 }, (_, i) => i))
    }
  })

  it('gives one lane to one length', () => {
    const queue = new EventQueue()
    expect([queue.lane(5), queue.lane(7), queue.lane(5)]).toEqual([0, 1, 0])
  })

  it('frees a cancelled event when its time comes, not before and not never', () => {
    const queue = new EventQueue(1)
    for (let i = 1; i <= 100; i++) {
      const slot = queue.alloc()
      if (i % 2 === 0) queue.schedule(slot, i)
      else queue.scheduleInLane(slot, queue.lane(i % 7))
      queue.cancel(queue.handle(slot))
    }
    expect([queue.pending, queue.allocated]).toEqual([0, 100])
    expect([queue.peekTime(), queue.allocated, queue.executed, queue.nowUs]).toEqual([Infinity, 0, 0, 0])
  })

  it('refuses the past, a time that is no number, and to pass an event', () => {
    const queue = new EventQueue()
    queue.advanceTo(10)
    const slot = queue.alloc()
    expect(() => queue.schedule(slot, 9)).toThrow('past')
    expect(() => queue.schedule(slot, NaN)).toThrow('past')
    queue.schedule(slot, 10)
    expect(() => queue.advanceTo(11)).toThrow('pass')
    expect(() => queue.advanceTo(9)).toThrow('pass')
  })

  it('does not move its words while an event runs, however many are pending', () => {
    const queue = new EventQueue(1)
    queue.schedule(queue.alloc(), 0)
    for (let event = 0; event < 40; event++) {
      const slot = queue.next()
      const { words, floats } = queue
      for (let i = 0; i < SPARE_SLOTS; i++) queue.schedule(queue.alloc(), queue.nowUs + 1 + i)
      expect(queue.words).toBe(words)
      expect(queue.floats).toBe(floats)
      queue.release(slot)
    }
  })
})
