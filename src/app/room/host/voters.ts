/** How many have voted in a round: all that a teacher sees of a vote before it is revealed. */
import type { Answers } from '../../../classroom/documents/answers'

export function votersOf(vote: string, round: 1 | 2, answers: Answers): number {
  return [...answers.learner.values()].filter(({ ballots }) => `${vote}/${round}` in ballots).length
}
