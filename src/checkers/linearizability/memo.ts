/**
 * The configurations that a search has seen: (front, state, mask of what is placed among the open), in a hash table over one
 * typed array. G. Lowe, Testing for linearizability (2017), section 3: what was seen once need not be tried again.
 */

const FIRST_CAPACITY = 64

export class Memo {
  private table: Int32Array
  private capacityMask = FIRST_CAPACITY - 1
  private entries = 0
  private readonly stride: number

  constructor(private readonly words: number) {
    this.stride = words + 2
    this.table = new Int32Array(FIRST_CAPACITY * this.stride)
  }

  get bytes(): number {
    return this.table.byteLength
  }

  /** Whether the configuration is new; it is kept. */
  add(front: number, state: number, mask: Int32Array): boolean {
    const { table, words, stride, capacityMask } = this
    let slot = this.hash(front, state, mask, 0) & capacityMask
    // Front is kept plus one: 0 is an empty slot.
    for (; table[slot * stride] !== 0; slot = (slot + 1) & capacityMask) {
      const at = slot * stride
      if (table[at] !== front + 1 || table[at + 1] !== state) continue
      let word = 0
      while (word < words && table[at + 2 + word] === mask[word]) word++
      if (word === words) return false
    }
    const at = slot * stride
    table[at] = front + 1
    table[at + 1] = state
    for (let word = 0; word < words; word++) table[at + 2 + word] = mask[word]
    if (++this.entries * 8 > capacityMask * 5) this.grow()
    return true
  }

  private hash(front: number, state: number, mask: Int32Array, from: number): number {
    let hash = Math.imul(front ^ 0x5bd1e995, 0x9e3779b1) ^ state
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b)
    for (let word = 0; word < this.words; word++) {
      hash = Math.imul(hash ^ mask[from + word], 0xc2b2ae35)
      hash ^= hash >>> 13
    }
    return hash ^ (hash >>> 16)
  }

  private grow(): void {
    const { table: old, stride } = this
    this.capacityMask = this.capacityMask * 2 + 1
    const table = new Int32Array((this.capacityMask + 1) * stride)
    for (let at = 0; at < old.length; at += stride) {
      if (old[at] === 0) continue
      let slot = this.hash(old[at] - 1, old[at + 1], old, at + 2) & this.capacityMask
      while (table[slot * stride] !== 0) slot = (slot + 1) & this.capacityMask
      for (let i = 0; i < stride; i++) table[slot * stride + i] = old[at + i]
    }
    this.table = table
  }
}
