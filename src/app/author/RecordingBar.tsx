/** In the lab, while a way is being shown for a lesson: which one, the way to record it, and the way out. */
import { useLessonMode } from '../lessonMode'
import { words } from '../words'

export function RecordingBar({ title }: { title: string }) {
  const w = words().author.ways
  return (
    <div className="notice" role="region" aria-label={w.show}>
      <span>{w.bar(title)}</span>
      <a href="#/author?ways">{w.barKeep}</a>
      <button className="plain link" onClick={() => useLessonMode.setState({ recording: null })}>
        {w.barStop}
      </button>
    </div>
  )
}
