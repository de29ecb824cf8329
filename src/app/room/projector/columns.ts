/** How many columns make `n` cells as large as they can be in a box; `ratio`: a cell's width for its height. */
export function columnsFor(n: number, width: number, height: number, ratio: number): number {
  let best = 1
  let largest = 0
  for (let columns = 1; columns <= Math.max(1, n); columns++) {
    const rows = Math.ceil(n / columns)
    const side = Math.min(width / columns / ratio, height / rows)
    if (side > largest) [best, largest] = [columns, side]
  }
  return best
}
