/** Before a draft is open: the run in the lab, a lesson of the house, a file, and the drafts that are kept. */
import { useEffect, useRef, useState } from 'react'
import { renamed } from '../../lessons/author/template'
import { houseFiles, houseLessons } from '../course/house'
import { readLessonFile, readLessonLink } from '../lesson/outside'
import type { Problem } from '../shell/labConnection'
import { words } from '../words'
import { saveFile } from '../shell/share/handOver'
import { addDraft, dropAside, openDraft, removeDraft, takeBackDraft, useDraft } from './draftStore'
import type { OpenRun } from './openRun'
import { openRun } from './openRun'
import { recordAnew } from './recordings'

const isHouse = (slug: string): boolean => houseLessons().some((lesson) => lesson.slug === slug)

export function Welcome() {
  const w = words().author
  return (
    <main className="home author-welcome">
      <nav>
        <a href="#/course">{w.course}</a> <a href="#/lab">{w.lab}</a>
      </nav>
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      <Told />
      <h2>{w.begin}</h2>
      <FromLab />
      <FromHouse />
      <FromFile />
      <Drafts />
    </main>
  )
}

function Told() {
  const w = words().author
  const { aside, storage, removed } = useDraft()
  return (
    <>
      {aside.length > 0 && (
        <p role="status" className="notice">
          {w.aside(aside.length)}{' '}
          <button onClick={() => saveFile(new Blob([aside.join('\n')], { type: 'text/plain' }), w.asideFile)}>
            {w.saveAside}
          </button>{' '}
          <button onClick={dropAside}>{w.dropAside}</button>
        </p>
      )}
      {storage !== 'kept' && (
        <p role="status" className="notice">
          {w.storage[storage]}
        </p>
      )}
      {removed && (
        <p role="status" className="notice">
          {w.removed} <button onClick={() => void takeBackDraft()}>{w.takeBack}</button>
        </p>
      )}
    </>
  )
}

function FromLab() {
  const w = words().author
  const [found, setFound] = useState<OpenRun | 'none' | null>(null)
  useEffect(() => {
    let current = true
    void openRun().then((run) => current && setFound(run ?? 'none'))
    return () => {
      current = false
    }
  }, [])
  if (found === null) return <p className="quiet">{w.looking}</p>
  if (found === 'none')
    return (
      <p>
        {w.recordNothing} <a href="#/lab">{w.lab}</a>
      </p>
    )
  const { run, scenario } = found
  const acts = run.commands.length
  return (
    <p className="author-begin">
      <button className="primary" onClick={() => void recordAnew(found)}>
        {w.record}
      </button>
      <span className="quiet">
        {w.recordFrom(words().shell.presetName(scenario.id), run.seed, acts, run.horizonUs)}
      </span>
    </p>
  )
}

function FromHouse() {
  const w = words().author
  const lessons = houseLessons()
  const [slug, setSlug] = useState(lessons[0]?.slug ?? '')
  if (lessons.length === 0) return null
  const begin = async (): Promise<void> => {
    const files = await houseFiles(slug)
    if (files) await addDraft(renamed(files, isHouse))
  }
  return (
    <>
      <h3>{w.fromHouse}</h3>
      <p className="author-begin">
        <select aria-label={w.fromHouseLabel} value={slug} onChange={({ target }) => setSlug(target.value)}>
          {lessons.map((lesson) => (
            <option key={lesson.slug} value={lesson.slug}>
              {lesson.title}
            </option>
          ))}
        </select>
        <button onClick={() => void begin()}>{w.fromHouseBegin}</button>
      </p>
    </>
  )
}

function FromFile() {
  const w = words().author
  const chooser = useRef<HTMLInputElement>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [link, setLink] = useState('')
  const take = async (reading: () => ReturnType<typeof readLessonFile>): Promise<void> => {
    const read = await reading()
    if ('problem' in read) setProblem(read.problem)
    else await addDraft(renamed(read.files, isHouse))
  }
  return (
    <>
      <h3>{w.fromFile}</h3>
      <p className="author-begin">
        <button onClick={() => chooser.current?.click()}>{w.openFile}</button>
        <span className="quiet">{w.openFileHint}</span>
        <input
          ref={chooser}
          type="file"
          accept=".json,.zip,application/json,application/zip"
          hidden
          aria-label={w.openFile}
          onChange={({ target }) => {
            const file = target.files?.[0]
            if (file) void take(() => readLessonFile(file))
            target.value = ''
          }}
        />
      </p>
      <form
        className="author-begin"
        onSubmit={(event) => {
          event.preventDefault()
          void take(() => Promise.resolve(readLessonLink(link)))
        }}
      >
        <input aria-label={w.link} placeholder={w.link} value={link} onChange={({ target }) => setLink(target.value)} />
        <button disabled={link.trim() === ''}>{w.openLink}</button>
      </form>
      {problem && <p role="alert">{words().lessons.broken.problem(problem.code, problem.params)}</p>}
    </>
  )
}

function Drafts() {
  const w = words().author
  const rows = useDraft((draft) => draft.rows)
  if (rows.length === 0) return null
  return (
    <section aria-label={w.drafts}>
      <h2>{w.drafts}</h2>
      <ul className="author-drafts">
        {rows.map(({ id, title, changedAtMs }) => {
          const name = title === '' ? w.untitled : title
          return (
            <li key={id}>
              <button className="plain link" aria-label={w.open(name)} onClick={() => void openDraft(id)}>
                {name}
              </button>
              <span className="quiet">{w.changedAt(changedAtMs)}</span>
              <button className="plain" aria-label={w.remove(name)} onClick={() => removeDraft(id)}>
                {w.removeShort}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
