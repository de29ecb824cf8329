/** A run out of a learner's document, as text. Whoever opens it decodes and validates it. */
import type { LearnerPage } from '../../classroom/documents/learner'
import { isSession, keptOf, runsKept, shownRun } from '../../classroom/keptWork'
import type { Pieces } from '../../classroom/keptWork'
import { documentOf } from '../../scenarios/codec'

/** As link text, or where it is too long for that as a file's. */
export interface RunText {
  title: string
  link: string | null
  file: string | null
}
/** The open one; null: there is none. */
export function runIn({ run, kept }: LearnerPage): RunText | null {
  if (!run) return null
  if (run.link !== null) return { title: run.title, link: run.link, file: null }
  const [newest] = runsKept(kept)
  return newest === undefined ? null : keptRun(kept, newest, run.title)
}
/** Of a work that the room keeps. */
export function keptRun(kept: Pieces, work: string, title: string): RunText | null {
  const found = keptOf(kept, work)
  if (!found || !isSession(found.value)) return null
  return { title, link: null, file: JSON.stringify(documentOf(shownRun(found.value))) }
}
