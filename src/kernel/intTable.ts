/*
 * Hash table from an int32 key to a version (a double) and a value (int32), over typed arrays: a store's cells, copied for
 * a checkpoint by a few slices. Open addressing with linear probing; deletion moves later entries back instead of leaving
 * marks (D. E. Knuth, The Art of Computer Programming 3, 6.4, algorithm R). Slots depend on history, keys() does not.
 */

const FIRST_CAPACITY = 16

export class IntTable {
  private entries = 0
  private mask = FIRST_CAPACITY - 1
  private shift = 28
  private used = new Uint8Array(FIRST_CAPACITY)
  private keyAt = new Int32Array(FIRST_CAPACITY)
  private versions = new Float64Array(FIRST_CAPACITY)
  private values = new Int32Array(FIRST_CAPACITY)

  get size(): number {
    return this.entries
  }

  /** Bytes held, about. */
  get bytes(): number {
    return 17 * (this.mask + 1) + 96
  }

  has(key: number): boolean {
    return this.find(key) >= 0
  }

  /** 0 where the key is absent. */
  version(key: number): number {
    const slot = this.find(key)
    return slot < 0 ? 0 : this.versions[slot]
  }

  /** 0 where the key is absent. */
  value(key: number): number {
    const slot = this.find(key)
    return slot < 0 ? 0 : this.values[slot]
  }

  /** The key's slot for versionAt() and valueAt(), good until the next set or delete; −1 where absent. */
  find(key: number): number {
    const { used, keyAt, mask } = this
    let slot = Math.imul(key, 0x9e3779b1) >>> this.shift
    while (used[slot] !== 0) {
      if (keyAt[slot] === key) return slot
      slot = (slot + 1) & mask
    }
    return -1
  }

  versionAt(slot: number): number {
    return this.versions[slot]
  }

  valueAt(slot: number): number {
    return this.values[slot]
  }

  set(key: number, version: number, value: number): void {
    const { used, keyAt, mask } = this
    let slot = Math.imul(key, 0x9e3779b1) >>> this.shift
    while (used[slot] !== 0 && keyAt[slot] !== key) slot = (slot + 1) & mask
    if (used[slot] === 0) {
      if (this.entries * 8 >= mask * 5) {
        this.resize()
        this.set(key, version, value)
        return
      }
      used[slot] = 1
      keyAt[slot] = key
      this.entries++
    }
    this.versions[slot] = version
    this.values[slot] = value
  }

  /** Whether the key was there. */
  delete(key: number): boolean {
    let hole = this.find(key)
    if (hole < 0) return false
    const { used, keyAt, mask } = this
    let slot = hole
    for (;;) {
      slot = (slot + 1) & mask
      if (used[slot] === 0) break
      const home = Math.imul(keyAt[slot], 0x9e3779b1) >>> this.shift
      // An entry may move into the hole unless its home lies after the hole on the way to it.
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue
      keyAt[hole] = keyAt[slot]
      this.versions[hole] = this.versions[slot]
      this.values[hole] = this.values[slot]
      hole = slot
    }
    used[hole] = 0
    this.entries--
    return true
  }

  /** All keys, ascending: the order that a run may depend on. */
  keys(): Int32Array {
    const keys = new Int32Array(this.entries)
    for (let slot = 0, i = 0; slot <= this.mask; slot++) if (this.used[slot] !== 0) keys[i++] = this.keyAt[slot]
    return keys.sort()
  }

  clear(): void {
    this.entries = 0
    this.used.fill(0)
  }

  clone(): IntTable {
    const copy = new IntTable()
    copy.entries = this.entries
    copy.mask = this.mask
    copy.shift = this.shift
    copy.used = this.used.slice()
    copy.keyAt = this.keyAt.slice()
    copy.versions = this.versions.slice()
    copy.values = this.values.slice()
    return copy
  }

  private resize(): void {
    const { used, keyAt, versions, values, mask } = this
    const capacity = (mask + 1) * 2
    this.mask = capacity - 1
    this.shift--
    this.used = new Uint8Array(capacity)
    this.keyAt = new Int32Array(capacity)
    this.versions = new Float64Array(capacity)
    this.values = new Int32Array(capacity)
    this.entries = 0
    for (let slot = 0; slot <= mask; slot++) if (used[slot] !== 0) this.set(keyAt[slot], versions[slot], values[slot])
  }
}
