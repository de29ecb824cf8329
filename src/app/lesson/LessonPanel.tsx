/** What one reads: the goals, where one stands, the section itself, and the way on. */
import type { ComponentType } from 'react'
import { useEffect, useRef } from 'react'
import type { Section } from '../../lessons/progress'
import { isPaced, useRoomHold } from '../roomHold'
import { words } from '../words'
import { useFocusKept } from './focus'
import { isSectionDone, sectionsOf } from './flow'
import { GoalMeter } from './GoalMeter'
import { chooseLessonLanguage, languageName, languagesOf } from './language'
import { useLesson } from './lessonContext'
import { Change } from './sections/Change'
import { Experiment } from './sections/Experiment'
import { Predictions } from './sections/Predictions'
import { Again, Ask, Explanation, Field, Question } from './sections/Reading'
import { Seen } from './sections/Seen'
import { Words } from './Prose'

const SECTIONS: Record<Section, ComponentType> = {
  question: Question,
  prediction: Predictions,
  experiment: Experiment,
  seen: Seen,
  explanation: Explanation,
  change: Change,
  field: Field,
  ask: Ask,
  again: Again,
}

export function LessonPanel() {
  const w = words().lessons
  const { lesson, flow, beside } = useLesson()
  const { at } = flow.context
  const Section = SECTIONS[at]
  const panel = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (beside) heading.current?.focus({ preventScroll: true })
    heading.current?.closest('.lesson-read')?.scrollTo(0, 0)
  }, [at, beside])
  useFocusKept(panel, heading)
  return (
    <div className="lesson-panel" data-section={at} ref={panel}>
      <h1 lang={lesson.language ?? 'en'}>
        <Words inlines={lesson.text.title} />
      </h1>
      <Language />
      <Contents />
      <GoalMeter />
      <div className="lesson-read">
        <h2 tabIndex={-1} ref={heading}>
          {w.sections[at]}
        </h2>
        <Section />
      </div>
    </div>
  )
}

/** Where it has a choice: in which language the lesson is read. */
function Language() {
  const { lesson } = useLesson()
  const languages = languagesOf(lesson.files)
  if (languages.length === 1) return null
  return (
    <label className="lesson-language">
      {words().lessons.language}{' '}
      <select value={lesson.language ?? 'en'} onChange={({ target }) => chooseLessonLanguage(target.value)}>
        {languages.map((tag) => (
          <option key={tag} value={tag} lang={tag}>
            {languageName(tag)}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The sections, each with whether it is done; any can be gone to. */
function Contents() {
  const w = words().lessons
  const { flow, send } = useLesson()
  const { context } = flow
  const pace = useRoomHold((hold) => hold.pace)
  const sections = sectionsOf(context)
  return (
    <nav aria-label={w.contents} className="lesson-contents">
      <ol>
        {sections.map((section) => {
          const done = isSectionDone(context, section)
          return (
            <li key={section}>
              <button
                className="plain"
                aria-current={section === context.at ? 'step' : undefined}
                data-done={done}
                disabled={!isPaced(pace, sections, section)}
                onClick={() => send({ type: 'JUMP', to: section })}
              >
                {w.sections[section]}
                {done && <span className="hidden-visually">, {w.sectionDone}</span>}
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
