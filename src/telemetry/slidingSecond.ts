/**
 * How much some running totals grew during the last virtual second, for any moment asked: the totals are noted every tenth
 * of a second, and the total one second ago is interpolated between two notes. A function of virtual time alone.
 */
export const TENTH_US = 100_000
const SECOND_US = 1_000_000
const NOTES = 12

export class SlidingSecond {
  private notes: Float64Array

  constructor(private readonly entries: number) {
    this.notes = new Float64Array(NOTES * entries)
  }

  /** The totals at the `tenths`-th tenth of a second, `stride` apart from `from` on, before anything at that moment is counted. */
  note(tenths: number, totals: Float64Array, from: number, stride: number): void {
    const { notes, entries } = this
    const row = (tenths % NOTES) * entries
    for (let entry = 0, at = from; entry < entries; entry++, at += stride) notes[row + entry] = totals[at]
  }

  /** Growth a second, over the last second (over all of the time in the first second; 0 at its very beginning). */
  perSecond(entry: number, total: number, nowUs: number): number {
    if (nowUs <= 0) return 0
    const fromUs = nowUs - SECOND_US
    if (fromUs < 0) return (total * SECOND_US) / nowUs
    const tenth = Math.floor(fromUs / TENTH_US)
    const before = this.notes[(tenth % NOTES) * this.entries + entry]
    const after = this.notes[((tenth + 1) % NOTES) * this.entries + entry]
    return total - (before + ((after - before) * (fromUs - tenth * TENTH_US)) / TENTH_US)
  }

  clone(): SlidingSecond {
    const copy = new SlidingSecond(this.entries)
    copy.notes.set(this.notes)
    return copy
  }
  get bytes(): number {
    return this.notes.byteLength
  }
}
