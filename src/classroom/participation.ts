/**
 * The session as CSV, a row for everything that a learner did: who, what, of which, answered how, when. Moments are the
 * server's; predictions and seconds are the learner's own word, and the column `by` says so.
 */
import type { Answers, LearnerAnswers } from './documents/answers'
import type { Roster } from './documents/roster'
import type { Cause } from './causes'
import { isCause } from './causes'
import { csvOf } from './csv'

const HEADER = ['learner', 'name', 'group', 'what', 'of', 'answer', 'sure', 'right', 'at', 'by'] as const
type Row = Record<(typeof HEADER)[number], string>

/** `iso`: a moment in ms as text. `answersTo`: the right causes of a fault, where the host knows them. */
export function participationCsv(
  roster: Roster,
  answers: Answers,
  answersTo: ReadonlyMap<string, readonly Cause[]>,
  iso: (ms: number) => string,
): string {
  const rows: Row[] = []
  for (const [learner, { name, group, present, sinceMs, joinedMs }] of roster.learner) {
    const who = { learner, name, group: group ?? '', of: '', answer: '', sure: '', right: '' }
    rows.push({ ...who, what: 'joined', at: iso(joinedMs), by: 'server' })
    const told = answers.learner.get(learner)
    if (told) rows.push(...rowsOf(told, answersTo, iso).map((row) => ({ ...who, ...row })))
    if (!present) rows.push({ ...who, what: 'left', at: iso(sinceMs), by: 'server' })
  }
  return csvOf([HEADER, ...rows.map((row) => HEADER.map((column) => row[column]))])
}

type Part = Omit<Row, 'learner' | 'name' | 'group'>
function rowsOf(
  told: LearnerAnswers,
  answersTo: ReadonlyMap<string, readonly Cause[]>,
  iso: (ms: number) => string,
): Part[] {
  const rows: Part[] = []
  const add = (what: string, of: string, seenMs: number, more: Partial<Part> = {}) =>
    rows.push({ what, of, answer: '', sure: '', right: '', at: iso(seenMs), by: 'server', ...more })
  for (const [of, one] of Object.entries(told.ballots))
    add('vote', of, one.seenMs, { answer: one.option, sure: one.sure })
  for (const [of, one] of Object.entries(told.predictions)) {
    const right = one.near === null ? '' : String(one.near)
    add('prediction', of, one.seenMs, { answer: one.guess, sure: one.sure ?? '', right, by: 'learner' })
  }
  for (const [of, seenMs] of Object.entries(told.landed)) add('fault', of, seenMs)
  for (const [of, list] of Object.entries(told.diagnoses)) {
    const causes = answersTo.get(of)
    for (const { cause, sure, seenMs } of list)
      add('diagnosis', of, seenMs, {
        answer: `${cause.kind} ${cause.where}`.trim(),
        sure,
        right: causes ? String(isCause(cause, causes)) : '',
      })
  }
  for (const [of, seenMs] of Object.entries(told.mended)) add('mended', of, seenMs)
  for (const [of, { passed, seenMs }] of Object.entries(told.goals)) add('goal', of, seenMs, { right: String(passed) })
  if (told.at) {
    const { lesson, section, seconds } = told.at
    const at = { answer: `${section} ${Math.round(seconds)} s`, at: '', by: 'learner' }
    add('lesson', lesson, 0, at)
  }
  return rows
}
