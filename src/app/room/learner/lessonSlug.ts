/** By which name a lesson's progress is kept: for one from outside, what its own files say. */
import type { GivenLesson } from '../../../classroom/documents/lead'
import { filesOfLink } from '../../../lessons/parcel'

/** null: nothing that could be read says it, which the lesson's place tells. */
export function slugOf(given: GivenLesson): string | null {
  if (given.kind === 'lesson') return given.lesson
  try {
    const { slug } = JSON.parse(filesOfLink(given.link)['lesson.json']) as { slug?: unknown }
    return typeof slug === 'string' ? slug : null
  } catch {
    return null
  }
}
