/** The predictions of the lesson that learners have, each to be asked of the whole class with one click. */
import type { GivenLesson } from '../../../classroom/documents/lead'
import { isLesson } from '../../../classroom/documents/lead'
import { words } from '../../words'
import { useRoom } from '../roomStore'
import { room } from '../session'
import { useGivenLesson } from './givenLesson'
import { useHostView, write } from './hostStore'
import { asking } from './leading'
import type { LessonQuestion } from './lessonQuestions'
import { lessonQuestions } from './lessonQuestions'

/** Of every lesson that somebody was given, each once. */
export function GivenQuestions() {
  const given = useRoom(({ lead }) => lead.given)
  const all = [...given.values()].flatMap(({ given: one }) => (isLesson(one) ? [one] : []))
  const lessons = [...new Map(all.map((one) => [JSON.stringify(one), one]))]
  return lessons.map(([name, lesson]) => <LessonQuestions key={name} given={lesson} />)
}

function LessonQuestions({ given }: { given: GivenLesson }) {
  const w = words().roomHost.give
  const votes = useRoom(({ lead }) => lead.vote)
  const lesson = useGivenLesson(given)
  const questions = lesson ? lessonQuestions(lesson) : []
  if (questions.length === 0) return null
  return (
    <section className="host-predictions" aria-label={w.predictions}>
      <h3>{w.predictions}</h3>
      <p className="quiet">{w.predictionsHint}</p>
      <ul className="host-list">
        {questions.map((question) => {
          const { lesson: slug, prediction } = question.of
          const asked = [...votes].find(([, { of }]) => of?.lesson === slug && of.prediction === prediction)?.[0]
          return (
            <li key={prediction}>
              {question.text}{' '}
              <button type="button" onClick={() => ask(question, asked)}>
                {asked === undefined ? w.askThis : w.showVote}
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Once only: what was committed to does not change. */
function ask({ text, options, of }: LessonQuestion, asked: string | undefined): void {
  if (asked === undefined) write(asking(useRoom.getState().lead, text, options, of))
  else room().write('lead', 'asked', asked)
  useHostView.setState({ tab: 'votes' })
}
