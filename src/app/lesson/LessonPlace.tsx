/** Where a lesson's address leads: to the lesson, or to plain words about why it cannot be opened. */
import { useEffect, useState } from 'react'
import { houseFiles } from '../course/house'
import type { Lesson, LessonFiles } from '../../lessons/load'
import { loadPresetOf, readLesson } from '../../lessons/load'
import type { LessonProblem } from '../../lessons/problem'

import { SECTIONS } from '../../lessons/progress'
import { problemOf } from '../shell/labConnection'
import type { Route } from '../shell/routes'
import { words } from '../words'
import { languageFor, languagesOf, useLessonLanguage } from './language'
import { LessonRoom } from './LessonRoom'
import { outsideFiles } from './outside'
import { textOf } from './Prose'
import '../shell/home.css'
import './lesson.css'

type LessonRoute = Route & { at: 'lesson' }
type Read =
  { is: 'loading' | 'unknown' } | { is: 'broken'; problems: LessonProblem[] } | { is: 'lesson'; lesson: Lesson }

export function LessonPlace({ route }: { route: LessonRoute }) {
  const { slug, link, step } = route
  const name = `${slug} ${link}`
  const chosen = useLessonLanguage((language) => language.chosen)
  const [read, setRead] = useState<{ name: string; read: Read; agreed: boolean } | null>(null)
  useEffect(() => {
    let current = true
    const put = (found: Read): void =>
      setRead((before) => ({ name, read: found, agreed: slug !== null || (before?.name === name && before.agreed) }))
    void readRoute(slug, link, chosen).then((found) => current && put(found))
    return () => {
      current = false
    }
  }, [slug, link, name, chosen])
  const now = read?.name === name ? read : null
  if (!now) return <Plain title={words().lessons.loading} />
  const { lesson } = now.read.is === 'lesson' ? now.read : { lesson: null }
  if (lesson && !now.agreed) return <Offered lesson={lesson} agree={() => setRead({ ...now, agreed: true })} />
  if (lesson) {
    const asked = SECTIONS.find((section) => section === step) ?? null
    return <LessonRoom key={name} lesson={lesson} asked={asked} isHouse={slug !== null} />
  }
  return now.read.is === 'broken' ? <Broken problems={now.read.problems} /> : <Unknown slug={slug ?? ''} />
}

async function readRoute(slug: string | null, link: string | null, chosen: string | null): Promise<Read> {
  try {
    const files = slug === null ? outsideFiles(link) : await houseFiles(slug)
    if (!files) return { is: 'unknown' }
    return await readFiles(files, chosen)
  } catch (error) {
    const { code, params } = problemOf(error)
    return { is: 'broken', problems: [{ file: '', field: '', code, params }] }
  }
}
/** A text that is broken in one language does not keep anybody from the lesson. */
async function readFiles(files: LessonFiles, chosen: string | null): Promise<Read> {
  await loadPresetOf(files)
  const translated = readLesson(files, languageFor(languagesOf(files), chosen))
  const { lesson, problems } = translated.lesson ? translated : readLesson(files)
  return lesson ? { is: 'lesson', lesson } : { is: 'broken', problems }
}

function Plain({ title, children }: { title: string; children?: React.ReactNode }) {
  return (
    <main className="home">
      <h1>{title}</h1>
      {children}
    </main>
  )
}
function Unknown({ slug }: { slug: string }) {
  const w = words().lessons.unknown
  return (
    <Plain title={w.title}>
      <p>{w.text(slug)}</p>
      <p>
        <a className="button primary" href="#/course">
          {w.toCourse}
        </a>
      </p>
    </Plain>
  )
}
function Broken({ problems }: { problems: LessonProblem[] }) {
  const w = words().lessons
  return (
    <Plain title={w.broken.title}>
      <p>{w.broken.text}</p>
      <ul className="lesson-problems">
        {problems.map(({ file, field, code, params }, i) => (
          <li key={i}>
            {file !== '' && <code>{w.broken.at(file, field)}</code>} {w.broken.problem(code, params, field)}
          </li>
        ))}
      </ul>
      <p>
        <a className="button primary" href="#/course">
          {w.unknown.toCourse}
        </a>
      </p>
    </Plain>
  )
}

/** As runs with code are: what it is and that it runs confined, before anything of it runs. */
function Offered({ lesson, agree }: { lesson: Lesson; agree: () => void }) {
  const w = words().lessons.offer
  const code = Object.keys(lesson.files).filter((name) => name.endsWith('.ts'))
  return (
    <Plain title={w.title}>
      <p>{w.text(textOf(lesson.text.title))}</p>
      {code.length > 0 && <p>{w.code(code)}</p>}
      <p className="ways">
        <button className="primary" onClick={agree}>
          {w.open}
        </button>
        <a className="button" href="#/course">
          {w.refuse}
        </a>
      </p>
    </Plain>
  )
}
