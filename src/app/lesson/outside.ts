/**
 * Lessons that are none of the house: from a file or a link. They stay while the page is open, and in this tab over a reload. Whatever
 * they are, nothing of them runs before the visitor agrees.
 */
import type { LessonFiles } from '../../lessons/load'
import { filesOfLink, filesOfParcel, parcelText } from '../../lessons/parcel'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'

const KEY = 'faultline.lesson.outside'
const BYTES_MAX = 2_000_000

let opened: LessonFiles | null = null

/** Shows a file's lesson; null: it is one. */
export async function openLessonFile(file: File): Promise<Problem | null> {
  try {
    if (file.size > BYTES_MAX)
      throw Object.assign(new Error(), { code: 'file.tooLong', params: { got: file.size, max: BYTES_MAX } })
    opened = filesOfParcel(await file.text())
    keep(opened)
  } catch (error) {
    const problem = problemOf(error)
    return problem.code === 'unexpected' ? { code: 'lesson.notALesson', params: {} } : problem
  }
  window.location.hash = '#/lesson'
  return null
}
/** Throws what is wrong with it. */
export function outsideFiles(link: string | null): LessonFiles {
  if (link !== null) return filesOfLink(link)
  opened ??= kept()
  if (!opened) throw Object.assign(new Error(), { code: 'lesson.gone', params: {} })
  return opened
}

function keep(files: LessonFiles): void {
  try {
    sessionStorage.setItem(KEY, parcelText(files))
  } catch {
    // a reload will ask for the file again
  }
}
function kept(): LessonFiles | null {
  try {
    const text = sessionStorage.getItem(KEY)
    return text === null ? null : filesOfParcel(text)
  } catch {
    return null
  }
}
