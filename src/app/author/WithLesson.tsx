/** A form over the lesson as it stands, or plain words about why there is none. */
import type { ReactNode } from 'react'
import type { Lesson } from '../../lessons/load'
import { words } from '../words'
import { goTo, useDraft } from './draftStore'

export function WithLesson({ children }: { children: (lesson: Lesson) => ReactNode }) {
  const w = words().author
  const lesson = useDraft((draft) => draft.read.lesson)
  if (lesson) return children(lesson)
  return (
    <p className="author-notice">
      {w.unread} <button onClick={() => goTo('files')}>{w.toFiles}</button>
    </p>
  )
}
