/**
 * The keys that users asked the store for lately: what a hot key is told by. A ring of the newest operations; a checkpoint
 * holds a copy.
 */

/** Operations that are remembered: some seconds of a busy shop. */
export const RECENT_KEYS = 1024

export class RecentKeys {
  /** Operations noted so far. */
  total = 0

  constructor(private readonly ring = new Int32Array(RECENT_KEYS)) {}

  note(key: number): void {
    this.ring[this.total++ & (RECENT_KEYS - 1)] = key
  }

  /** Newest first. */
  *newest(): Generator<number> {
    const oldest = Math.max(0, this.total - RECENT_KEYS)
    for (let i = this.total - 1; i >= oldest; i--) yield this.ring[i & (RECENT_KEYS - 1)]
  }

  clone(): RecentKeys {
    const copy = new RecentKeys(this.ring.slice())
    copy.total = this.total
    return copy
  }
  get bytes(): number {
    return this.ring.byteLength + 16
  }
}
