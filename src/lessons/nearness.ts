/** Whether a guess lay near what happened: for calibration only, never shown as right or wrong. */
import type { Guess, Happened } from './progress'

/** Of a number's range, and of a chart's height. */
const NEAR_OF_RANGE = 0.1
const NEAR_OF_HEIGHT = 0.15

export interface Scale {
  /** What a number may be, and in what steps. */
  range?: { min: number; max: number; step: number }
  /** A curve's value as a height of its chart, 0 to 1. */
  height?: (value: number) => number
}

/** null: nothing to compare. */
export function isNear(guess: Guess, happened: Happened, { range, height = (value) => value }: Scale): boolean | null {
  if (guess.kind === 'choice' && happened.kind === 'choice')
    return happened.option === null ? null : guess.option === happened.option
  if (guess.kind === 'number' && happened.kind === 'number') {
    if (happened.value === null || !range) return null
    const near = Math.max(range.step, (range.max - range.min) * NEAR_OF_RANGE)
    return Math.abs(guess.value - happened.value) <= near
  }
  if (guess.kind === 'curve' && happened.kind === 'curve') {
    const apart = guess.points.flatMap((point, i) => {
      const other = happened.points[i] ?? null
      return other === null ? [] : [Math.abs(height(point) - height(other))]
    })
    if (apart.length === 0) return null
    return apart.reduce((sum, one) => sum + one, 0) / apart.length <= NEAR_OF_HEIGHT
  }
  return null
}
