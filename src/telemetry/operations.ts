/**
 * The operations that are under way: what INVOKE said, kept until RETURN asks for it. Rows of typed arrays found by a hash
 * of (client, count); all folds that judge operations share this one table.
 */
import { timeAt } from '../cluster/journal'

/** Fields of a row of `ints`. */
export const OPEN = { client: 0, count: 1, class: 2, key: 3, value: 4, session: 5 } as const
const INTS = 6
/** Fields of a row of `doubles`. `mark`: what the staleness judge wants to remember from the invocation. */
export const SINCE = { invokedUs: 0, mark: 1 } as const
const DOUBLES = 2
const FIRST_CAPACITY = 64

export class OpenOperations {
  ints = new Int32Array(FIRST_CAPACITY * INTS)
  doubles = new Float64Array(FIRST_CAPACITY * DOUBLES)
  size = 0
  private capacity = FIRST_CAPACITY
  /** Hash slot → row + 1; always at most half full. */
  private rowAt = new Int32Array(FIRST_CAPACITY * 2)
  private freeRows = firstFree(0, FIRST_CAPACITY, new Int32Array(FIRST_CAPACITY))

  /** Masked, so that no index from there on overflows. */
  intsOf(row: number): number {
    return (row * INTS) & 0x7ffffff
  }
  doublesOf(row: number): number {
    return (row * DOUBLES) & 0x7ffffff
  }

  /** A row for a new operation, filled with the words of its INVOKE record. */
  open(words: Int32Array, at: number, mark: number): number {
    if (this.size === this.capacity) this.grow()
    const row = this.freeRows[this.size++]
    const { ints, doubles } = this
    const i = this.intsOf(row)
    const d = this.doublesOf(row)
    ints[i + OPEN.client] = words[at + 1]
    ints[i + OPEN.count] = words[at + 2]
    ints[i + OPEN.class] = words[at] >>> 8
    ints[i + OPEN.key] = words[at + 3]
    ints[i + OPEN.value] = words[at + 4]
    ints[i + OPEN.session] = words[at + 5]
    doubles[d + SINCE.invokedUs] = timeAt(words, at)
    doubles[d + SINCE.mark] = mark
    this.enter(row)
    return row
  }

  /** −1 where no such operation is open. */
  find(client: number, count: number): number {
    const slot = this.slotOf(client, count)
    return slot < 0 ? -1 : this.rowAt[slot] - 1
  }

  /** Where an open operation is found until the next open() or close(); −1 where no such operation is open. */
  slotOf(client: number, count: number): number {
    const { rowAt, ints } = this
    const mask = rowAt.length - 1
    for (let slot = home(client, count, mask); rowAt[slot] !== 0; slot = (slot + 1) & mask) {
      const i = (rowAt[slot] - 1) * INTS
      if (ints[i + OPEN.count] === count && ints[i + OPEN.client] === client) return slot
    }
    return -1
  }
  rowAtSlot(slot: number): number {
    return this.rowAt[slot] - 1
  }

  /** Forgets the open operation at a slot. Its row can still be read until the next open(). */
  close(slotOfClosed: number): void {
    let hole = slotOfClosed
    const { rowAt } = this
    const mask = rowAt.length - 1
    this.freeRows[--this.size] = rowAt[hole] - 1
    for (let slot = (hole + 1) & mask; rowAt[slot] !== 0; slot = (slot + 1) & mask) {
      const home = this.homeOf(rowAt[slot] - 1)
      // Knuth's algorithm R (TAOCP 3, 6.4): an entry whose home lies between the hole and itself must stay.
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue
      rowAt[hole] = rowAt[slot]
      hole = slot
    }
    rowAt[hole] = 0
  }

  /** Rows of the open operations, by time of invocation, then client and count. */
  rows(): number[] {
    const rows = [...this.rowAt].filter((r) => r > 0).map((r) => r - 1)
    const { ints, doubles } = this
    return rows.sort(
      (a, b) =>
        doubles[a * DOUBLES] - doubles[b * DOUBLES] ||
        ints[a * INTS] - ints[b * INTS] ||
        ints[a * INTS + 1] - ints[b * INTS + 1],
    )
  }

  clone(): OpenOperations {
    const copy = new OpenOperations()
    copy.ints = this.ints.slice()
    copy.doubles = this.doubles.slice()
    copy.size = this.size
    copy.capacity = this.capacity
    copy.rowAt = this.rowAt.slice()
    copy.freeRows = this.freeRows.slice()
    return copy
  }
  get bytes(): number {
    return this.capacity * (INTS * 4 + DOUBLES * 8 + 12)
  }

  private homeOf(row: number): number {
    return home(this.ints[row * INTS], this.ints[row * INTS + 1], this.rowAt.length - 1)
  }
  private enter(row: number): void {
    const mask = this.rowAt.length - 1
    let slot = this.homeOf(row)
    while (this.rowAt[slot] !== 0) slot = (slot + 1) & mask
    this.rowAt[slot] = row + 1
  }
  private grow(): void {
    const was = this.capacity
    this.capacity *= 2
    this.ints = longer(this.ints, new Int32Array(this.capacity * INTS))
    this.doubles = longer(this.doubles, new Float64Array(this.capacity * DOUBLES))
    this.freeRows = firstFree(was, this.capacity, longer(this.freeRows, new Int32Array(this.capacity)))
    this.rowAt = new Int32Array(this.capacity * 2)
    for (let row = 0; row < was; row++) this.enter(row)
  }
}

function home(client: number, count: number, mask: number): number {
  const mixed = Math.imul(Math.imul(client, 0x85ebca6b) ^ count, 0x9e3779b1)
  return (mixed ^ (mixed >>> 15)) & mask
}
function longer<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}
function firstFree(from: number, to: number, rows: Int32Array): Int32Array {
  for (let row = from; row < to; row++) rows[row] = row
  return rows
}
