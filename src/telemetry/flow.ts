/**
 * What moves on the links: messages sent a second on each, and the latest drops, which the page shows as bursts.
 */
import { SlidingSecond } from './slidingSecond'

/** As many drops are remembered. */
export const DROPS = 128
/** Fields of a drop, as a frame lists them. */
export const DROP_FIELDS = ['link', 'sentUs', 'atUs', 'type', 'reason'] as const
const FIELDS = DROP_FIELDS.length

export class Flow {
  /** By link: messages sent since the beginning. */
  private sentTotal: Float64Array
  private second: SlidingSecond
  private recent = new Float64Array(DROPS * FIELDS)
  /** Messages lost since the beginning. */
  dropped = 0

  constructor(private readonly links: number) {
    this.sentTotal = new Float64Array(links)
    this.second = new SlidingSecond(links)
  }

  sent(link: number): void {
    this.sentTotal[link]++
  }

  /** `flightUs`: how long the message had been under way. */
  lost(link: number, type: number, reason: number, flightUs: number, nowUs: number): void {
    const at = (this.dropped++ % DROPS) * FIELDS
    this.recent[at] = link
    this.recent[at + 1] = nowUs - flightUs
    this.recent[at + 2] = nowUs
    this.recent[at + 3] = type
    this.recent[at + 4] = reason
  }

  /** The `tenths`-th TENTH_US ends: to be called before the records of that moment. */
  tick(tenths: number): void {
    this.second.note(tenths, this.sentTotal, 0, 1)
  }

  /** Messages sent on the link during the last virtual second. */
  perSecond(link: number, nowUs: number): number {
    return this.second.perSecond(link, this.sentTotal[link], nowUs)
  }

  /** Copies the remembered drops in (afterUs, ∞) into `into`, DROP_FIELDS each, oldest first; answers how many. */
  drops(afterUs: number, into: Float64Array): number {
    let count = 0
    const room = Math.floor(into.length / FIELDS)
    for (let n = Math.max(0, this.dropped - DROPS); n < this.dropped && count < room; n++) {
      const at = (n % DROPS) * FIELDS
      if (this.recent[at + 2] > afterUs) into.set(this.recent.subarray(at, at + FIELDS), count++ * FIELDS)
    }
    return count
  }

  clone(): Flow {
    const copy = new Flow(this.links)
    copy.sentTotal.set(this.sentTotal)
    copy.second = this.second.clone()
    copy.recent.set(this.recent)
    copy.dropped = this.dropped
    return copy
  }
  get bytes(): number {
    return this.sentTotal.byteLength + this.second.bytes + this.recent.byteLength
  }
}
