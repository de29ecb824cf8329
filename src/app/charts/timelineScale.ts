/**
 * The timeline's horizontal scale: the whole run, from a second to hours. Its extent grows by round steps, so that the
 * picture stands still while the run goes on, and always leaves some room beyond the end: a place to click to run on.
 */
const SECOND_US = 1e6
const EXTENTS_S = [
  1, 2, 5, 10, 20, 30, 60, 90, 120, 180, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
]
const TICKS_S = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400,
]

/** Right edge of the timeline in µs: the least round extent that the run fills to at most 92 %. */
export function timelineExtentUs(endUs: number): number {
  const needed = endUs / 0.92 / SECOND_US
  const round = EXTENTS_S.find((seconds) => seconds >= needed) ?? Math.ceil(needed / 86400) * 86400
  return round * SECOND_US
}

/** Distance between time marks in µs, so that `widthPx` shows them at least `apartPx` apart. Also for the charts. */
export function tickStepUs(spanUs: number, widthPx: number, apartPx = 90): number {
  const least = ((spanUs / Math.max(1, widthPx)) * apartPx) / SECOND_US
  if (least > TICKS_S[0]) return (TICKS_S.find((seconds) => seconds >= least) ?? 86400) * SECOND_US
  let stepUs = 1
  for (let i = 0; stepUs < least * SECOND_US; i++) stepUs *= i % 3 === 1 ? 2.5 : 2
  return stepUs
}

/** Marks within [fromUs, toUs], multiples of the step. */
export function ticksUs(fromUs: number, toUs: number, stepUs: number): number[] {
  const ticks: number[] = []
  for (let k = Math.ceil(fromUs / stepUs); k * stepUs <= toUs; k++) ticks.push(k * stepUs)
  return ticks
}
