/**
 * Lessons that are none of the house: from a file or a link. They stay while the page is open, and in this tab over a reload. Whatever
 * they are, nothing of them runs before the visitor agrees.
 */
import type { LessonFiles } from '../../lessons/load'
import { filesOfLink, filesOfParcel, parcelText } from '../../lessons/parcel'
import { filesOfFile } from '../../lessons/zip'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'

const KEY = 'faultline.lesson.outside'
const BYTES_MAX = 2_000_000

let opened: LessonFiles | null = null

/** The files of a lesson that was packed; else why there are none. */
export async function readLessonFile(file: File): Promise<{ files: LessonFiles } | { problem: Problem }> {
  try {
    if (file.size > BYTES_MAX)
      throw Object.assign(new Error(), { code: 'file.tooLong', params: { got: file.size, max: BYTES_MAX } })
    return { files: filesOfFile(new Uint8Array(await file.arrayBuffer())) }
  } catch (error) {
    const problem = problemOf(error)
    return { problem: problem.code === 'unexpected' ? { code: 'lesson.notALesson', params: {} } : problem }
  }
}
/** Likewise of a link: the whole address, or what follows “from=” in it. */
export function readLessonLink(address: string): { files: LessonFiles } | { problem: Problem } {
  try {
    return { files: filesOfLink(/[?&]from=([\w.-]+)/.exec(address)?.[1] ?? address.trim()) }
  } catch (error) {
    return { problem: problemOf(error) }
  }
}
/** Shows a file's lesson; null: it is one. */
export async function openLessonFile(file: File): Promise<Problem | null> {
  const read = await readLessonFile(file)
  if ('problem' in read) return read.problem
  showAsLearner(read.files)
  return null
}
/** As whoever is handed these files sees them. */
export function showAsLearner(files: LessonFiles): void {
  opened = files
  keep(files)
  window.location.hash = '#/lesson'
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
