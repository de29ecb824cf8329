/** A file's lesson as it is given to a room: whole, within the bounds of a link, and sound, for a broken one would reach the whole class. */
import type { Given } from '../../../classroom/documents/lead'
import { ROOM_LIMITS } from '../../../classroom/limits'
import { loadPresetOf, readLesson } from '../../../lessons/load'
import type { LessonFiles } from '../../../lessons/load'
import { linkOf } from '../../../lessons/parcel'
import { readLessonFile } from '../../lesson/outside'
import { textOf } from '../../lesson/Prose'
import { problemOf } from '../../shell/labConnection'
import { words } from '../../words'

type Outside = Given & { kind: 'outside' }

/** `told`: in words, why it is not given. */
export async function fileLesson(file: File): Promise<Outside | { told: string }> {
  const { broken } = words().lessons
  const read = await readLessonFile(file)
  if ('problem' in read) return { told: broken.problem(read.problem.code, read.problem.params) }
  try {
    return await lessonGiven(read.files)
  } catch (error) {
    const { code, params } = problemOf(error)
    return { told: broken.problem(code, params) }
  }
}
async function lessonGiven(files: LessonFiles): Promise<Outside | { told: string }> {
  const { broken } = words().lessons
  await loadPresetOf(files)
  const { lesson, problems } = readLesson(files)
  if (!lesson) {
    const [{ file, field, code, params }] = problems
    return { told: `${broken.at(file, field)} ${broken.problem(code, params, field)}` }
  }
  const title = textOf(lesson.text.title).slice(0, ROOM_LIMITS.titleCharacters)
  return { kind: 'outside', link: linkOf(lesson.files), title }
}
