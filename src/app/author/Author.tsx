/** The page where lessons are made: what one writes on the left, on the right what a learner will see of it. */
import { useEffect, useRef, useState } from 'react'
import { useLessonMode } from '../lessonMode'
import { words } from '../words'
import { Welcome } from './Welcome'
import { closeDraft, goTo, openAgain, settle, stepBack, stepForth, useDraft, watchDrafts } from './draftStore'
import type { PartName } from './draftStore'
import { forgetProof } from './checking'
import { openRun } from './openRun'
import { partOf } from './problems'
import { Preview } from './Preview'
import { recordAnew } from './recordings'
import { Check } from './parts/Check'
import { Files } from './parts/Files'
import { Goals } from './parts/Goals'
import { Guesses } from './parts/Guesses'
import { HandOver } from './parts/HandOver'
import { Start } from './parts/Start'
import { Ways } from './parts/Ways'
import { WordsPart } from './parts/WordsPart'
import '../shell/lab.css'
import '../shell/home.css'
import '../lesson/lesson.css'
import './author.css'

/** `then`: what is to be done at once (routes.ts). */
export function Author({ then }: { then: string }) {
  const open = useDraft((draft) => draft.open)
  useEffect(watchDrafts, [])
  useEffect(() => forgetProof, [open])
  useEffect(() => void openAgain(), [])
  useEffect(() => useLessonMode.setState({ recording: null }), [])
  useEffect(() => {
    if (then === '') return
    window.history.replaceState(window.history.state, '', '#/author')
    if (then === 'ways') goTo('ways')
    if (then === 'record') void openRun().then((found) => found && recordAnew(found))
  }, [then])
  return open === null ? <Welcome /> : <Desk />
}

const PARTS: Record<PartName, () => React.ReactNode> = {
  start: Start,
  guess: Guesses,
  goals: Goals,
  ways: Ways,
  words: WordsPart,
  files: Files,
  check: Check,
  hand: HandOver,
}

function Desk() {
  const w = words().author
  const [side, setSide] = useState<'write' | 'preview'>('write')
  const { part, shown, storage, elsewhere, back, forth } = useDraft()
  const Part = PARTS[part]
  return (
    <div className="author" data-side={side}>
      <header className="top-bar author-bar">
        <h1>
          <a className="brand" href="#/">
            {words().shell.name}
          </a>
        </h1>
        <a href="#/course" className="author-course">
          {w.course}
        </a>
        <button className="plain" onClick={closeDraft}>
          {w.all}
        </button>
        <div className="author-sides" role="group" aria-label={w.sides}>
          {(['write', 'preview'] as const).map((name) => (
            <button key={name} className="plain" aria-pressed={side === name} onClick={() => setSide(name)}>
              {w[name]}
            </button>
          ))}
        </div>
        <span className="spring" />
        <button className="plain" disabled={back.length === 0} onClick={stepBack}>
          {w.undo}
        </button>
        <button className="plain author-redo" disabled={forth.length === 0} onClick={stepForth}>
          {w.redo}
        </button>
        <span className={storage === 'kept' ? 'quiet author-kept' : 'author-unkept'} role="status">
          {w.storage[storage]}
        </span>
      </header>
      {elsewhere && (
        <p className="author-notice" role="alert">
          {w.elsewhere} <button onClick={() => settle('theirs')}>{w.takeTheirs}</button>{' '}
          <button onClick={() => settle('mine')}>{w.takeMine}</button>
        </p>
      )}
      <main className="author-body">
        <section className="author-write" aria-label={w.writing}>
          <PartsNav />
          <div className="author-part">
            <PartHeading part={part} />
            <Notes />
            <Part key={part} />
          </div>
        </section>
        <section className="author-preview" aria-label={w.asLearner}>
          {shown ? <Preview lesson={shown} /> : <p className="author-unshown">{w.unshown}</p>}
        </section>
      </main>
    </div>
  )
}

function PartsNav() {
  const w = words().author
  const { part, read } = useDraft()
  const counts = read.problems.map((problem) => partOf(problem))
  return (
    <nav aria-label={w.partsLabel} className="author-parts">
      {(Object.keys(w.parts) as PartName[]).map((name) => {
        const wrong = name === 'check' ? 0 : counts.filter((one) => one === name).length
        return (
          <button
            key={name}
            className="plain"
            aria-current={part === name ? 'page' : undefined}
            onClick={() => goTo(name)}
          >
            {w.parts[name]}
            {wrong > 0 && (
              <>
                <span className="author-count" aria-hidden="true">
                  {wrong}
                </span>
                <span className="hidden-visually">, {w.missing(wrong)}</span>
              </>
            )}
          </button>
        )
      })}
    </nav>
  )
}

/** Takes the focus when one came from another part, so that a reader hears where one is. */
function PartHeading({ part }: { part: PartName }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const came = useRef(part)
  useEffect(() => {
    if (came.current !== part) {
      heading.current?.parentElement?.scrollTo(0, 0)
      heading.current?.focus()
    }
    came.current = part
  }, [part])
  return (
    <h2 ref={heading} tabIndex={-1}>
      {words().author.parts[part]}
    </h2>
  )
}

function Notes() {
  const w = words().author
  const notes = useDraft((draft) => draft.notes)
  if (notes.length === 0) return null
  return (
    <div className="author-notice" role="status">
      <ul>
        {notes.map((note, i) => (
          <li key={i}>{w.notes(note)}</li>
        ))}
      </ul>
      <button onClick={() => useDraft.setState({ notes: [] })}>{w.notesDone}</button>
    </div>
  )
}
