/**
 * The learner's progress, kept in this browser at every step. What of it cannot be read is put under another key and said; where storage
 * is refused it stays while the page is open, and that is said too.
 */
import { create } from 'zustand'
import type { LessonProgress, Progress, SetAside } from '../../lessons/progress'
import { freshLesson, merged, noProgress, progressFromText, progressText } from '../../lessons/progress'
import { keepLessonPlace } from '../shell/lessonPlace'

const KEY = 'faultline.lessons'
const ASIDE = 'faultline.lessons.aside'

interface Kept {
  progress: Progress
  aside: SetAside[]
  storage: 'kept' | 'full' | 'refused'
}

export const useProgress = create<Kept>()(() => read())

export function lessonProgress(slug: string): LessonProgress {
  return useProgress.getState().progress.lessons[slug] ?? freshLesson()
}
/** `title`: the lesson is one of the house, to which the start page leads back. */
export function changeProgress(
  slug: string,
  title: string | null,
  change: (before: LessonProgress) => Partial<LessonProgress>,
): void {
  const before = lessonProgress(slug)
  const lesson = { ...before, ...change(before), changedAtMs: Date.now() }
  const { progress } = useProgress.getState()
  keep({ ...progress, lessons: { ...progress.lessons, [slug]: lesson } })
  if (title !== null) keepLessonPlace({ slug, title })
}

/** Takes in another browser's; answers how many lessons it had, and what of it was left out. */
export function addProgress(text: string): { lessons: number; aside: SetAside[] } {
  const { progress, aside } = progressFromText(text)
  bringProgress(progress)
  return { lessons: Object.keys(progress.lessons).length, aside }
}

export function bringProgress(theirs: Progress): void {
  keep(merged(useProgress.getState().progress, theirs))
}

function keep(progress: Progress): void {
  useProgress.setState({ progress, storage: put(KEY, progressText(progress)) })
}

function read(): Kept {
  let text: string | null
  try {
    text = localStorage.getItem(KEY)
  } catch {
    return { progress: noProgress(), aside: [], storage: 'refused' }
  }
  if (text === null) return { progress: noProgress(), aside: [], storage: 'kept' }
  const { progress, aside } = progressFromText(text)
  if (aside.length > 0) put(`${ASIDE}.${Date.now()}`, JSON.stringify(aside))
  return { progress, aside, storage: 'kept' }
}
function put(key: string, text: string): Kept['storage'] {
  try {
    localStorage.setItem(key, text)
    return 'kept'
  } catch (error) {
    return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'refused'
  }
}
