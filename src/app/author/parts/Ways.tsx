/** Ways: what solves the lesson and what must fail, each shown in the lab from the start on and recorded from there. */
import { useEffect, useState } from 'react'
import type { Done, WayAsked, WayRow } from '../../../lessons/author/ways'
import {
  doneIn,
  isNothing,
  isRecorded,
  isSame,
  waysOf,
  withoutWay,
  withWay,
  withWayAs,
} from '../../../lessons/author/ways'
import type { Lesson } from '../../../lessons/load'
import { LESSON_LIMITS } from '../../../lessons/schema'
import { textOf } from '../../lesson/Prose'
import { words } from '../../words'
import { edit, useDraft } from '../draftStore'
import { Choose, Text, Tick } from '../Fields'
import { openRun } from '../openRun'
import { showStart } from '../recordings'
import { WithLesson } from '../WithLesson'

export function Ways() {
  const w = words().author.ways
  return (
    <WithLesson>
      {(lesson) => {
        const rows = waysOf(lesson.spec)
        return (
          <>
            <p className="quiet">{w.lead}</p>
            {rows.length === 0 ? (
              <p>{w.none}</p>
            ) : (
              <ul className="author-cards">
                {rows.map((row) => (
                  <Way key={`${row.choice ?? ''} ${row.id}`} row={row} lesson={lesson} />
                ))}
              </ul>
            )}
            <p className="quiet">{w.usual}</p>
            <p className="author-begin">
              <button className="primary" onClick={() => void showStart(lesson)}>
                {w.show}
              </button>
              <span className="quiet">{w.showHint}</span>
            </p>
            <InLab lesson={lesson} />
          </>
        )
      }}
    </WithLesson>
  )
}

function Way({ row, lesson }: { row: WayRow; lesson: Lesson }) {
  const w = words().author.ways
  const { id, choice, is, parts, chosen } = row
  const more = [
    ...Object.entries(chosen).map(([of, way]) => wordsOf({ id: way, choice: of }, lesson)),
    ...parts.policies.map(({ file }) => file),
  ]
  return (
    <li>
      <div className="author-row">
        <b>{wordsOf(row, lesson)}</b>
        <span className="spring" />
        {choice === null ? (
          <span className="quiet">
            {w.is.counter}; {w.hidden}
          </span>
        ) : (
          <Choose
            label={w.isOf(id)}
            bare
            value={is}
            options={(['solution', 'counter', 'neither'] as const).map((one) => [one, w.is[one]] as const)}
            set={(to) => edit((now) => withWayAs(now, row, to))}
          />
        )}
        <button className="plain" aria-label={w.removeOf(id)} onClick={() => edit((now) => withoutWay(now, row))}>
          {w.remove}
        </button>
      </div>
      <p className="quiet">{w.summary(parts.commands.length, parts.settings.length, more)}</p>
    </li>
  )
}

/** In the learner's words, where it has some. */
function wordsOf({ id, choice }: Pick<WayRow, 'id' | 'choice'>, { text }: Lesson): string {
  const told = choice === null ? '' : textOf(text.choices[choice]?.items[id] ?? [])
  return told === '' ? id : told
}

/** What the lab has beyond the start, as it would be recorded. */
function InLab({ lesson }: { lesson: Lesson }) {
  const w = words().author.ways
  const [done, setDone] = useState<Done | 'none' | null>(null)
  const [looked, look] = useState(0)
  useEffect(() => {
    let current = true
    void openRun().then((found) => current && setDone(found ? doneIn(lesson, found.run) : 'none'))
    return () => {
      current = false
    }
  }, [looked, lesson])
  return (
    <section aria-label={w.inLab}>
      <h3>
        {w.inLab}{' '}
        <button className="plain link" onClick={() => look((n) => n + 1)}>
          {w.look}
        </button>
      </h3>
      {done === 'none' && <p className="quiet">{w.inLabNone}</p>}
      {done !== null && done !== 'none' && <Found done={done} lesson={lesson} />}
    </section>
  )
}

function Found({ done, lesson }: { done: Done; lesson: Lesson }) {
  const w = words().author.ways
  if (isNothing(done)) return <p className="quiet">{w.inLabNothing}</p>
  const known = waysOf(lesson.spec).find((row) => isSame(row, done))
  if (known) return <p className="quiet">{w.inLabAlready(wordsOf(known, lesson))}</p>
  return (
    <>
      {isRecorded(done, lesson.spec) && <p className="quiet">{w.inLabRecorded}</p>}
      <Recording done={done} lesson={lesson} />
    </>
  )
}

const SHOWN = 12

function Recording({ done, lesson: { spec } }: { done: Done; lesson: Lesson }) {
  const w = words().author
  const { faults } = words()
  const hasSolution = waysOf(spec).some(({ is }) => is === 'solution')
  const [asked, setAsked] = useState<WayAsked>({ words: '', is: hasSolution ? 'counter' : 'solution', offered: true })
  const lines = [
    ...done.commands.map(({ command, atS }) => w.ways.act(faults.act(command), atS)),
    ...done.settings.map(({ path, value }) => w.ways.setting(path, value)),
    ...done.policies.map(({ file }) => w.ways.code(file)),
  ]
  if ((spec.choices[0]?.variants.length ?? 0) >= LESSON_LIMITS.variants)
    return <p>{w.ways.tooMany(LESSON_LIMITS.variants)}</p>
  const record = (): void => {
    const choice = { question: w.ways.question, asItIs: w.asItIs }
    edit((now) => withWay(now, { ...done, files: { ...done.files, ...now.files } }, asked, choice))
    useDraft.setState({ notes: done.notes })
    setAsked({ words: '', is: 'counter', offered: true })
  }
  return (
    <>
      <ul className="author-plain">
        {lines.slice(0, SHOWN).map((line, i) => (
          <li key={i}>{line}</li>
        ))}
        {lines.length > SHOWN && <li>…</li>}
      </ul>
      <form
        className="author-add"
        onSubmit={(event) => {
          event.preventDefault()
          if (asked.words.trim() !== '') record()
        }}
      >
        <Text label={w.ways.words} value={asked.words} set={(typed) => setAsked({ ...asked, words: typed })} />
        <Choose
          label={w.ways.role}
          value={asked.is}
          options={(['solution', 'counter'] as const).map((one) => [one, w.ways.is[one]] as const)}
          set={(is) => setAsked({ ...asked, is })}
        />
        {asked.is === 'counter' && (
          <Tick on={asked.offered} set={(offered) => setAsked({ ...asked, offered })}>
            {w.ways.offered}
          </Tick>
        )}
        <button className="primary" disabled={asked.words.trim() === ''}>
          {w.ways.recording}
        </button>
      </form>
    </>
  )
}
