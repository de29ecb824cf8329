/** One of the house as a starting point: under a name of its own, so that what a learner has done of the house's stays apart. */
import type { LessonSpec } from '../lesson'
import type { LessonFiles } from '../load'
import { SPEC_FILE } from '../load'
import { specText } from './spec'

export function renamed(files: LessonFiles, taken: (slug: string) => boolean): LessonFiles {
  try {
    const spec = JSON.parse(files[SPEC_FILE]) as LessonSpec
    if (typeof spec.slug !== 'string' || !taken(spec.slug)) return files
    return { ...files, [SPEC_FILE]: specText({ ...spec, slug: `my-${spec.slug}`.slice(0, 60) }) }
  } catch {
    return files
  }
}
