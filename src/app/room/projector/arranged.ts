/** How a class of any size stands on a screen: with figures where there is room for them, else as nodes as large as they fit. */
export interface Arranged {
  columns: number
  /** Whether each has its three figures. */
  detailed: boolean
  /** Of text and of a mark, px. */
  font: number
  mark: number
}
/** Pixels from which on a cell has room for figures. */
const ROOMY = { width: 190, height: 84 }
/** A cell's width for its height: with figures, as a line of name and mark, as a mark alone. */
const RATIO = { detailed: 2.3, named: 6, mark: 1 }
/** A name and its mark are so many of its letters' size wide, a line so many high. */
const LINE = { width: 10.5, height: 1.7 }
const FONT = { least: 9, most: 22 }
const MARK_MOST = 56

export function arranged(n: number, { width, height }: { width: number; height: number }, names: boolean): Arranged {
  const cellOf = (columns: number) => ({ width: width / columns, height: height / Math.max(1, Math.ceil(n / columns)) })
  const roomy = columnsFor(n, width, height, RATIO.detailed)
  const cell = cellOf(roomy)
  if (cell.width >= ROOMY.width && cell.height >= ROOMY.height) {
    const font = Math.min(FONT.most, cell.width / 13, cell.height / 5)
    return { columns: roomy, detailed: true, font, mark: 1.5 * font }
  }
  const columns = columnsFor(n, width, height, names ? RATIO.named : RATIO.mark)
  const small = cellOf(columns)
  const font = Math.max(FONT.least, Math.min(FONT.most, small.width / LINE.width, small.height / LINE.height))
  const mark = names ? 1.3 * font : Math.min(MARK_MOST, 0.75 * Math.min(small.width, small.height))
  return { columns, detailed: false, font, mark }
}

/** How many columns make `n` cells as large as they can be in a box; `ratio`: a cell's width for its height. */
function columnsFor(n: number, width: number, height: number, ratio: number): number {
  let best = 1
  let largest = 0
  for (let columns = 1; columns <= Math.max(1, n); columns++) {
    const rows = Math.ceil(n / columns)
    const side = Math.min(width / columns / ratio, height / rows)
    if (side > largest) [best, largest] = [columns, side]
  }
  return best
}
