/** The words of homework: the table that the command and the teacher's page share, and the pages of src/app/homework. */
import type { Count, FirstFailed, GoalVerdict } from '../../../classroom/homework/judge'
import type { Row } from '../../../classroom/homework/rows'
import type { Reported } from '../../../classroom/homework/submission'
import type { Guess, Sureness } from '../../../lessons/progress'
import { moment } from '../numbers'
import { figures } from './figures'
import { homeworkProblem } from './homeworkProblems'

export interface Table {
  head: string[]
  rows: string[][]
}

const RESULTS: Record<Row['result'], string> = {
  holds: 'all goals hold',
  fails: 'not all goals hold',
  refused: 'refused',
}
const SURE: Record<Sureness, string> = { guess: 'a guess', likely: 'fairly sure', sure: 'sure' }

/** A row each, the same for the page, the command and a spreadsheet. `goals`: ids, in their order; `keyed`: hidden seeds were judged. */
function table(goals: readonly string[], rows: readonly Row[], keyed: boolean): Table {
  return {
    head: [
      'File',
      'Id',
      'Result',
      ...goals.map((goal) => `Goal: ${goal}`),
      'What was refused',
      'Same work as',
      'Notes',
      'Predictions (self-reported)',
      'Times (self-reported)',
    ],
    rows: rows.map((row) => [
      row.file,
      row.id ?? '',
      `${RESULTS[row.result]}${row.result === 'holds' && !keyed ? ' (public seeds only)' : ''}`,
      ...goals.map((goal) => goalCell(row.goals.find((one) => one.goal === goal))),
      row.refused ? homeworkProblem(row.refused.code, row.refused.params) : '',
      sameCell(row),
      notes(row).join(' '),
      row.reported ? predictions(row.reported) : '',
      row.reported ? times(row.reported) : '',
    ]),
  }
}

function goalCell(verdict: GoalVerdict | undefined): string {
  if (!verdict) return ''
  const { open, hidden, firstFailed } = verdict
  const counted = hidden.of > 0 ? `${of(open)} public, ${of(hidden)} hidden` : of(open)
  return firstFailed ? `${counted}; first not ${failed(firstFailed)}` : counted
}
const of = ({ held, of: all }: Count): string => `${held} of ${all}`

function failed(first: FirstFailed): string {
  if (first.is === 'answer') return `in round ${first.round}`
  const { seed, hidden, condition, now, atUs } = first
  const window = 'fromS' in condition.of || 'toS' in condition.of ? figures.window(condition.of) : ''
  const what = `${figures.name(condition.of)}${window === '' ? '' : `, ${window}`}`
  const where = `on ${hidden ? 'hidden' : 'public'} seed ${seed}${atUs === null ? '' : ` at ${moment(atUs)}`}`
  return `${where}: ${what}: ${figures.value(condition.of, now)}, needed ${figures.needed(condition)}`
}

function sameCell({ sameWork, work }: Row): string {
  if (sameWork.length === 0) return ''
  const ids = sameWork.slice(0, 10).join(', ')
  const more = sameWork.length > 10 ? ` and ${sameWork.length - 10} more` : ''
  return `${ids}${more}${work?.chosenOnly ? ' (only chose, wrote nothing)' : ''}`
}
function notes({ sameId, otherEngine }: Row): string[] {
  return [
    ...(sameId.length > 0 ? [`The same id is in ${sameId.slice(0, 10).join(', ')}.`] : []),
    ...(otherEngine === null ? [] : [`Made with engine ${otherEngine}, judged by this one.`]),
  ]
}

function predictions({ predictions: all }: Reported): string {
  return Object.entries(all)
    .map(([id, { guess, sure }]) => `${id}: ${guessed(guess)}${sure === null ? '' : ` (${SURE[sure]})`}`)
    .join('; ')
}
function guessed(guess: Guess): string {
  if (guess.kind === 'notSure') return 'not sure'
  if (guess.kind === 'choice') return guess.option
  return guess.kind === 'number' ? String(guess.value) : `a curve of ${guess.points.length} points`
}
/** By the learner's clock, told in UTC, so that it reads the same everywhere. */
function times({ startedMs, passedMs, savedMs }: Reported): string {
  return [
    ...(startedMs === null ? [] : [`begun ${stamp(startedMs)}`]),
    ...(passedMs === null ? [] : [`first held ${stamp(passedMs)}`]),
    `saved ${stamp(savedMs)}`,
  ].join(', ')
}
function stamp(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? 'at no time' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

export const homework = {
  table,
  problem: homeworkProblem,
}
