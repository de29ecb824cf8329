/**
 * Numbers int32 keys in the order of their first appearance: key → row. A hash table with chains whose parts live in
 * shared pages, so that copies of a large, slowly growing index are cheap.
 */
import { PagedRows } from './pagedRows'

const FIRST_HEAD_BITS = 8
const KEYS_PER_HEAD = 2

export class KeyIndex {
  size = 0
  private headBits = FIRST_HEAD_BITS
  /** By row: key, next row of the chain + 1. */
  private rows = new PagedRows(2)

  constructor(private heads = emptyHeads(1 << FIRST_HEAD_BITS)) {}

  /** −1 where the key has not been seen. */
  find(key: number): number {
    const head = Math.imul(key, 0x9e3779b1) >>> (32 - this.headBits)
    let row = this.heads.page(head)[this.heads.offset(head)] - 1
    while (row >= 0) {
      const page = this.rows.page(row)
      const at = this.rows.offset(row)
      if (page[at] === key) return row
      row = page[at + 1] - 1
    }
    return -1
  }

  /** The key that was given this row. */
  keyAt(row: number): number {
    return this.rows.page(row)[this.rows.offset(row)]
  }

  /** Gives an unseen key the next row. */
  add(key: number): number {
    if (this.size >= KEYS_PER_HEAD << this.headBits) this.spread()
    const row = this.size++
    this.rows.edit(row)[this.rows.offset(row)] = key
    this.link(row, key)
    return row
  }

  clone(): KeyIndex {
    const copy = new KeyIndex(this.heads.clone())
    copy.size = this.size
    copy.headBits = this.headBits
    copy.rows = this.rows.clone()
    return copy
  }
  get bytes(): number {
    return this.heads.bytes + this.rows.bytes
  }

  private link(row: number, key: number): void {
    const head = Math.imul(key, 0x9e3779b1) >>> (32 - this.headBits)
    const heads = this.heads.edit(head)
    const at = this.heads.offset(head)
    this.rows.edit(row)[this.rows.offset(row) + 1] = heads[at]
    heads[at] = row + 1
  }
  private spread(): void {
    this.headBits += 2
    this.heads = emptyHeads(1 << this.headBits)
    for (let row = 0; row < this.size; row++) this.link(row, this.keyAt(row))
  }
}

function emptyHeads(count: number): PagedRows {
  const heads = new PagedRows(1)
  for (let head = 0; head < count; head++) heads.edit(head)
  return heads
}
