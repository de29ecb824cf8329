/**
 * What happened to one object, ready for the search: operations in the order of their returns, those that never return last.
 * Only where calls and returns stand between each other matters, so positions in the history serve as time.
 *
 * Front r is the moment of return r. An operation can be placed before it if it was called before it; the ones that can, and
 * need not have been placed earlier, are `open` there. Each operation has a bit while it is open, handed on after its return.
 */

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
  /** How many of those that never return were called before front r. */
  readonly pendingAt: Int32Array
  /** Per operation that never returns: the one before it that does the same, or −1. */
  readonly twins: Int32Array

  constructor(operations: readonly TimelineOperation[]) {
    const returning = operations.filter(({ returned }) => returned >= 0).sort((a, b) => a.returned - b.returned)
    const pending = operations.filter(({ returned }) => returned < 0).sort((a, b) => a.called - b.called)
    const all = [...returning, ...pending]
    this.length = all.length
    this.returns = returning.length
    this.operations = Int32Array.from(all, ({ operation }) => operation)
    this.actions = Int32Array.from(all, ({ action }) => action)
    this.bits = new Int32Array(all.length)
    this.openFrom = new Int32Array(returning.length + 1)
    this.pendingAt = new Int32Array(returning.length)
    this.twins = twinsOf(pending)
    const bits = this.fillFronts(returning, pending)
    this.open = bits.open
    pending.forEach((_, i) => (this.bits[returning.length + i] = bits.used + i))
    this.words = Math.max(1, Math.ceil((bits.used + pending.length) / 32))
  }

  /** Bytes held, about. */
  get bytes(): number {
    return 4 * (this.open.length + 3 * this.length + 2 * this.returns)
  }

  private fillFronts(returning: readonly TimelineOperation[], pending: readonly TimelineOperation[]) {
    const byCall = returning.map((_, i) => i).sort((a, b) => returning[a].called - returning[b].called)
    const open: number[] = []
    const free: number[] = []
    let active: number[] = []
    let [used, called, pendingCalled] = [0, 0, 0]
    returning.forEach(({ returned }, front) => {
      const before = called
      for (; called < byCall.length && returning[byCall[called]].called < returned; called++) {
        active.push(byCall[called])
        this.bits[byCall[called]] = free.pop() ?? used++
      }
      if (called > before) active.sort((a, b) => a - b)
      while (pendingCalled < pending.length && pending[pendingCalled].called < returned) pendingCalled++
      this.pendingAt[front] = pendingCalled
      for (const operation of active) open.push(operation)
      this.openFrom[front + 1] = open.length
      free.push(this.bits[front])
      active = active.filter((operation) => operation !== front)
    })
    return { open: Int32Array.from(open), used }
  }
}

function twinsOf(pending: readonly TimelineOperation[]): Int32Array {
  const last = new Map<number, number>()
  return Int32Array.from(pending, ({ action }, i) => {
    const twin = last.get(action) ?? -1
    last.set(action, i)
    return twin
  })
}
