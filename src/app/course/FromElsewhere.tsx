/** A lesson from a file, opened by choosing it or by dropping it onto the page. */
import { useEffect, useRef, useState } from 'react'
import { openLessonFile } from '../lesson/outside'
import type { Problem } from '../shell/labConnection'
import { tookSession } from '../shell/tookSession'
import { words } from '../words'

export function FromElsewhere() {
  const w = words().lessons
  const chooser = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const open = async (file: File | undefined): Promise<void> => {
    if (file && !(await tookSession(file))) setProblem(await openLessonFile(file))
  }
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    const drop = (event: DragEvent): void => {
      event.preventDefault()
      void open(event.dataTransfer?.files[0])
    }
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [])
  return (
    <section aria-label={w.course.outside.title}>
      <h2>{w.course.outside.title}</h2>
      <p className="quiet">{w.course.outside.text}</p>
      <p className="verbs">
        <button onClick={() => chooser.current?.click()}>{w.course.outside.open}</button>{' '}
        <span className="quiet">{w.course.outside.drop}</span>
        <input
          ref={chooser}
          type="file"
          accept=".json,.zip,application/json,application/zip"
          hidden
          aria-label={w.course.outside.open}
          onChange={(event) => {
            void open(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </p>
      <p>
        <a href="#/author">{w.course.outside.make}</a>
      </p>
      {problem && <p role="alert">{w.broken.problem(problem.code, problem.params)}</p>}
    </section>
  )
}
