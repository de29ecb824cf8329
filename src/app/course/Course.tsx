/** The page of the whole course: three parts, what each lesson takes and is best done after, and what is done. */
import { PARTS } from '../../lessons/lesson'
import type { LessonPart } from '../../lessons/lesson'
import { lessonHash } from '../shell/routes'
import { words } from '../words'
import { useProgress } from '../lesson/progressStore'
import { FromElsewhere } from './FromElsewhere'
import type { HouseLesson } from './house'
import { houseLessons } from './house'
import { ProgressFile } from './ProgressFile'
import { Calibrated } from './Calibrated'
import '../shell/home.css'
import './course.css'

export function Course() {
  const w = words().lessons.course
  const lessons = houseLessons()
  const kept = useProgress(({ progress }) => progress.lessons)
  const passed = lessons.filter(({ slug }) => (kept[slug]?.passedAtMs ?? null) !== null).length
  const next = lessons.find(({ slug }) => (kept[slug]?.passedAtMs ?? null) === null)
  return (
    <main className="home course">
      <nav>
        <a href="#/">{w.home}</a> <a href="#/lab">{w.toLab}</a> <a href="#/homework">{w.homework}</a>
      </nav>
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      {lessons.length === 0 ? (
        <p>{w.none}</p>
      ) : (
        <p className="quiet">
          {w.of(
            lessons.length,
            lessons.reduce((sum, { minutes }) => sum + minutes, 0),
          )}
          {' · '}
          {w.done(passed, lessons.length)}
        </p>
      )}
      {PARTS.map((part) => (
        <Part key={part} part={part} lessons={lessons} next={next?.slug ?? null} />
      ))}
      <Calibrated />
      <ProgressFile />
      <FromElsewhere />
    </main>
  )
}

function Part({ part, lessons, next }: { part: LessonPart; lessons: HouseLesson[]; next: string | null }) {
  const w = words().lessons
  const own = lessons.filter((lesson) => lesson.part === part)
  if (own.length === 0) return null
  return (
    <section aria-label={w.parts[part]}>
      <h2>
        {w.parts[part]}{' '}
        <span className="quiet">{w.course.minutes(own.reduce((sum, { minutes }) => sum + minutes, 0))}</span>
      </h2>
      <ol className="lessons">
        {own.map((lesson) => (
          <Row
            key={lesson.slug}
            lesson={lesson}
            nth={lessons.indexOf(lesson) + 1}
            all={lessons}
            isNext={lesson.slug === next}
          />
        ))}
      </ol>
    </section>
  )
}

interface RowProps {
  lesson: HouseLesson
  nth: number
  all: HouseLesson[]
  isNext: boolean
}
function Row({ lesson: { slug, title, minutes, needs }, nth, all, isNext }: RowProps) {
  const w = words().lessons.course
  const kept = useProgress(({ progress }) => progress.lessons[slug])
  const before = all.filter((other) => needs.includes(other.slug)).map((other) => other.title)
  const state = !kept ? null : kept.passedAtMs !== null ? 'passed' : 'begun'
  return (
    <li data-state={state} data-next={isNext}>
      <span className="nth">{nth}</span>
      <a href={lessonHash(slug)}>{title}</a>
      <span className="quiet">{w.minutes(minutes)}</span>
      <span className={state === 'passed' ? 'done-mark' : 'quiet'}>
        {state && `${state === 'passed' ? '✓ ' : ''}${w.state[state]}`}
      </span>
      {before.length > 0 && <span className="quiet needs">{w.needs(before)}</span>}
    </li>
  )
}
