/**
 * God's view of staleness. A read is stale if it misses a write that was acknowledged before the read was invoked. Write Y
 * is missed by a read of version v when Y was acknowledged before the read's invocation, Y did not write v, and Y comes
 * after v: either Y was invoked after the write of v had been acknowledged (whatever their versions: a version taken from a
 * clock that lags loses its write), or Y has the greater version, unless v in turn was invoked after Y's acknowledgement.
 * Before and after are the journal's order. Of a v whose own write was not acknowledged when the read began (or left the
 * log) only versions are known. How old and how many versions: t- and k-staleness (P. Bailis et al., "Probabilistically
 * Bounded Staleness for Practical Partial Quorums", VLDB 2012, 3).
 */
import { PagedRows } from './pagedRows'

/** Acknowledged writes that are remembered, over all keys. */
export const LOG_WRITES = 65536
/** A read is compared with at most so many acknowledged writes of its key; then `missed` and `staleUs` are lower bounds. */
export const MISSED_MAX = 1024
const HEADS = 8192
const HEAD_SHIFT = 32 - 13

/** A row of the log. `greatest`: of the key's versions up to here; `known`: writes acknowledged when it was invoked. */
const ROW = { key: 0, version: 1, greatest: 2, known: 3, ackedUs: 4, previous: 5 } as const

export class Staleness {
  /** Acknowledged writes so far; a write's number is its rank among them, from 1. */
  acknowledged = 0
  /** Of the last judged read: how long before its invocation the first write that it missed was acknowledged, how many. */
  staleUs = 0
  missed = 0
  capped = false

  /** Hash of a key → number of the newest write of the chain's newest key. */
  private readonly heads: Int32Array
  /** By write, in a ring: the next in its chain, which holds the newest write of each key, newest first. */
  private chain = new PagedRows(1)
  private log = new PagedRows(6)

  constructor(heads = new Int32Array(HEADS)) {
    this.heads = heads
  }

  /** Number of the key's newest acknowledged write, 0 for none: to be kept from a read's invocation. */
  newest(key: number): number {
    let number = this.heads[headOf(key)]
    while (this.remembers(number) && this.at(number, ROW.key) !== key) number = this.next(number)
    return this.remembers(number) ? number : 0
  }

  /** A write was acknowledged; `known`: how many had been when it was invoked. */
  acknowledge(key: number, version: number, known: number, nowUs: number): void {
    const head = headOf(key)
    const previous = this.unchain(head, key)
    const number = ++this.acknowledged
    const row = number & (LOG_WRITES - 1)
    this.chain.edit(row)[this.chain.offset(row)] = this.heads[head]
    this.heads[head] = number
    const page = this.log.edit(row)
    const at = this.log.offset(row)
    const before = this.remembers(previous) ? this.at(previous, ROW.greatest) : 0
    page[at + ROW.key] = key
    page[at + ROW.version] = version
    page[at + ROW.greatest] = before > version ? before : version
    page[at + ROW.known] = known
    page[at + ROW.ackedUs] = nowUs
    page[at + ROW.previous] = previous
  }

  /** Judges a read of `version` (0: never written), whose key's newest write at its invocation was `newest`. */
  judge(newest: number, version: number, invokedUs: number): void {
    this.missed = 0
    this.staleUs = 0
    this.capped = false
    if (!this.remembers(newest)) return
    if (this.at(newest, ROW.version) === version) {
      this.judgeConcurrent(newest, version, invokedUs)
      return
    }
    const own = this.ownWrite(newest, version)
    const since = this.remembers(own) ? this.at(own, ROW.known) : 0
    let looked = 0
    for (let n = newest; this.remembers(n) && n > since; n = this.at(n, ROW.previous)) {
      if (own === 0 && this.at(n, ROW.greatest) <= version) break
      if (looked++ === MISSED_MAX) {
        this.capped = true
        break
      }
      if (n !== own) this.consider(n, own, version, invokedUs)
    }
  }

  clone(): Staleness {
    const copy = new Staleness(this.heads.slice())
    copy.acknowledged = this.acknowledged
    copy.chain = this.chain.clone()
    copy.log = this.log.clone()
    return copy
  }
  get bytes(): number {
    return HEADS * 4 + this.chain.bytes + this.log.bytes
  }

  /** The usual case, the newest write was read: only writes concurrent with it can have a greater version. */
  private judgeConcurrent(own: number, version: number, invokedUs: number): void {
    if (this.at(own, ROW.greatest) === version) return
    const since = this.at(own, ROW.known)
    for (let n = this.at(own, ROW.previous); this.remembers(n) && n > since; n = this.at(n, ROW.previous)) {
      this.consider(n, own, version, invokedUs)
    }
  }

  private consider(number: number, own: number, version: number, invokedUs: number): void {
    const after = own > 0 && this.at(number, ROW.known) >= own
    if (!after && this.at(number, ROW.version) <= version) return
    this.missed++
    this.staleUs = invokedUs - this.at(number, ROW.ackedUs)
  }

  /**
   * The acknowledged write of `version` at or before `number`, 0 where there was none. Where the key's greatest version
   * tells that there was one, but out of reach, the newest write that it can have been.
   */
  private ownWrite(number: number, version: number): number {
    let last = 0
    for (let n = number, looked = 0; looked < MISSED_MAX && this.remembers(n); looked++) {
      if (this.at(n, ROW.version) === version) return n
      if (this.at(n, ROW.greatest) < version) return 0
      last = n
      n = this.at(n, ROW.previous)
    }
    return this.at(last, ROW.greatest) === version ? this.at(last, ROW.previous) : 0
  }

  private remembers(number: number): boolean {
    return number > 0 && number > this.acknowledged - LOG_WRITES
  }
  private at(number: number, field: number): number {
    const row = number & (LOG_WRITES - 1)
    return this.log.page(row)[this.log.offset(row) + field]
  }
  private next(number: number): number {
    const row = number & (LOG_WRITES - 1)
    return this.chain.page(row)[this.chain.offset(row)]
  }

  /** Takes the key's newest write out of its chain and tells its number, 0 where there is none. */
  private unchain(head: number, key: number): number {
    let before = 0
    for (let n = this.heads[head]; this.remembers(n); n = this.next(n)) {
      if (this.at(n, ROW.key) === key) {
        const rest = this.next(n)
        if (before === 0) this.heads[head] = rest
        else this.chain.edit(before & (LOG_WRITES - 1))[this.chain.offset(before & (LOG_WRITES - 1))] = rest
        return n
      }
      before = n
    }
    return 0
  }
}

function headOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> HEAD_SHIFT
}
