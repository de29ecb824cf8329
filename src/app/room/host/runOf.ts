/** A learner's open run, read from their own document at this moment; null: there is none. */
import { isSession, newestRun, shownRun } from '../../../classroom/keptWork'
import type { LearnerPage } from '../../../classroom/documents/learner'
import { readLearner } from '../../../classroom/documents/learner'
import { documentOf } from '../../../scenarios/codec'
import { room } from '../session'

/** As link text, or where it is too long for that as a file's. Whoever opens it decodes and validates it. */
export interface RunText {
  title: string
  link: string | null
  file: string | null
}
export async function runOf(learner: string): Promise<RunText | null> {
  return runIn(readLearner(await room().learner(learner)))
}
export function runIn({ run, kept }: LearnerPage): RunText | null {
  if (!run) return null
  if (run.link !== null) return { title: run.title, link: run.link, file: null }
  const newest = newestRun(kept)
  if (!newest || !isSession(newest.value)) return null
  return { title: run.title, link: null, file: JSON.stringify(documentOf(shownRun(newest.value))) }
}
