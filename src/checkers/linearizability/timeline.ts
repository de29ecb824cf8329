/**
 * What happened to one object, ready for the search: operations in the order of their returns, those that never return last.
 * Only where calls and returns stand between each other matters, so positions in the history serve as time.
 *
 * Front r is the moment of return r. An operation can be placed before it if it was called before it; the ones that can, and
 * need not have been placed earlier, are `open` there. Each operation has a bit while it is open, handed on after its return.
 */
import type { Specification } from './specification'

export interface TimelineOperation {
  /** Its number in the history. */
  operation: number
  /** Named by the specification. */
  action: number
  called: number
  /** −1: never returned. */
  returned: number
}

export class Timeline {
  readonly length: number
  /** How many return; they come first, in that order. */
  readonly returns: number
  readonly operations: Int32Array
  readonly actions: Int32Array
  /** Which bit each holds. */
  readonly bits: Int32Array
  /** Of masks, in int32s. */
  readonly words: number
  /** open[openFrom[r] .. openFrom[r + 1]): returning operations open at front r, in the order of returns. */
  readonly openFrom: Int32Array
  readonly open: Int32Array
  /** The first front at which each returning operation is open. */
  readonly openedAt: Int32Array
  /** How many of those that never return were called before front r. */
  readonly pendingAt: Int32Array
  /** Per operation that never returns: the one before it that does the same, or −1. */
  readonly twins: Int32Array
  /** Per return: the first read from it on; `returns` where there is none. */
  readonly nextReads: Int32Array

  /** `given`: none pending that only reads. */
  constructor(given: readonly TimelineOperation[], specification: Specification) {
    const returning = given.filter(({ returned }) => returned >= 0).sort((a, b) => a.returned - b.returned)
    const pending = given.filter(({ returned }) => returned < 0).sort((a, b) => a.called - b.called)
    const all = [...returning, ...pending]
    const returns = returning.length
    this.length = all.length
    this.returns = returns
    this.operations = Int32Array.from(all, ({ operation }) => operation)
    this.actions = Int32Array.from(all, ({ action }) => action)
    this.bits = new Int32Array(all.length)
    this.openedAt = new Int32Array(returns)
    this.openFrom = new Int32Array(returns + 1)
    this.pendingAt = new Int32Array(returns)
    this.twins = twinsOf(pending)
    const { open, bits } = this.openFronts(returning)
    this.open = open
    for (let i = returns; i < all.length; i++) this.bits[i] = bits + i - returns
    this.words = Math.max(1, Math.ceil((bits + pending.length) / 32))
    for (let front = 0, called = 0; front < returns; front++) {
      while (called < pending.length && pending[called].called < returning[front].returned) called++
      this.pendingAt[front] = called
    }
    this.nextReads = new Int32Array(returns + 1).fill(returns)
    for (let at = returns - 1; at >= 0; at--)
      this.nextReads[at] = specification.isRead(this.actions[at]) ? at : this.nextReads[at + 1]
  }

  /** Bytes held, about. */
  get bytes(): number {
    return 4 * (this.open.length + 4 * this.length + 3 * this.returns)
  }

  private openFronts(returning: readonly TimelineOperation[]): { open: Int32Array; bits: number } {
    const byCall = returning.map((_, i) => i).sort((a, b) => returning[a].called - returning[b].called)
    const open: number[] = []
    const free: number[] = []
    let active: number[] = []
    let bits = 0
    let called = 0
    returning.forEach(({ returned }, front) => {
      const before = called
      for (; called < byCall.length && returning[byCall[called]].called < returned; called++) {
        active.push(byCall[called])
        this.openedAt[byCall[called]] = front
        this.bits[byCall[called]] = free.pop() ?? bits++
      }
      if (called > before) active.sort((a, b) => a - b)
      for (const operation of active) open.push(operation)
      this.openFrom[front + 1] = open.length
      free.push(this.bits[front])
      active = active.filter((operation) => operation !== front)
    })
    return { open: Int32Array.from(open), bits }
  }
}

/** Bytes that a timeline of these would hold, about: with many at once, mostly who is open at each return. */
export function timelineBytes(operations: readonly TimelineOperation[]): number {
  const returning = operations.filter(({ returned }) => returned >= 0)
  const calls = Float64Array.from(returning, ({ called }) => called).sort()
  const returns = Float64Array.from(returning, ({ returned }) => returned).sort()
  let open = 0
  let called = 0
  returns.forEach((returned, front) => {
    while (called < calls.length && calls[called] < returned) called++
    open += called - front
  })
  return 12 * open + 24 * operations.length
}

function twinsOf(pending: readonly TimelineOperation[]): Int32Array {
  const last = new Map<number, number>()
  return Int32Array.from(pending, ({ action }, i) => {
    const twin = last.get(action) ?? -1
    last.set(action, i)
    return twin
  })
}
