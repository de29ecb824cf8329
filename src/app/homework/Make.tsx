/** Where a teacher makes homework: what it is about, what learners may do, over how many seeds; then a link, a file, and the key. */
import { useEffect, useState } from 'react'
import { assignmentLink, assignmentText, HOMEWORK_LIMITS } from '../../classroom/homework/assignment'
import type { Made } from '../../classroom/homework/make'
import { CONTRACT_NAMES } from '../../decisions'
import { houseLessons } from '../course/house'
import { presetIds } from '../../scenarios/presets/topics'
import { COMMAND_KINDS } from '../../scenarios/schema/faults'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { Copyable } from '../shell/share/Copyable'
import { saveFile } from '../shell/share/handOver'
import { words } from '../words'
import type { About, Form } from './making'
import { houseLesson, made, suggested } from './making'
import { Page } from './Page'
import { GOALS_EXAMPLE } from './goalsExample'

const ACTS = COMMAND_KINDS.filter((kind) => kind !== 'setPolicy' && kind !== 'stopPolicy')
const EMPTY: Form = { title: '', note: '', acts: [], contracts: [], publicSeeds: 6, hiddenSeeds: 12 }

export function Make() {
  const w = words().homework
  const lessons = houseLessons()
  const [about, setAbout] = useState<About>({ kind: 'lesson', slug: lessons[0]?.slug ?? '', carried: false })
  const [form, setForm] = useState<Form>(EMPTY)
  const [done, setDone] = useState<Made | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const change = (changed: Partial<Form>): void => {
    setForm((before) => ({ ...before, ...changed }))
    setDone(null)
  }
  const slug = about.kind === 'lesson' ? about.slug : null
  useEffect(() => {
    if (slug === null) return
    let current = true
    houseLesson(slug).then(
      (lesson) => current && setForm((before) => ({ ...before, ...suggested(lesson) })),
      (error: unknown) => current && setProblem(problemOf(error)),
    )
    return () => {
      current = false
    }
  }, [slug])
  const make = async (): Promise<void> => {
    setProblem(null)
    try {
      setDone(await made(about, form))
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return (
    <Page title={w.make.title} lead={w.make.lead}>
      <form
        className="homework-form"
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <AboutFields
          about={about}
          choose={(chosen) => {
            setAbout(chosen)
            setDone(null)
            if (chosen.kind === 'preset' && about.kind === 'lesson')
              change({ ...EMPTY, title: words().shell.presetName(chosen.id) })
          }}
        />
        <label>
          {w.make.name}
          <input
            required
            value={form.title}
            maxLength={HOMEWORK_LIMITS.title}
            onChange={({ target }) => change({ title: target.value })}
          />
        </label>
        <label>
          {w.make.note}
          <textarea
            rows={3}
            value={form.note}
            maxLength={HOMEWORK_LIMITS.note}
            onChange={({ target }) => change({ note: target.value })}
          />
        </label>
        <Ticks
          title={w.make.contracts}
          all={CONTRACT_NAMES}
          chosen={form.contracts}
          name={w.decision}
          choose={(contracts) => change({ contracts })}
        />
        <Ticks title={w.make.acts} all={ACTS} chosen={form.acts} name={w.act} choose={(acts) => change({ acts })} />
        <div className="homework-line">
          <Count
            label={w.make.publicSeeds}
            value={form.publicSeeds}
            min={1}
            max={HOMEWORK_LIMITS.publicSeeds}
            set={(publicSeeds) => change({ publicSeeds })}
          />
          <Count
            label={w.make.hiddenSeeds}
            value={form.hiddenSeeds}
            min={0}
            max={HOMEWORK_LIMITS.hiddenSeeds}
            set={(hiddenSeeds) => change({ hiddenSeeds })}
          />
        </div>
        <p className="quiet">{w.make.seedsText}</p>
        <p className="ways">
          <button className={done ? '' : 'primary'} type="submit">
            {w.make.make}
          </button>
        </p>
      </form>
      {problem && (
        <p role="alert" className="homework-problem">
          {w.problem(problem.code, problem.params)}
        </p>
      )}
      {done && <HandOut key={done.digest} made={done} />}
    </Page>
  )
}

function AboutFields({ about, choose }: { about: About; choose: (about: About) => void }) {
  const w = words().homework.make
  const lessons = houseLessons()
  const value = about.kind === 'lesson' ? `lesson ${about.slug}` : `preset ${about.id}`
  const pick = (chosen: string): void => {
    const [kind, name] = chosen.split(' ')
    choose(
      kind === 'lesson'
        ? { kind, slug: name, carried: false }
        : { kind: 'preset', id: name, goals: GOALS_EXAMPLE, forS: 60, settings: false },
    )
  }
  return (
    <>
      <label>
        {w.about}
        <select value={value} onChange={({ target }) => pick(target.value)}>
          <optgroup label={w.lessons}>
            {lessons.map(({ slug, title }) => (
              <option key={slug} value={`lesson ${slug}`}>
                {title}
              </option>
            ))}
          </optgroup>
          <optgroup label={w.scenarios}>
            {presetIds.map((id) => (
              <option key={id} value={`preset ${id}`}>
                {words().shell.presetName(id)}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      {about.kind === 'lesson' && (
        <label className="tick">
          <input
            type="checkbox"
            checked={about.carried}
            onChange={({ target }) => choose({ ...about, carried: target.checked })}
          />{' '}
          {w.carry}
        </label>
      )}
      {about.kind === 'preset' && (
        <>
          <label>
            {w.goals}
            <textarea
              className="mono"
              rows={10}
              spellCheck={false}
              value={about.goals}
              onChange={({ target }) => choose({ ...about, goals: target.value })}
            />
          </label>
          <Count label={w.forS} value={about.forS} min={1} max={600} set={(forS) => choose({ ...about, forS })} />
          <label className="tick">
            <input
              type="checkbox"
              checked={about.settings}
              onChange={({ target }) => choose({ ...about, settings: target.checked })}
            />{' '}
            {w.settings}
          </label>
        </>
      )}
    </>
  )
}

interface TicksProps<T extends string> {
  title: string
  all: readonly T[]
  chosen: readonly T[]
  name: (one: T) => string
  choose: (chosen: T[]) => void
}
function Ticks<T extends string>({ title, all, chosen, name, choose }: TicksProps<T>) {
  const w = words().homework.make
  return (
    <details className="homework-ticks">
      <summary>
        {title} <span className="quiet">{w.chosen(chosen.map(name))}</span>
      </summary>
      <fieldset>
        <legend className="hidden-visually">{title}</legend>
        {all.map((one) => (
          <label key={one} className="tick">
            <input
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={({ target }) =>
                choose(all.filter((other) => (other === one ? target.checked : chosen.includes(other))))
              }
            />{' '}
            {name(one)}
          </label>
        ))}
      </fieldset>
    </details>
  )
}

interface CountProps {
  label: string
  value: number
  min: number
  max: number
  set: (value: number) => void
}
function Count({ label, value, min, max, set }: CountProps) {
  return (
    <label className="count">
      {label}
      <input
        type="number"
        required
        min={min}
        max={max}
        value={value}
        onChange={({ target }) => set(Math.round(Number(target.value)))}
      />
    </label>
  )
}

function HandOut({ made: { assignment, digest, key } }: { made: Made }) {
  const w = words().homework.make
  const link = linkOf(assignment)
  const name = digest.slice(0, 8)
  const save = (text: string, file: string): void => saveFile(new Blob([text], { type: 'application/json' }), file)
  return (
    <section aria-label={w.done} className="hand-out">
      <h2 tabIndex={-1} ref={(heading) => heading?.focus()}>
        {w.done}
      </h2>
      <h3>{w.forLearners}</h3>
      {link === null ? <p>{w.noLink}</p> : <Copyable text={link} label={w.link} button={w.copy} />}
      <p className="ways">
        <button onClick={() => save(assignmentText(assignment), `homework-${name}.assignment.json`)}>
          {w.saveFile}
        </button>
      </p>
      {key !== null && (
        <>
          <h3>{w.forYou}</h3>
          <p>{w.keyText}</p>
          <p className="ways">
            <button onClick={() => save(key, `homework-${name}.key.json`)}>{w.saveKey}</button>
          </p>
        </>
      )}
    </section>
  )
}

/** null: it is too large for one. */
function linkOf(assignment: Made['assignment']): string | null {
  try {
    return `${window.location.href.split('#')[0]}#/homework?from=${assignmentLink(assignment)}`
  } catch {
    return null
  }
}
