/**
 * What a learner has done, lesson by lesson, as a value: kept in the browser, saved as a file, read back through one gate. What of it is
 * damaged or of another version is set aside by itself, and the rest is used.
 */
import * as v from 'valibot'
import type { RunValue } from '../scenarios/run'
import type { Attempt } from './lesson'

export const PROGRESS_VERSION = 1
/** Newest first; of those that passed, the newest stays beyond this. */
export const ATTEMPTS_KEPT = 6

export const SECTIONS = [
  'question',
  'prediction',
  'experiment',
  'seen',
  'explanation',
  'change',
  'field',
  'ask',
  'again',
] as const
export type Section = (typeof SECTIONS)[number]

export const SURENESS = ['guess', 'likely', 'sure'] as const
export type Sureness = (typeof SURENESS)[number]

/** A curve is its values at equal steps of time, the first and the last included, in the chart's unit (a share, or µs). */
export type Guess =
  | { kind: 'notSure' }
  | { kind: 'choice'; option: string }
  | { kind: 'number'; value: number }
  | { kind: 'curve'; points: number[] }
/** null where the run gave no figure, or none of the options held. */
export type Happened =
  | { kind: 'choice'; option: string | null }
  | { kind: 'number'; value: number | null }
  | { kind: 'curve'; points: (number | null)[] }

export interface PredictionKept {
  guess: Guess
  sure: Sureness | null // null with "not sure"
  atMs: number
  happened: Happened | null // not seen yet
  near: boolean | null // whether the guess lay near it; for calibration only
}
export interface AttemptKept {
  atMs: number
  attempt: Pick<Attempt, 'choices' | 'answers'>
  run: RunValue | null // as the lab had it; validated again by whoever opens it
  passed: boolean
  /** Of a check that failed. */
  failed: { goal: string; seed: number } | null
}
export interface LessonProgress {
  changedAtMs: number
  at: Section
  visited: Section[]
  predictions: Record<string, PredictionKept>
  steps: string[] // of the experiment, done
  choices: Record<string, string>
  answers: Record<string, string[]> // options ticked, by goal.round
  hints: number // asked for
  solutionSteps: number // played
  attempts: AttemptKept[]
  passedAtMs: number | null
}
export interface Progress {
  version: typeof PROGRESS_VERSION
  lessons: Record<string, LessonProgress>
}
/** Something of what was kept that could not be used. */
export interface SetAside {
  lesson: string | null // null: all of it
  why: 'version' | 'damaged'
  kept: unknown
}

export function noProgress(): Progress {
  return { version: PROGRESS_VERSION, lessons: {} }
}
export function freshLesson(): LessonProgress {
  return {
    changedAtMs: 0,
    at: 'question',
    visited: ['question'],
    predictions: {},
    steps: [],
    choices: {},
    answers: {},
    hints: 0,
    solutionSteps: 0,
    attempts: [],
    passedAtMs: null,
  }
}

const name = v.pipe(
  v.string(),
  v.regex(/^[a-zA-Z][a-zA-Z0-9-]{0,59}$/),
  v.check((key) => !(key in Object.prototype)),
)
/** A round of a goal: goal.round. */
const place = v.pipe(v.string(), v.regex(/^[a-zA-Z][a-zA-Z0-9-]{0,59}(\.[a-zA-Z0-9-]{1,60})?$/))
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))
const figure = v.pipe(v.number(), v.finite())
const names = v.pipe(v.array(name), v.maxLength(100))
const points = 400

export const guess: v.GenericSchema<unknown, Guess> = v.variant('kind', [
  v.object({ kind: v.literal('notSure') }),
  v.object({ kind: v.literal('choice'), option: name }),
  v.object({ kind: v.literal('number'), value: figure }),
  v.object({ kind: v.literal('curve'), points: v.pipe(v.array(figure), v.maxLength(points)) }),
])
const happened: v.GenericSchema<unknown, Happened> = v.variant('kind', [
  v.object({ kind: v.literal('choice'), option: v.nullable(name) }),
  v.object({ kind: v.literal('number'), value: v.nullable(figure) }),
  v.object({ kind: v.literal('curve'), points: v.pipe(v.array(v.nullable(figure)), v.maxLength(points)) }),
])
const attempt: v.GenericSchema<unknown, AttemptKept> = v.object({
  atMs: count,
  attempt: v.object({
    choices: v.optional(v.record(name, name)),
    answers: v.optional(v.record(place, names)),
  }),
  run: v.nullable(
    v.custom<RunValue>((run) => typeof run === 'object' && run !== null && 'seed' in run && 'commands' in run),
  ),
  passed: v.boolean(),
  failed: v.nullable(v.object({ goal: name, seed: count })),
})
const lesson: v.GenericSchema<unknown, LessonProgress> = v.object({
  changedAtMs: count,
  at: v.picklist(SECTIONS),
  visited: v.array(v.picklist(SECTIONS)),
  predictions: v.record(
    name,
    v.object({
      guess,
      sure: v.nullable(v.picklist(SURENESS)),
      atMs: count,
      happened: v.nullable(happened),
      near: v.nullable(v.boolean()),
    }),
  ),
  steps: names,
  choices: v.record(name, name),
  answers: v.record(place, names),
  hints: count,
  solutionSteps: count,
  attempts: v.array(attempt),
  passedAtMs: v.nullable(count),
})

/** Progress from unknown data: every lesson by itself. */
export function readProgress(value: unknown): { progress: Progress; aside: SetAside[] } {
  const whole = value as { version?: unknown; lessons?: unknown } | null
  if (typeof whole !== 'object' || whole === null || typeof whole.lessons !== 'object' || whole.lessons === null)
    return { progress: noProgress(), aside: [{ lesson: null, why: 'damaged', kept: value }] }
  if (whole.version !== PROGRESS_VERSION)
    return { progress: noProgress(), aside: [{ lesson: null, why: 'version', kept: value }] }
  const progress = noProgress()
  const aside: SetAside[] = []
  for (const [slug, kept] of Object.entries(whole.lessons)) {
    const read = v.is(name, slug) ? v.safeParse(lesson, kept) : null
    if (read?.success) progress.lessons[slug] = read.output
    else aside.push({ lesson: slug.slice(0, 60), why: 'damaged', kept })
  }
  return { progress, aside }
}

/** The same from a file's or the browser's text; of a run's file, what lies beside the run (takenHome.ts). */
export function progressFromText(text: string): { progress: Progress; aside: SetAside[] } {
  try {
    const value = JSON.parse(text) as { faultline?: unknown; progress?: unknown } | null
    return readProgress(value?.faultline === undefined ? value : value.progress)
  } catch {
    return { progress: noProgress(), aside: [{ lesson: null, why: 'damaged', kept: text }] }
  }
}
export function progressText(progress: Progress): string {
  return `${JSON.stringify(progress, null, 2)}\n`
}

/** Two browsers' work as one: nothing done in either is undone; where both hold something, the newer word counts. */
export function merged(ours: Progress, theirs: Progress): Progress {
  const lessons = { ...ours.lessons }
  for (const [slug, other] of Object.entries(theirs.lessons)) {
    lessons[slug] = slug in lessons ? mergedLesson(lessons[slug], other) : other
  }
  return { version: PROGRESS_VERSION, lessons }
}
function mergedLesson(a: LessonProgress, b: LessonProgress): LessonProgress {
  const [newer, older] = a.changedAtMs >= b.changedAtMs ? [a, b] : [b, a]
  const passes = [a.passedAtMs, b.passedAtMs].filter((at) => at !== null)
  const both = [...newer.attempts, ...older.attempts].sort((x, y) => y.atMs - x.atMs)
  return {
    ...newer,
    visited: SECTIONS.filter((section) => a.visited.includes(section) || b.visited.includes(section)),
    predictions: { ...older.predictions, ...newer.predictions },
    steps: [...new Set([...older.steps, ...newer.steps])],
    answers: { ...older.answers, ...newer.answers },
    hints: Math.max(a.hints, b.hints),
    solutionSteps: Math.max(a.solutionSteps, b.solutionSteps),
    attempts: keptOf(both.filter((one, i) => both.findIndex(({ atMs }) => atMs === one.atMs) === i)),
    passedAtMs: passes.length === 0 ? null : Math.min(...passes),
  }
}

/** With one more attempt, the newest first. */
export function withAttempt(before: LessonProgress, added: AttemptKept): LessonProgress {
  return {
    ...before,
    attempts: keptOf([added, ...before.attempts]),
    passedAtMs: before.passedAtMs ?? (added.passed ? added.atMs : null),
  }
}
function keptOf(attempts: AttemptKept[]): AttemptKept[] {
  const newest = attempts.slice(0, ATTEMPTS_KEPT)
  const pass = attempts.find(({ passed }) => passed)
  return pass && !newest.includes(pass) ? [...newest.slice(0, -1), pass] : newest
}

export interface Calibration {
  sure: Sureness
  near: number
  of: number
}
/** Of the predictions whose outcome was seen, how many lay near it, by how sure one was. */
export function calibration({ lessons }: Progress): Calibration[] {
  const seen = Object.values(lessons).flatMap(({ predictions }) =>
    Object.values(predictions).filter(({ near, sure }) => near !== null && sure !== null),
  )
  return SURENESS.map((sure) => {
    const said = seen.filter((one) => one.sure === sure)
    return { sure, near: said.filter(({ near }) => near === true).length, of: said.length }
  })
}
