/** Progress as a file, out and in; what could not be read of it is said. */
import { useRef, useState } from 'react'
import type { SetAside } from '../../lessons/progress'
import { progressText } from '../../lessons/progress'
import { addProgress, useProgress } from '../lesson/progressStore'
import { saveFile } from '../shell/share/handOver'
import { words } from '../words'

export function ProgressFile() {
  const w = words().lessons.course.progress
  const { progress, aside, storage } = useProgress()
  const chooser = useRef<HTMLInputElement>(null)
  const [added, setAdded] = useState<{ lessons: number; aside: SetAside[] } | null>(null)
  const save = (): void => saveFile(new Blob([progressText(progress)], { type: 'application/json' }), w.fileName)
  const open = async (file: File | undefined): Promise<void> => {
    if (file) setAdded(addProgress(await file.text().catch(() => '')))
  }
  return (
    <section aria-label={w.title}>
      <h2>{w.title}</h2>
      <p className="quiet">{w.text}</p>
      {aside.map(({ lesson, why }, i) => (
        <p key={i} role="status" className="notice">
          {w.aside(lesson, why)}
        </p>
      ))}
      {storage !== 'kept' && (
        <p role="status" className="notice">
          {w.storage[storage]}
        </p>
      )}
      <p className="verbs">
        <button onClick={save}>{w.save}</button>
        <button onClick={() => chooser.current?.click()}>{w.open}</button>
        <input
          ref={chooser}
          type="file"
          accept=".json,application/json"
          hidden
          aria-label={w.open}
          onChange={(event) => {
            void open(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </p>
      {added && (
        <p role="status">
          {added.lessons > 0 && w.added(added.lessons)}{' '}
          {added.aside.map(({ lesson, why }) => w.asideFile(lesson, why)).join(' ')}
        </p>
      )}
    </section>
  )
}
