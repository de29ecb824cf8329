/** The distribution of a vote, and how it moved between the two rounds. Counted by a host's page, published when revealed. */
import type { Answers } from './documents/answers'
import type { Tally, Vote } from './documents/lead'
import type { Sure } from './fields'
import { SURE } from './fields'

/** Ballots for an option that the vote does not have count for nothing. */
export function tallyOf(vote: Pick<Vote, 'options'>, id: string, round: 1 | 2, answers: Answers): Tally {
  const tally: Tally = {}
  for (const option of vote.options) tally[option.id] = { guess: 0, likely: 0, sure: 0 }
  for (const { ballots } of answers.learner.values()) {
    const ballot = ballots[`${id}/${round}`]
    if (ballot && Object.hasOwn(tally, ballot.option)) tally[ballot.option][ballot.sure]++
  }
  return tally
}
export function votesIn(tally: Tally, option?: string): number {
  const rows = option === undefined ? Object.values(tally) : Object.hasOwn(tally, option) ? [tally[option]] : []
  return rows.reduce((sum, row) => sum + SURE.reduce((all, sure: Sure) => all + row[sure], 0), 0)
}

/** Of those who voted in both rounds, how many went from one option to another: moved[from][to]. */
export function movesOf(
  vote: Pick<Vote, 'options'>,
  id: string,
  answers: Answers,
): Record<string, Record<string, number>> {
  const moved: Record<string, Record<string, number>> = {}
  for (const from of vote.options) {
    moved[from.id] = {}
    for (const to of vote.options) moved[from.id][to.id] = 0
  }
  for (const { ballots } of answers.learner.values()) {
    const [first, second] = [ballots[`${id}/1`], ballots[`${id}/2`]]
    if (first && second && Object.hasOwn(moved, first.option) && Object.hasOwn(moved, second.option))
      moved[first.option][second.option]++
  }
  return moved
}
