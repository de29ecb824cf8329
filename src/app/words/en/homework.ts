/** The words of homework: the table that the command and the teacher's page share, and the pages of src/app/homework. */
import type { Count, FirstFailed, GoalVerdict } from '../../../classroom/homework/judge'
import type { OwnCode } from '../../../classroom/homework/ownCode'
import type { Row } from '../../../classroom/homework/rows'
import type { Reported } from '../../../classroom/homework/submission'
import type { Command } from '../../../cluster/command'
import type { ContractName } from '../../../decisions'
import type { Guess, Sureness } from '../../../lessons/progress'
import { moment } from '../numbers'
import { actName } from './actNames'
import { decisionName } from './decisions'
import { figures } from './figures'
import { homeworkProblem } from './homeworkProblems'

export interface Table {
  head: string[]
  rows: string[][]
}

const RESULTS: Record<Row['result'], string> = {
  holds: 'all goals hold',
  stoodIn: 'all goals hold, but its code failed',
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
      `${RESULTS[row.result]}${(row.result === 'holds' || row.result === 'stoodIn') && !keyed ? ' (public seeds only)' : ''}`,
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
function notes({ sameId, otherEngine, code }: Row): string[] {
  return [
    ...codeNotes(code),
    ...(sameId.length > 0 ? [`The same id is in ${sameId.slice(0, 10).join(', ')}.`] : []),
    ...(otherEngine === null ? [] : [`Made with engine ${otherEngine}, judged by this one.`]),
  ]
}

/** What its code came to, where it failed or was never asked. */
function codeNotes(code: OwnCode | null): string[] {
  if (!code || code.runs === 0) return []
  const { decisions, failures, runs, stoodInFor } = code
  if (decisions + failures === 0) return ['Its code was never asked to decide.']
  if (failures + stoodInFor === 0) return []
  const counted = `Its code decided ${count(decisions, 'time', 'times')} and failed ${count(failures, 'time', 'times')}.`
  return stoodInFor === 0 ? [counted] : [counted, `In ${stoodInFor} of ${runs} runs what is built in decided instead.`]
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

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
const listed = (parts: readonly string[]): string => parts.join(', ')

function sum(rows: readonly Row[]): string {
  const of = (result: Row['result']): number => rows.filter((row) => row.result === result).length
  const stoodIn = of('stoodIn') === 0 ? '' : `, in ${of('stoodIn')} though its code failed`
  return `${count(rows.length, 'file', 'files')}: all goals hold in ${of('holds')}${stoodIn}, not in ${of('fails')}, ${of('refused')} refused`
}

export const homework = {
  table,
  sum,
  problem: homeworkProblem,
  act: actName,
  decision: decisionName,
  title: 'Homework',
  lead: 'Given as a link or a file, handed in as a file, judged by playing it again. No server and no account takes part.',
  nav: 'Elsewhere',
  home: 'Start page',
  course: 'The course',
  start: {
    learner: 'I was given homework',
    learnerText:
      'Open the file that your teacher gave you; a link opens it by itself. You work in your own browser and save a file to hand in.',
    open: 'Open homework…',
    drop: 'Or drop its file onto this page.',
    teacher: 'I give homework',
    teacherText:
      'Make it from a lesson or a scenario: learners get a link or a file, you keep a key. What they hand in you drop onto a page, and a table says whose work holds.',
    make: 'Make homework',
    judge: 'Judge what was handed in',
    room: 'I led a room',
    roomText:
      'What you saved as “the whole session” opens again here, without the room: everybody’s answers, and their runs.',
    session: 'Look at a session again',
    command: 'The command faultline verify gives the same table, each submission in a process of its own.',
  },
  given: {
    loading: 'Opening the homework…',
    broken: 'This homework cannot be opened.',
    about: 'It is about',
    work: (kind: 'house' | 'lesson' | 'scenario', title: string): string =>
      kind === 'scenario' ? 'a cluster, with goals' : `the lesson “${title}”`,
    goals: 'What must hold',
    may: 'You may',
    means: (acts: readonly Command['kind'][], contracts: readonly ContractName[], canChoose: boolean): string =>
      [
        ...(canChoose ? ['choose among the ways that are offered'] : []),
        ...(contracts.length > 0 ? [`write code that decides ${listed(contracts.map(decisionName))}`] : []),
        ...(acts.length > 0 ? [`by hand: ${listed(acts.map(actName))}`] : []),
      ].join('; ') || 'answer what is asked',
    judged: 'It is judged',
    seeds: (open: number, hidden: number): string =>
      hidden === 0
        ? `over ${count(open, 'seed', 'seeds')}, which you can check here (a seed is one course of chance)`
        : `over ${count(open, 'public seed', 'public seeds')}, which you can check here, and ${count(hidden, 'hidden one that is', 'hidden ones that are')} yours alone (a seed is one course of chance)`,
    confined:
      'It comes from a file or link. What it carries runs confined: it can reach neither the network nor anything of yours.',
    begin: 'Begin',
  },
  handIn: {
    title: 'Hand in',
    id: 'Your id, as your teacher asked for it',
    save: 'Save to hand in',
    hint: 'Into the file go your id, your choices, settings, code, acts and answers; and, as what your page reports, your predictions and times. It is sent nowhere: you hand it in.',
    saved: (file: string): string =>
      `Saved as ${file}. Hand it in the way your teacher asked; you can go on and save again.`,
  },
  make: {
    title: 'Make homework',
    lead: 'Learners see the public seeds. The hidden ones are each learner’s own, and come from a key that only you have.',
    about: 'What it is about',
    lessons: 'Lessons',
    scenarios: 'Scenarios, with goals of your own',
    carry: 'Carry the lesson inside (without its solution), for sites with another version',
    goals: 'Goals, in the form of lessons’ goals',
    forS: 'Length of a run, in seconds',
    settings: 'Learners may change how the store replicates',
    name: 'Title',
    note: 'Your words to the learners',
    contracts: 'Decisions they may write',
    acts: 'What they may do by hand',
    chosen: (names: string[]): string =>
      names.length === 0 ? 'none' : names.length > 3 ? `${names.length} chosen` : names.join(', '),
    publicSeeds: 'Public seeds',
    hiddenSeeds: 'Hidden seeds',
    seedsText: 'More seeds judge better and take longer. Without hidden seeds there is no key.',
    make: 'Make it',
    done: 'Homework to hand out',
    forLearners: 'For learners',
    link: 'Link to the homework',
    copy: 'Copy link',
    noLink: 'It is too large for a link: hand out the file.',
    saveFile: 'Save the file for learners',
    forYou: 'For you alone',
    keyText:
      'Save the key now; it is nowhere else. Without it hidden seeds cannot be judged, and whoever has it can tell them.',
    saveKey: 'Save the key',
  },
  judge: {
    title: 'Judge homework',
    lead: 'Give the assignment, its key and what was handed in, together or one by one. All of it stays on this computer.',
    choose: 'Open files…',
    drop: 'Or drop them onto this page.',
    bounds:
      'A file may have 2 MB and its judging two minutes. How much memory it takes no page can bound: where that matters, use the command faultline verify.',
    assignment: 'Assignment',
    missing: 'not given yet: its file, or its link',
    link: 'Its link',
    useLink: 'Use this link',
    key: 'Key',
    keyState: (isOpen: boolean, hasHidden: boolean, isKnown: boolean, isGiven: boolean): string => {
      if (isOpen && !hasHidden) return 'not needed: there are no hidden seeds'
      if (isKnown) return 'fits: hidden seeds are judged too'
      return isGiven ? 'given, and tried once the assignment is there' : 'not given: public seeds alone are judged'
    },
    submissions: 'Submissions',
    files: (n: number): string => (n === 0 ? 'none yet' : count(n, 'file', 'files')),
    results: 'What came of each',
    table: 'Submissions in a table',
    working: (done: number, of: number): string => `${done} of ${of} judged…`,
    progress: 'Submissions judged',
    csv: 'Save the table (CSV)',
    csvName: 'homework.csv',
    clear: 'Clear the desk',
  },
}
