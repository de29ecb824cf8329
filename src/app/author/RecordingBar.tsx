/** In the lab, while a way is being shown for a lesson: which one, the way to record it, and the way out. */
import { useLessonMode } from '../lessonMode'
import { words } from '../words'
import { goTo } from './draftStore'

export function RecordingBar({ title }: { title: string }) {
  const w = words().author.ways
  const keep = (): void => {
    goTo('ways')
    window.location.hash = '#/author'
  }
  return (
    <div className="notice" role="region" aria-label={w.show}>
      <span>{w.bar(title)}</span>
      <button className="plain link" onClick={keep}>
        {w.barKeep}
      </button>
      <button className="plain link" onClick={() => useLessonMode.setState({ recording: null })}>
        {w.barStop}
      </button>
    </div>
  )
}
