/**
 * Counts of several things over the last stretch of time, in cells of equal length whose borders are multiples of it. Whole
 * numbers only, so that running totals stay exact. Plain data: a checkpoint copies it.
 */
import { assert } from './assert'

export interface SlidingCounts {
  cellUs: number
  cells: number
  kinds: number
  latest: number // number of the cell being filled, since time 0
  counts: Float64Array // cell in the ring × kind
  totals: Float64Array // by kind
}

/** `windowUs` is a multiple of `cells`. */
export function newSlidingCounts(kinds: number, windowUs: number, cells: number): SlidingCounts {
  assert(windowUs > 0 && windowUs % cells === 0, 'a window consists of whole cells')
  return {
    cellUs: windowUs / cells,
    cells,
    kinds,
    latest: 0,
    counts: new Float64Array(cells * kinds),
    totals: new Float64Array(kinds),
  }
}

export function addCount(window: SlidingCounts, kind: number, by: number, nowUs: number): void {
  assert(Number.isInteger(by), 'sliding counts are whole')
  moveOn(window, nowUs)
  window.counts[(window.latest % window.cells) * window.kinds + kind] += by
  window.totals[kind] += by
}

/** Counts of the first two kinds at once. */
export function addCounts(window: SlidingCounts, first: number, second: number, nowUs: number): void {
  assert(Number.isInteger(first) && Number.isInteger(second), 'sliding counts are whole')
  moveOn(window, nowUs)
  const { counts, totals } = window
  const at = (window.latest % window.cells) * window.kinds
  counts[at] += first
  counts[at + 1] += second
  totals[0] += first
  totals[1] += second
}

/** The count over the window that ends now: the current cell and the ones before it. */
export function totalOf(window: SlidingCounts, kind: number, nowUs: number): number {
  moveOn(window, nowUs)
  return window.totals[kind]
}

function moveOn(window: SlidingCounts, nowUs: number): void {
  const now = Math.floor(nowUs / window.cellUs)
  if (now <= window.latest) return
  const { cells, kinds, counts, totals } = window
  for (let cell = Math.max(window.latest + 1, now - cells + 1); cell <= now; cell++) {
    for (let kind = 0; kind < kinds; kind++) {
      const at = (cell % cells) * kinds + kind
      totals[kind] -= counts[at]
      counts[at] = 0
    }
  }
  window.latest = now
}
