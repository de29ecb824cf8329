/** The text: one plain editor, and beside each section what it is for, how many words it has of how many, and what is wrong in it. */
import { useEffect, useMemo, useRef, useState } from 'react'
import { withText } from '../../../lessons/author/spec'
import type { Lesson } from '../../../lessons/load'
import { TEXT_FILE } from '../../../lessons/load'
import type { Section } from '../../../lessons/progress'
import { BEFORE_FIELD_WORDS, BETWEEN_WORDS, wordCounts } from '../../../lessons/text/lengths'
import type { SectionName, SectionPlace } from '../../../lessons/text/places'
import { SECTION_ORDER, sectionHead, sectionPlaces, withSection } from '../../../lessons/text/places'
import { readText } from '../../../lessons/text/readText'
import { words } from '../../words'
import { edit, type, useDraft } from '../draftStore'
import { lineOf, offsetOf, partOf, problemWords } from '../problems'

/** Where the learner reads it. */
const READ_IN: Record<SectionName, Section> = {
  question: 'question',
  prediction: 'prediction',
  step: 'experiment',
  seen: 'seen',
  explain: 'explanation',
  choice: 'change',
  goal: 'change',
  hint: 'change',
  solution: 'change',
  field: 'field',
  reading: 'field',
  ask: 'ask',
  again: 'again',
  terms: 'question',
}
const isSection = (name: string): name is SectionName => name in READ_IN

export function WordsPart() {
  const w = words().author.words
  const text = useDraft((draft) => draft.files[TEXT_FILE] ?? '')
  const caret = useDraft((draft) => draft.caret)
  const lesson = useDraft((draft) => draft.read.lesson)
  const area = useRef<HTMLTextAreaElement>(null)
  const [at, setAt] = useState(0)
  const places = useMemo(() => sectionPlaces(text), [text])
  const here = places.find(({ from, to }) => from <= at && at <= to)
  const goTo = (offset: number): void => {
    const { current } = area
    if (!current) return
    current.focus()
    current.setSelectionRange(offset, offset)
    const line = text.slice(0, offset).split('\n').length
    current.scrollTop = Math.max(0, line - 3) * LINE_PX
    setAt(offset)
  }
  useEffect(() => {
    if (caret === null) return
    goTo(caret)
    useDraft.setState({ caret: null })
  })
  useEffect(() => {
    const name = here?.name
    useDraft.setState({ section: name && isSection(name) ? READ_IN[name] : null })
  }, [here?.name])
  return (
    <>
      <p className="quiet">{w.lead}</p>
      <div className="author-text">
        <textarea
          ref={area}
          aria-label={w.text}
          spellCheck
          value={text}
          onChange={({ target }) => {
            type(TEXT_FILE, target.value)
            setAt(target.selectionStart)
          }}
          onSelect={({ currentTarget }) => setAt(currentTarget.selectionStart)}
        />
        <Outline text={text} places={places} here={here ?? null} goTo={goTo} lesson={lesson} />
      </div>
      <Wrong text={text} goTo={goTo} />
    </>
  )
}
/** As the style sheet has it. */
const LINE_PX = 20

interface OutlineProps {
  text: string
  places: SectionPlace[]
  here: SectionPlace | null
  goTo: (offset: number) => void
  lesson: Lesson | null
}
function Outline({ text, places, here, goTo, lesson }: OutlineProps) {
  const w = words().author.words
  const counts = useMemo(() => wordCounts(readText(TEXT_FILE, text).text), [text])
  const missing = missingIn(places, lesson)
  return (
    <div className="author-outline">
      <h3>{w.outline}</h3>
      <p className="author-total" data-over={counts.total > BEFORE_FIELD_WORDS}>
        {w.total(counts.total, BEFORE_FIELD_WORDS)}
      </p>
      {here && isSection(here.name) && <p className="author-purpose">{w.section(here.name)}</p>}
      <ol>
        {places.map((place, i) => {
          const name = [place.name, place.id].filter((part) => part !== '').join(' ')
          const counted = counts.stretches[name] as number | undefined
          const over = (counted ?? 0) > BETWEEN_WORDS
          return (
            <li key={`${name} ${i}`} data-over={over}>
              <button
                className="plain"
                aria-current={place === here ? 'true' : undefined}
                aria-label={w.goTo(name)}
                title={isSection(place.name) ? w.section(place.name) : undefined}
                onClick={() => goTo(text.indexOf('\n', place.from) + 1)}
              >
                {name}
              </button>
              {counted !== undefined && <small>{w.count(counted, BETWEEN_WORDS)}</small>}
            </li>
          )
        })}
      </ol>
      <h3>{w.add}</h3>
      <p className="author-adds">
        {missing.map(([name, id]) => (
          <button
            key={`${name} ${id}`}
            onClick={() =>
              edit(({ files }) => withText(files, (before) => withSection(before, name, id, bodyOf(name))))
            }
          >
            {name === 'hint' ? w.addHint : w.missing(sectionHead(name, id).slice(3))}
          </button>
        ))}
      </p>
    </div>
  )
}
const bodyOf = (name: SectionName): string => (name === 'step' ? '::button[…]' : name === 'ask' ? '::answer[]' : '')

/** Sections that the lesson has use for and the text has not; one more hint is always possible. */
function missingIn(places: SectionPlace[], lesson: Lesson | null): [SectionName, string][] {
  const ids = (members: readonly { id: string }[] | undefined): string[] => (members ?? []).map(({ id }) => id)
  const named: Partial<Record<SectionName, string[]>> = {
    prediction: ids(lesson?.spec.predictions),
    step: ids(lesson?.spec.experiment),
    seen: ids(lesson?.spec.predictions),
    choice: ids(lesson?.spec.choices),
    goal: ids(lesson?.spec.goals),
    hint: [String(places.filter(({ name }) => name === 'hint').length + 1)],
  }
  return SECTION_ORDER.flatMap((name) =>
    (named[name] ?? [''])
      .filter((id) => !places.some((place) => place.name === name && place.id === id))
      .map((id): [SectionName, string] => [name, id]),
  )
}

function Wrong({ text, goTo }: { text: string; goTo: (offset: number) => void }) {
  const w = words().author.words
  const problems = useDraft((draft) => draft.read.problems)
    .filter((one) => partOf(one) === 'words')
    .map((one) => ({ problem: one, line: lineOf(text, one) }))
    .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
  return (
    <section aria-label={w.problems} className="author-wrong">
      <h3>{w.problems}</h3>
      {problems.length === 0 ? (
        <p className="quiet">{w.fine}</p>
      ) : (
        <ul className="author-plain">
          {problems.map(({ problem, line }, i) => (
            <li key={i}>
              <span>
                {line !== null && (
                  <button className="plain link" onClick={() => goTo(offsetOf(text, line))}>
                    {w.line(line)}
                  </button>
                )}
              </span>
              <span>
                {!/^line |^#$/.test(problem.field) && <b>{problem.field}</b>} {problemWords(problem)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
