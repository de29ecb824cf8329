/** The words of src/app/lesson and src/app/course. What a lesson itself says stands with the lesson. */
import type { Command } from '../../../cluster/command'
import type { LessonPart } from '../../../lessons/lesson'
import type { Section, Sureness } from '../../../lessons/progress'
import type { Note } from '../../../lessons/judge'
import type { UnknownWhy } from '../../../lab/judging/verdict'
import { duration, moment } from '../numbers'
import { faults } from './faults'
import { figures } from './figures'
import { judging } from './judging'
import { lessonProblems } from './lessonProblems'
import { pictures } from './pictures'
import { problem } from './problems'

type Params = Record<string, string | number>

const SECTIONS: Record<Section, string> = {
  question: 'Question',
  prediction: 'Your guess',
  experiment: 'Try it',
  seen: 'What happened',
  explanation: 'Why',
  change: 'Change it',
  field: 'The field',
  ask: 'Now you',
  again: 'Break it again',
}
const SURE: Record<Sureness, string> = { guess: 'a guess', likely: 'fairly sure', sure: 'sure' }
const PARTS: Record<LessonPart, string> = { operations: 'Operations', state: 'State', failure: 'Failure' }

/** What is to be seen where a condition fails. */
const NOTES: Record<Note['code'], (p: Note['params']) => string> = {
  nothing: () => 'nothing happened that it could be read from',
  notKnown: ({ journey, why }) =>
    `the judge cannot tell of ${journey}${why === '' ? '' : `: ${judging.why(why as UnknownWhy)}`}`,
  beforeWindow: () => 'it was broken already, and what comes after a first breach is not judged',
  node: ({ node }) => `look at ${node}`,
  shard: ({ shard }) => `look at ${pictures.shardName(Number(shard))}`,
  code: ({ code, shard }) =>
    `${lowered(pictures.promises.of(String(code)))}${Number(shard) < 0 ? '' : `, in ${pictures.shardName(Number(shard))}`}`,
  moving: ({ shard }) => `${pictures.shardName(Number(shard))} was still on the move`,
  notMitigated: () => 'nothing had mitigated it',
}
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`
const minutes = (n: number): string => (n < 60 ? `${n} min` : `${Math.floor(n / 60)} h ${n % 60} min`)

const ZIP: Record<string, string> = {
  tooLarge: 'the .zip is too large, or unpacks to more than a lesson has',
  damaged: 'the .zip is damaged',
  several: 'the .zip holds several lessons: one folder with one lesson.json is a lesson',
}
/** What is wrong with a lesson from outside, before its files are looked at. */
const PROBLEMS: Record<string, (p: Params) => string> = {
  'lesson.notALesson': () =>
    'this file holds no lesson: it is a JSON document { faultlineLesson: 1, files }, or a .zip of its folder',
  'lesson.zip': ({ why }) => ZIP[why] ?? ZIP.damaged,
  'lesson.link': () => 'the link is damaged or cut off: ask for it again, or for a file',
  'lesson.gone': () => 'this lesson came from a file and was not kept: open the file again, on the page of all lessons',
}

export const lessons = {
  sections: SECTIONS,
  paced: 'Your teacher opens the next part.',
  sure: SURE,
  parts: PARTS,
  figures,
  course: {
    title: 'The course',
    lead: 'Each lesson asks one question about a running cluster. You predict, break it, watch, then mend it. Nothing is locked.',
    of: (lessons: number, total: number): string => `${count(lessons, 'lesson', 'lessons')}, ${minutes(total)} in all`,
    done: (passed: number, of: number): string => `${passed} of ${of} passed`,
    none: 'There is no lesson here yet.',
    minutes,
    needs: (titles: string[]): string => `best after: ${titles.join(', ')}`,
    state: { passed: 'passed', begun: 'begun' },
    toLab: 'Open the lab',
    homework: 'Homework',
    home: 'Start page',
    progress: {
      title: 'Your progress',
      text: 'It is kept in this browser and sent nowhere. As a file it moves to another browser, or to a teacher.',
      save: 'Save as a file',
      open: 'Add from a file…',
      fileName: 'faultline-progress.json',
      added: (n: number): string => `Added: ${count(n, 'lesson', 'lessons')}.`,
      aside: (lesson: string | null, why: 'version' | 'damaged'): string =>
        `${lesson === null ? 'What was kept' : `What was kept of ${lesson}`} ${
          why === 'version' ? 'was written by another version of Faultline' : 'is damaged'
        }. It was set aside in this browser, not deleted; the rest is used.`,
      asideFile: (lesson: string | null, why: 'version' | 'damaged'): string =>
        `${lesson === null ? 'This file' : `Its part about ${lesson}`} ${
          why === 'version' ? 'was written by another version of Faultline' : 'holds no progress that can be read'
        }, and was left out.`,
      storage: {
        full: 'This browser has no room left: save your progress as a file.',
        refused: 'This browser keeps nothing: save your progress as a file before you leave.',
      },
    },
    calibration: {
      title: 'How well you know what you know',
      text: 'Of your predictions, by how sure you were, those that came near what happened.',
      none: 'Once you have predicted something and seen it happen, this tells how often your sureness was right.',
      row: (sure: Sureness, near: number, of: number): string =>
        `When you said “${SURE[sure]}”: ${near} of ${of} near what happened`,
    },
    outside: {
      title: 'A lesson from elsewhere',
      text: 'A teacher may give you a lesson as a file. Its code and its goals run confined, as all code here does.',
      open: 'Open a lesson’s file…',
      drop: 'Or drop it onto this page.',
      make: 'Make a lesson yourself',
    },
  },
  loading: 'Loading the lesson…',
  unknown: {
    title: 'There is no such lesson.',
    text: (slug: string): string => `No lesson is called “${slug}”.`,
    toCourse: 'All lessons',
  },
  broken: {
    title: 'This lesson cannot be opened.',
    text: 'Something in its files is wrong. Whoever wrote it needs this list.',
    at: (file: string, field: string): string => [file, field].filter((part) => part !== '').join(', '),
    problem: (code: string, p: Params, field = ''): string => {
      const told = { ...lessonProblems, ...PROBLEMS }
      return code in told ? told[code](p) : problem(code, field === '' ? p : { ...p, field })
    },
  },
  offer: {
    title: 'A lesson from elsewhere',
    text: (title: string): string =>
      `“${title}” comes from a file or link. Its runs and its code are confined: they can reach neither the network nor anything of yours.`,
    code: (files: string[]): string => `It carries code: ${files.join(', ')}.`,
    open: 'Open the lesson',
    refuse: 'Do not open it',
  },
  bar: {
    course: 'All lessons',
    sandbox: 'Open in the sandbox',
    sandboxHint: 'The whole lab, with this run',
    read: 'Read',
    lab: 'Lab',
    sides: 'What is shown',
    panels: {
      traces: 'Traces',
      signals: 'Signals',
      verdicts: 'Verdicts',
      inside: 'Inside the store',
      settings: 'Settings',
      compare: 'Compare',
    },
  },
  language: 'Language of this lesson',
  contents: 'Sections of this lesson',
  sectionDone: 'done',
  next: 'Go on',
  held: 'Nothing runs before you have committed.',
  prediction: {
    notSure: 'Not sure',
    howSure: 'How sure are you?',
    commit: 'Commit',
    committed: 'Committed. It is never marked; you will see it beside what happened.',
    yours: 'Your guess',
    number: (unit: string): string => `Your guess, in ${unit}`,
    curve: 'Draw what you expect',
    curveHint: 'Draw from left to right, or move each point with the arrow keys.',
    pointAt: (atS: number): string => `at ${Math.round(atS * 10) / 10} s`,
    toExperiment: 'See what happens',
  },
  experiment: {
    done: 'done',
    byHand: 'Do it on the map; this is done when it was.',
    again: 'Begin the experiment again',
    show: 'Show me where',
    reaching: (toS: number): string => `Playing to ${toS} s…`,
    skip: 'Jump there',
  },
  seen: {
    predicted: 'You predicted',
    happened: 'What happened',
    nothing: 'You made no prediction here.',
    unsure: 'You were not sure.',
    sure: (sure: Sureness): string => `(${SURE[sure]})`,
    working: 'Reading the run…',
    none: 'The run gives no figure for this.',
    other: 'None of these, in this run.',
    curve: 'Dotted: your curve. Solid: what happened.',
    figure: (value: number, unit: string): string => `${Math.round(value * 100) / 100} ${unit}`,
  },
  change: {
    inTheLab: 'Change it in the lab: on the map, in code or in settings, whatever is open here. Then check it.',
    code: 'Its code',
    codeHint: 'Opens it beside the lab: to type is the deeper way',
    opensRun: 'The run begins again with it, up to the same moment.',
    check: (seeds: number, areKnown: boolean): string =>
      `Check over ${seeds} ${areKnown ? 'public' : 'hidden'} ${seeds === 1 ? 'seed' : 'seeds'}`,
    checkOwn: 'Check',
    play: (toS: number): string => `Play it to ${toS} s`,
    seeds: 'Seeds on which it does not hold',
    notSo: 'not so',
    unanswered: 'no answer yet',
    someUnanswered: 'Some runs have no answer yet.',
    goals: 'What is to hold',
    seedsTold:
      'Each seed is another course of chance: who asks when, which messages get lost. Luck on one of them is not enough.',
    cancel: 'Cancel',
    progress: 'Runs played',
    played: (n: number, of: number): string => `${n} of ${of} runs played`,
    passed: (seeds: number): string => `It holds on all ${seeds} seeds.`,
    passedOwn: 'It holds.',
    failed: (failed: number, of: number): string => `It holds on ${of - failed} of ${of} seeds.`,
    failedOwn: 'It does not hold yet.',
    refused: (seed: number, why: string): string => `Seed ${seed} could not be played: ${why}`,
    openHere: 'Open it in the lab here',
    ownRun: 'Your run',
    nothingShown: 'Nothing of the kind in this run.',
    openSeed: (seed: number): string => `Seed ${seed}`,
    at: (us: number): string => `At ${moment(us)}.`,
    noteAt: ({ code, params }: Note, us: number): string => `At ${moment(us)}: ${NOTES[code](params)}.`,
    tracing: 'Reading its trace…',
    noTrace: 'Its trace could not be read here: open it in the lab.',
    traced: (what: string, us: number): string => `The ${what} of ${moment(us)}.`,
    step: (us: number, where: string, part: string, reason: string): string =>
      `${where}: ${duration(us)} ${part}${reason === '' ? '' : ` ${reason}`}`,
    backToOwn: 'Back to your run',
    lookingAt: (seed: number): string => `You are looking at seed ${seed}.`,
    answers: 'Compared with what happened there',
    answerWrong: 'The runs marked “not so” ended otherwise.',
    openRound: 'Open this run',
    lookingAtRound: (n: number): string => `You are looking at run ${n}.`,
    round: (n: number): string => `Run ${n}`,
    again: 'Begin again',
    toField: 'What the field says',
  },
  meter: {
    title: 'Goals',
    later: `to be reached in “${SECTIONS.change}”`,
    asked: 'of your own run, not of this one',
    onSeed: (seed: number): string => `now, on seed ${seed}`,
    now: 'now',
    needed: 'needed',
    holds: 'holds',
    not: 'not yet',
    working: 'reading…',
    notYet: 'nothing to read yet',
    failed: (why: string): string => `The goals cannot be read: ${why}`,
    answered: (n: number, of: number): string => `${n} of ${of} answered`,
  },
  hints: {
    title: 'Hints',
    ask: (n: number, of: number): string => `Hint ${n} of ${of}`,
    hint: (n: number): string => `Hint ${n}`,
    solution: 'Play the solution',
    next: (n: number, of: number): string => `Do step ${n} of ${of}`,
    choose: (variant: string): string => `Choose: ${variant}`,
    act: (command: Command, atS: number): string => `At ${atS} s: ${faults.act(command)}`,
    code: (name: string): string => `Let ${name} decide`,
    answer: (round: number, words: string): string => `Run ${round}: ${words}`,
    done: 'That is all of it. Now check it.',
  },
  ask: { show: 'Compare with an answer' },
  again: {
    passed: 'You have passed this lesson.',
    notPassed: 'The goals of this lesson are still to be reached.',
    toGoals: `Back to “${SECTIONS.change}”`,
    sandbox: 'Take your run into the sandbox',
    next: (title: string): string => `Next: ${title}`,
    course: 'All lessons',
  },
  reading: 'Further reading',
  term: (meaning: string): string => `meaning: ${meaning}`,
}
