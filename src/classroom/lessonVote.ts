/**
 * A lesson's own prediction as a vote of the class: what a learner committed to in the lesson is their first vote, so that it is counted,
 * hidden, revealed and asked again as any other. A choice keeps its options; a number falls into one of a few ranges; a curve is no vote.
 */
import { ROOM_LIMITS } from './limits'

/** Where the first vote comes from. `from`: the ranges' lower ends, ascending; null: it is a choice. */
export interface VoteOf {
  lesson: string
  prediction: string
  from: number[] | null
}
/** What somebody chose who is not sure: every prediction offers it. */
export const NOT_SURE = 'not-sure'
/** Ranges of a number; with what is not sure, as many as a vote may have. */
export const RANGES = ROOM_LIMITS.options - 2

/** The lower ends of the ranges of a number from `min` to `max`, each on a step of it. */
export function rangesOf(min: number, max: number, step: number): number[] {
  const ends = Array.from({ length: RANGES }, (_, i) => {
    const steps = Math.round((((max - min) / RANGES) * i) / step)
    return Number((min + steps * step).toPrecision(12))
  })
  return [...new Set(ends)]
}
export const rangeId = (range: number): string => `range-${range + 1}`

/** The option for a guess as it stands in the learner's document: an option's id, a number, nothing where one is not sure. null: it is none. */
export function optionOf(of: VoteOf, options: readonly { id: string }[], guess: string): string | null {
  const value = Number(guess)
  const wanted =
    guess === ''
      ? NOT_SURE
      : of.from === null
        ? guess
        : Number.isFinite(value)
          ? rangeId(
              Math.max(
                0,
                of.from.findLastIndex((end) => value >= end),
              ),
            )
          : ''
  return options.some(({ id }) => id === wanted) ? wanted : null
}
