/**
 * All and bad operations over the two windows of an alert, which end with the same cell: one ring of the long window's cells, from
 * which the short window's totals take back what has left it. Whole numbers, so that running totals stay exact.
 */
export class AlertWindows {
  longAll = 0
  longBad = 0
  shortAll = 0
  shortBad = 0
  /** Number of the cell being filled, since time 0, and its place among `counts`. */
  private latest = 0
  private place = 0
  /** All and bad of each cell. */
  private counts: Int32Array

  /** `shortCells` ≤ `cells`: how long the windows are. */
  constructor(
    private readonly cells: number,
    private readonly shortCells: number,
  ) {
    this.counts = new Int32Array(2 * cells)
  }

  /** Counts operations in a cell; both windows then end with it. Cells come in order. */
  add(cell: number, all: number, bad: number): void {
    this.moveTo(cell)
    const { counts, place } = this
    counts[place] += all
    counts[place + 1] += bad
    this.longAll += all
    this.longBad += bad
    this.shortAll += all
    this.shortBad += bad
  }

  /** The windows end with this cell, or with a later one where they already do. */
  moveTo(cell: number): void {
    const { counts } = this
    if (cell - this.latest > this.cells) this.latest = cell - this.cells // all that was counted leaves on the way
    while (this.latest < cell) {
      this.latest++
      this.place = this.place + 2 < counts.length ? this.place + 2 : 0
      const { place } = this
      const left = place - 2 * this.shortCells
      const leftShort = left < 0 ? left + counts.length : left
      this.shortAll -= counts[leftShort]
      this.shortBad -= counts[leftShort + 1]
      this.longAll -= counts[place]
      this.longBad -= counts[place + 1]
      counts[place] = 0
      counts[place + 1] = 0
    }
  }

  clone(): AlertWindows {
    const copy = new AlertWindows(this.cells, this.shortCells)
    copy.longAll = this.longAll
    copy.longBad = this.longBad
    copy.shortAll = this.shortAll
    copy.shortBad = this.shortBad
    copy.latest = this.latest
    copy.place = this.place
    copy.counts = this.counts.slice()
    return copy
  }
  get bytes(): number {
    return this.counts.byteLength + 96
  }
}
