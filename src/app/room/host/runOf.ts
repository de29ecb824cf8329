/** A learner's open run, read from their own document at this moment; null: there is none, or it is too long for a link. */
import { readLearner } from '../../../classroom/documents/learner'
import { room } from '../session'

export async function runOf(learner: string): Promise<{ title: string; link: string } | null> {
  const { run } = readLearner(await room().learner(learner))
  return run && run.link !== null ? { title: run.title, link: run.link } : null
}
