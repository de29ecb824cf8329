/** Pages of a room for the tests: answers of learners, as the server gathers them. */
import { gathered, noAnswers, readAnswers } from '../../src/classroom/documents/answers'
import type { Answers } from '../../src/classroom/documents/answers'
import { readLearner } from '../../src/classroom/documents/learner'

export const ADA = 'laaaaaaaaaaaa'
export const BOB = 'lbbbbbbbbbbbb'
export const EVE = 'leeeeeeeeeeee'

/** What the server has of learners who wrote these entries, one after another, at these moments. */
export function answersOf(written: Record<string, [nowMs: number, entries: Record<string, unknown>][]>): Answers {
  const entries: Record<string, unknown> = {}
  for (const [learner, pages] of Object.entries(written)) {
    entries[`learner/${learner}`] = pages.reduce(
      (before, [nowMs, page]) => gathered(before, readLearner(page), nowMs),
      noAnswers(),
    )
  }
  return readAnswers(entries)
}
export const ballot = (option: string, sure = 'sure') => ({ option, sure, atMs: 1 })
export const diagnosis = (kind: string, where: string) => ({ cause: { kind, where }, sure: 'likely', atUs: 5, atMs: 1 })
