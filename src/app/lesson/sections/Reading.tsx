/** The sections that are read: the question, why, what the field says, one question to answer, and the way on. */
import type { ReactNode, RefObject } from 'react'
import { houseLessons } from '../../course/house'
import { isPaced, useRoomHold } from '../../roomHold'
import { lessonHash } from '../../shell/routes'
import { words } from '../../words'
import { nextSection, sectionsOf } from '../flow'
import { useLesson } from '../lessonContext'
import { Prose, Words } from '../Prose'
import { takeToSandbox } from '../stage'

/** The one thing to do next, where anything comes next. */
export function Onward({ children, button }: { children?: ReactNode; button?: RefObject<HTMLButtonElement | null> }) {
  const { send, flow } = useLesson()
  const pace = useRoomHold((hold) => hold.pace)
  const next = nextSection(flow.context, flow.context.at)
  if (next === null) return null
  const waits = !isPaced(pace, sectionsOf(flow.context), next)
  return (
    <>
      <button className="primary onward" ref={button} disabled={waits} onClick={() => send({ type: 'NEXT' })}>
        {children ?? words().lessons.next}
      </button>
      {waits && <p className="quiet">{words().lessons.paced}</p>}
    </>
  )
}

export function Question() {
  const { lesson } = useLesson()
  return (
    <>
      <div className="lesson-question">
        <Prose blocks={lesson.text.question} />
      </div>
      <Onward />
    </>
  )
}

export function Explanation() {
  const { lesson } = useLesson()
  return (
    <>
      <Prose blocks={lesson.text.explain} />
      <Onward />
    </>
  )
}

export function Field() {
  const { lesson } = useLesson()
  const { reading } = lesson.spec
  return (
    <>
      <Prose blocks={lesson.text.field} />
      {reading.length > 0 && (
        <section className="further">
          <h3>{words().lessons.reading}</h3>
          <ul>
            {reading.map((id) => (
              <li key={id}>
                <Words inlines={lesson.text.reading[id] ?? []} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Onward />
    </>
  )
}

export function Ask() {
  const { lesson } = useLesson()
  const { blocks, answer } = lesson.text.ask
  return (
    <>
      <Prose blocks={blocks} />
      <details>
        <summary>{words().lessons.ask.show}</summary>
        <Prose blocks={answer} />
      </details>
      <Onward />
    </>
  )
}

export function Again() {
  const w = words().lessons.again
  const { lesson, beside, flow, send } = useLesson()
  const lessons = houseLessons()
  const next = lessons[lessons.findIndex(({ slug }) => slug === lesson.spec.slug) + 1]
  return (
    <>
      {flow.context.passed ? (
        <p className="lesson-passed">✓ {w.passed}</p>
      ) : (
        <p className="quiet">
          {w.notPassed}{' '}
          <button className="plain link" onClick={() => send({ type: 'JUMP', to: 'change' })}>
            {w.toGoals}
          </button>
        </p>
      )}
      <Prose blocks={lesson.text.again} />
      <p className="lesson-verbs">
        <button className="primary" disabled={!beside} onClick={() => void takeToSandbox()}>
          {w.sandbox}
        </button>
        {next && (
          <a className="button" href={lessonHash(next.slug)}>
            {w.next(next.title)}
          </a>
        )}
        <a href="#/course">{w.course}</a>
      </p>
    </>
  )
}
