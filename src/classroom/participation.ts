/**
 * The session as CSV, a row for everything that a learner did: who, what, of which, answered how, when. Moments are the
 * server's; what is the learner's own word, or what their run shows, the column `by` tells.
 */
import type { Answers, LearnerAnswers } from './documents/answers'
import type { Vote } from './documents/lead'
import type { Roster } from './documents/roster'
import type { Cause } from './causes'
import { isCause } from './causes'
import { csvOf } from './csv'

const HEADER = ['learner', 'name', 'group', 'what', 'of', 'asked', 'answer', 'sure', 'right', 'at', 'by'] as const
type Row = Record<(typeof HEADER)[number], string>

/** What the host knows of what was asked. */
export interface Asked {
  /** The right causes of a fault. */
  causes: ReadonlyMap<string, readonly Cause[]>
  votes: ReadonlyMap<string, Pick<Vote, 'text' | 'options' | 'right'>>
  /** Of LESSON, LESSON/GOAL, LESSON/PREDICTION and LESSON/PREDICTION/OPTION. */
  words: ReadonlyMap<string, string>
}

/** `iso`: a moment in ms as text. */
export function participationCsv(roster: Roster, answers: Answers, asked: Asked, iso: (ms: number) => string): string {
  const rows: Row[] = []
  for (const [learner, { name, group, present, sinceMs, joinedMs }] of roster.learner) {
    const who = { learner, name, group: group ?? '', of: '', asked: '', answer: '', sure: '', right: '' }
    rows.push({ ...who, what: 'joined', at: iso(joinedMs), by: 'server' })
    const told = answers.learner.get(learner)
    if (told) rows.push(...rowsOf(told, asked, iso).map((row) => ({ ...who, ...row })))
    if (!present) rows.push({ ...who, what: 'left', at: iso(sinceMs), by: 'server' })
  }
  return csvOf([HEADER, ...rows.map((row) => HEADER.map((column) => row[column]))])
}

type Part = Omit<Row, 'learner' | 'name' | 'group'>
function rowsOf(told: LearnerAnswers, { causes, votes, words }: Asked, iso: (ms: number) => string): Part[] {
  const rows: Part[] = []
  const add = (what: string, of: string, seenMs: number, more: Partial<Part> = {}) =>
    rows.push({
      what,
      of,
      asked: words.get(of) ?? '',
      answer: '',
      sure: '',
      right: '',
      at: iso(seenMs),
      by: 'server',
      ...more,
    })
  for (const [of, { option, sure, seenMs }] of Object.entries(told.ballots)) {
    const vote = votes.get(of.slice(0, of.indexOf('/')))
    const chosen = vote?.options.find(({ id }) => id === option)
    const right = vote && vote.right !== null ? String(option === vote.right) : ''
    add('vote', of, seenMs, { asked: vote?.text ?? '', answer: chosen?.text ?? option, sure, right })
  }
  for (const [of, one] of Object.entries(told.predictions)) {
    const right = one.near === null ? '' : String(one.near)
    add('prediction', of, one.seenMs, {
      answer: words.get(`${of}/${one.guess}`) ?? one.guess,
      sure: one.sure ?? '',
      right,
      by: 'learner',
    })
  }
  for (const [of, seenMs] of Object.entries(told.landed)) add('fault', of, seenMs)
  for (const [of, list] of Object.entries(told.diagnoses)) {
    const right = causes.get(of)
    for (const { cause, sure, seenMs } of list)
      add('diagnosis', of, seenMs, {
        answer: `${cause.kind} ${cause.where}`.trim(),
        sure,
        right: right ? String(isCause(cause, right)) : '',
      })
  }
  for (const [of, { afterUs, seenMs }] of Object.entries(told.repaired))
    add('mended', of, seenMs, { answer: `${(afterUs / 1e6).toFixed(1)} s of the run after it`, by: 'run' })
  for (const [of, seenMs] of Object.entries(told.mended)) add('says mended', of, seenMs, { by: 'learner' })
  for (const [of, { passed, seenMs }] of Object.entries(told.goals)) add('goal', of, seenMs, { right: String(passed) })
  if (told.at) {
    const { lesson, section, seconds, seenMs } = told.at
    add('lesson', lesson, seenMs, { answer: `${section} ${Math.round(seconds)} s`, by: 'learner' })
  }
  return rows
}
