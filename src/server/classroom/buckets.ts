/** Token buckets: so many a second on average, so many at once. Moments are of a clock that never goes back, in ms. */

export class Bucket {
  private level: number
  private atMs: number

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
    nowMs: number,
  ) {
    this.level = burst
    this.atMs = nowMs
  }
  /** Takes `cost` if it is there. */
  take(cost: number, nowMs: number): boolean {
    this.fill(nowMs)
    if (this.level < cost) return false
    this.level -= cost
    return true
  }
  /** Seconds until something is there again; 0: now. */
  emptyForS(nowMs: number): number {
    this.fill(nowMs)
    return this.level >= 1 ? 0 : Math.ceil((1 - this.level) / this.perSecond)
  }
  isFull(nowMs: number): boolean {
    this.fill(nowMs)
    return this.level >= this.burst
  }
  private fill(nowMs: number): void {
    this.level = Math.min(this.burst, this.level + (Math.max(0, nowMs - this.atMs) / 1_000) * this.perSecond)
    this.atMs = nowMs
  }
}

/** A whole class shares one address and mistypes: only failures count, and many are forgiven at once. */
const PER_ADDRESS = { perSecond: 1, burst: 300 }
const ALTOGETHER = { perSecond: 5, burst: 2_000 }
const ADDRESSES_MAX = 20_000

/**
 * Failed tries to join, by address and altogether: at most five a second in the long run. Against a code of 42 bits that is a chance of
 * one in ten million in a day.
 */
export class Failures {
  private readonly addresses = new Map<string, Bucket>()
  private readonly all: Bucket

  constructor(nowMs: number) {
    this.all = new Bucket(ALTOGETHER.perSecond, ALTOGETHER.burst, nowMs)
  }
  /** Seconds after which the address may try again; 0: now. */
  waitS(address: string, nowMs: number): number {
    return Math.max(this.all.emptyForS(nowMs), this.addresses.get(address)?.emptyForS(nowMs) ?? 0)
  }
  failed(address: string, nowMs: number): void {
    if (this.addresses.size >= ADDRESSES_MAX) this.forget(nowMs)
    const bucket = this.addresses.get(address) ?? new Bucket(PER_ADDRESS.perSecond, PER_ADDRESS.burst, nowMs)
    this.addresses.set(address, bucket)
    bucket.take(1, nowMs)
    this.all.take(1, nowMs)
  }
  private forget(nowMs: number): void {
    for (const [address, bucket] of this.addresses) if (bucket.isFull(nowMs)) this.addresses.delete(address)
    if (this.addresses.size >= ADDRESSES_MAX) this.addresses.clear()
  }
}
