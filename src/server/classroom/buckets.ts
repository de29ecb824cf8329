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

const ADDRESSES_MAX = 20_000
/** A bucket for each name, made when it is first asked for; full ones are forgotten. */
class Buckets {
  private readonly all = new Map<string, Bucket>()

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {}
  known(name: string): Bucket | undefined {
    return this.all.get(name)
  }
  of(name: string, nowMs: number): Bucket {
    if (this.all.size >= ADDRESSES_MAX && !this.all.has(name)) this.forget(nowMs)
    const bucket = this.all.get(name) ?? new Bucket(this.perSecond, this.burst, nowMs)
    this.all.set(name, bucket)
    return bucket
  }
  private forget(nowMs: number): void {
    for (const [name, bucket] of this.all) if (bucket.isFull(nowMs)) this.all.delete(name)
    if (this.all.size >= ADDRESSES_MAX) this.all.clear()
  }
}

/** A whole class shares one address and mistypes: only failures count, and many are forgiven at once. */
const PER_ADDRESS = { perSecond: 1, burst: 300 }
const ALTOGETHER = { perSecond: 5, burst: 2_000 }

/**
 * Failed tries to join, by address and altogether: at most five a second in the long run. Against a room's code (25^9) that is a chance
 * of one in ten million in a day; against return codes (25^8, useless without the room), of which a full room has 600, one in six
 * hundred, and one in three thousand from one address.
 */
export class Failures {
  private readonly addresses = new Buckets(PER_ADDRESS.perSecond, PER_ADDRESS.burst)
  private readonly all: Bucket

  constructor(nowMs: number) {
    this.all = new Bucket(ALTOGETHER.perSecond, ALTOGETHER.burst, nowMs)
  }
  /** Seconds after which the address may try again; 0: now. */
  waitS(address: string, nowMs: number): number {
    return Math.max(this.all.emptyForS(nowMs), this.addresses.known(address)?.emptyForS(nowMs) ?? 0)
  }
  failed(address: string, nowMs: number): void {
    // Whose own are used up takes nothing from all others.
    if (this.addresses.of(address, nowMs).take(1, nowMs)) this.all.take(1, nowMs)
  }
}

/** A class of 400 comes within half a minute, reloads and tries again, all from one address; seats are then as many as the room has. */
const JOINS = { perSecond: 10, burst: 1_000 }

/**
 * Tries to join one room from one address, good or bad. What it bounds is a client that asks for seats for ever, whom a teacher clears
 * away and who asks again; and guesses at a room's new code by whoever knows the room from an old link (25^9 codes at ten a second).
 */
export class Joins {
  private readonly buckets = new Buckets(JOINS.perSecond, JOINS.burst)

  /** Takes a try. 0: it may be made; else seconds until one may. */
  waitS(room: string, address: string, nowMs: number): number {
    const bucket = this.buckets.of(`${room} ${address}`, nowMs)
    return bucket.take(1, nowMs) ? 0 : bucket.emptyForS(nowMs)
  }
}
