/**
 * A space-time diagram from a replay: an arrow for every message that was under way during a window, with its fate, and a
 * mark for every change of a node (after L. Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System",
 * 1978). The replay should begin early enough to see the messages sent before the window.
 */
import { KIND, NODE_CHANGES, STRIDE, timeOf } from '../cluster/journal'
import { MESSAGE_TYPES, type Shape } from '../cluster/messageTypes'

/** An arrow's fields. `endUs`: of a message still under way, the window's end. */
export const ARROW_FIELDS = ['link', 'sentUs', 'endUs', 'type', 'shape', 'fate', 'origin', 'count', 'path'] as const
export const FATE = { delivered: 0, dropped: 1, underWay: 2 } as const
export const ARROWS_MAX = 5000
const SHAPES: Shape[] = ['request', 'reply', 'replication', 'gossip']
const FIELDS = ARROW_FIELDS.length

export interface SpaceTimeData {
  fromUs: number
  toUs: number
  arrows: Float64Array // arrowCount × ARROW_FIELDS
  arrowCount: number
  truncated: boolean
  marks: { atUs: number; node: number; code: string }[]
}

export class SpaceTimeRecorder {
  private readonly arrows: number[][] = []
  private readonly marks: { atUs: number; node: number; code: string }[] = []
  /** Messages under way; of several with one id on one link, in the order of their sending. */
  private readonly underWay = new Map<string, number[][]>()
  private truncated = false

  constructor(
    private readonly fromUs: number,
    private readonly toUs: number,
  ) {}

  fold(words: Int32Array, records: number): void {
    for (let record = 0; record < records; record++) {
      const kind = words[record * STRIDE] & 255
      if (kind > KIND.DROPPED && kind !== KIND.NODE) continue
      const atUs = timeOf(words, record)
      if (atUs >= this.toUs) return
      if (kind === KIND.SENT) this.sent(words, record * STRIDE, atUs)
      else if (kind === KIND.DELIVERED) this.ended(words, record * STRIDE, atUs, FATE.delivered)
      else if (kind === KIND.DROPPED) this.ended(words, record * STRIDE, atUs, FATE.dropped)
      else if (kind === KIND.NODE && atUs >= this.fromUs) this.mark(words, record * STRIDE, atUs)
    }
  }

  /** Arrows by time of sending. */
  answer(): SpaceTimeData {
    const all = [...this.arrows, ...[...this.underWay.values()].flat()]
    all.sort((a, b) => a[1] - b[1] || a[2] - b[2] || a[0] - b[0] || a[6] - b[6] || a[7] - b[7] || a[8] - b[8])
    const kept = all.slice(0, ARROWS_MAX)
    const arrows = new Float64Array(kept.length * FIELDS)
    kept.forEach((arrow, i) => arrows.set(arrow, i * FIELDS))
    return {
      fromUs: this.fromUs,
      toUs: this.toUs,
      arrows,
      arrowCount: kept.length,
      truncated: this.truncated || all.length > kept.length,
      marks: this.marks,
    }
  }

  private sent(words: Int32Array, at: number, atUs: number): void {
    const type = (words[at] >>> 8) & 255
    const shape = SHAPES.indexOf(MESSAGE_TYPES[type].shape)
    const id = [words[at + 2], words[at + 3], words[at + 4]]
    const arrow = [words[at + 1], atUs, this.toUs, type, shape, FATE.underWay, ...id]
    const key = idOf(words, at)
    const same = this.underWay.get(key)
    if (same) same.push(arrow)
    else this.underWay.set(key, [arrow])
  }

  private ended(words: Int32Array, at: number, atUs: number, fate: number): void {
    const key = idOf(words, at)
    const arrow = this.underWay.get(key)?.shift()
    if (!arrow) return
    if (this.underWay.get(key)?.length === 0) this.underWay.delete(key)
    if (atUs < this.fromUs) return
    arrow[2] = atUs
    arrow[5] = fate
    if (this.arrows.length < ARROWS_MAX) this.arrows.push(arrow)
    else this.truncated = true
  }

  private mark(words: Int32Array, at: number, atUs: number): void {
    this.marks.push({ atUs, node: words[at + 1], code: NODE_CHANGES[words[at] >>> 8] })
  }
}

function idOf(words: Int32Array, at: number): string {
  return `${words[at + 1]}:${words[at + 2]}:${words[at + 3]}:${words[at + 4]}`
}
