/**
 * A growing table of rows of doubles in pages that are shared between copies until one of them writes (copy on write), so
 * that a checkpoint costs what changed since the one before, not what there is.
 */
const PAGE_ROWS = 256
const PAGE_BITS = 8

export class PagedRows {
  private pages: Float64Array[] = []
  private own: boolean[] = []
  /** Pages that no earlier copy holds. */
  private fresh = 0

  constructor(readonly stride: number) {}

  /** The page to read `row` from, at offset(row); undefined where nothing was written yet. */
  page(row: number): Float64Array {
    return this.pages[row >> PAGE_BITS]
  }
  offset(row: number): number {
    return (row & (PAGE_ROWS - 1)) * this.stride
  }

  /** The page to write `row` into. A row may be at most one page beyond those written before. */
  edit(row: number): Float64Array {
    const at = row >> PAGE_BITS
    if (this.own[at]) return this.pages[at]
    const page = at < this.pages.length ? this.pages[at].slice() : new Float64Array(PAGE_ROWS * this.stride)
    this.pages[at] = page
    this.own[at] = true
    this.fresh++
    return page
  }

  clone(): PagedRows {
    const copy = new PagedRows(this.stride)
    copy.pages = this.pages.slice()
    copy.own = new Array<boolean>(this.own.length).fill(false)
    copy.fresh = this.fresh
    this.own.fill(false)
    this.fresh = 0
    return copy
  }

  /** Bytes that this copy was the first to hold: shared pages are counted once over a series of copies. */
  get bytes(): number {
    return this.fresh * PAGE_ROWS * this.stride * 8 + this.pages.length * 9
  }
}
