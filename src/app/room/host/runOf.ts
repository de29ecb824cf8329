/** A learner's open run, read from their own document at this moment; null: there is none. */
import { readLearner } from '../../../classroom/documents/learner'
import type { RunText } from '../runText'
import { runIn } from '../runText'
import { room } from '../session'

export async function runOf(learner: string): Promise<RunText | null> {
  return runIn(readLearner(await room().learner(learner)))
}
