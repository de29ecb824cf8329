/**
 * The charts' vertical axes. They are fixed, so that a curve's height means the same before and after an act, and they
 * give room where systems live: shares of bad answers on a square-root axis from 0 to 100 % (1 % stands at a tenth of the
 * height, 25 % at half), shares of good ones on the same axis upside down, times on a logarithmic one. Values outside an
 * axis are drawn at its edge.
 */
export interface PlotScale {
  /** Value → height, 0 (bottom) to 1 (top). */
  height(value: number): number
  /** Inverse of `height`. */
  value(height: number): number
  /** Lines with labels, most important first: as many are drawn as fit. */
  ticks: number[]
  unit: 'share' | 'time' | 'count'
}

const between = (value: number, low: number, high: number): number => (value < low ? low : value > high ? high : value)

export const BAD_SHARE: PlotScale = {
  height: (value) => Math.sqrt(between(value, 0, 1)),
  value: (height) => height * height,
  ticks: [0, 1, 0.25, 0.05, 0.01],
  unit: 'share',
}

export const GOOD_SHARE: PlotScale = {
  height: (value) => 1 - Math.sqrt(1 - between(value, 0, 1)),
  value: (height) => 1 - (1 - height) * (1 - height),
  ticks: [0, 1, 0.75, 0.95, 0.99],
  unit: 'share',
}

function logarithmic(low: number, high: number, ticks: number[]): PlotScale {
  const span = Math.log10(high / low)
  return {
    height: (value) => Math.log10(between(value, low, high) / low) / span,
    value: (height) => low * 10 ** (height * span),
    ticks,
    unit: 'time',
  }
}

/** 1 ms to 10 s. */
export const LATENCY = logarithmic(1e3, 1e7, [1e3, 1e7, 1e5, 1e4, 1e6])
/** 1 ms to 100 s: how old stale answers are. */
export const AGE = logarithmic(1e3, 1e8, [1e3, 1e8, 1e6, 1e5, 1e4, 1e7])

/** 0 to 1,000, logarithmic from 1 on. */
export const COUNT: PlotScale = {
  height: (value) => Math.log10(1 + between(value, 0, 999)) / 3,
  value: (height) => 10 ** (height * 3) - 1,
  ticks: [0, 999, 9, 99],
  unit: 'count',
}

/** The ticks that fit on `heightPx`, none nearer than `apartPx` to a more important one; ascending. */
export function fittingTicks(scale: PlotScale, heightPx: number, apartPx: number): number[] {
  const kept: number[] = []
  for (const tick of scale.ticks) {
    const at = scale.height(tick) * heightPx
    if (kept.every((other) => Math.abs(scale.height(other) * heightPx - at) >= apartPx)) kept.push(tick)
  }
  return kept.sort((a, b) => a - b)
}
