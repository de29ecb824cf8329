/**
 * Of every learner's document, what hosts must see at once: ballots, diagnoses, hands, goals. Gathered, validated and stamped with its
 * own clock by the server, so that a learner's wrong clock counts for nothing and a host's page need not open four hundred documents.
 */
import * as v from 'valibot'
import type { Schema } from '../../scenarios/schema/fields'
import { flag, id, list, momentUs, number, strict, text } from '../../scenarios/schema/fields'
import type { Cause } from '../causes'
import { cause } from '../causes'
import type { Contents, Shape } from '../entries'
import { readEntries } from '../entries'
import type { Sure } from '../fields'
import { clockMs, localId, sure } from '../fields'
import { ROOM_LIMITS } from '../limits'
import type { LearnerPage, Whereabouts } from './learner'

export interface SeenBallot {
  option: string
  sure: Sure
  seenMs: number
}
export interface SeenDiagnosis {
  cause: Cause
  sure: Sure
  seenMs: number
}
export interface SeenGoal {
  passed: boolean
  seenMs: number
}
export interface SeenPrediction {
  guess: string
  sure: Sure | null
  happened: string | null
  near: boolean | null
  seenMs: number
}
export interface SeenPlace extends Whereabouts {
  seenMs: number
}
/** That a learner's run showed a fault mended, so long after it landed by the run's own clock. */
export interface SeenRepair {
  afterUs: number
  seenMs: number
}
/** Names are as in the learner's document. `seenMs` is when the server first saw it so. */
export interface LearnerAnswers {
  ballots: Record<string, SeenBallot> // VOTE/ROUND
  diagnoses: Record<string, SeenDiagnosis[]> // FAULT, in order
  landed: Record<string, number>
  repaired: Record<string, SeenRepair>
  mended: Record<string, number> // only said to be
  goals: Record<string, SeenGoal> // LESSON/GOAL
  predictions: Record<string, SeenPrediction> // LESSON/PREDICTION
  hand: number | null
  at: SeenPlace | null
  run: { title: string; seenMs: number } | null
}

const key = v.pipe(v.string(), v.maxLength(130), v.regex(/^[a-zA-Z][a-zA-Z0-9-]*(\/[a-zA-Z0-9-]+)?$/))
const by = <T>(value: Schema<T>) => v.record(key, value)
const short = text(ROOM_LIMITS.titleCharacters)
export const learnerAnswers: Schema<LearnerAnswers> = strict({
  ballots: by(strict({ option: localId, sure, seenMs: clockMs })),
  diagnoses: by(list(strict({ cause, sure, seenMs: clockMs }), 0, ROOM_LIMITS.diagnosesEach)),
  landed: by(clockMs),
  repaired: v.optional(by(strict({ afterUs: momentUs, seenMs: clockMs })), {}),
  mended: by(clockMs),
  goals: by(strict({ passed: flag, seenMs: clockMs })),
  predictions: by(
    strict({
      guess: short,
      sure: v.nullable(sure),
      happened: v.nullable(short),
      near: v.nullable(flag),
      seenMs: clockMs,
    }),
  ),
  hand: v.nullable(clockMs),
  // Rooms of before know no moment.
  at: v.nullable(strict({ lesson: id, section: localId, seconds: number(0, 1e6), seenMs: v.optional(clockMs, 0) })),
  run: v.nullable(strict({ title: short, seenMs: clockMs })),
})
export const ANSWERS: Shape<object, { learner: LearnerAnswers }> = {
  one: {},
  many: { learner: { name: /^l[a-z2-7]{12}$/, value: learnerAnswers } },
}
export type Answers = Contents<object, { learner: LearnerAnswers }>
export function readAnswers(entries: unknown): Answers {
  return readEntries(ANSWERS, entries)
}

export function noAnswers(): LearnerAnswers {
  return {
    ballots: {},
    diagnoses: {},
    landed: {},
    repaired: {},
    mended: {},
    goals: {},
    predictions: {},
    hand: null,
    at: null,
    run: null,
  }
}
/** How much of each family is gathered from one learner: what is beyond stays in their document. */
const MOST = 400

/** What `page` says, with `nowMs` for what was not so before. Diagnoses and landings, once seen, stay as they were first seen. */
export function gathered(before: LearnerAnswers, page: LearnerPage, nowMs: number): LearnerAnswers {
  const diagnoses = new Map<string, SeenDiagnosis[]>()
  for (const [name, { cause: told, sure: howSure }] of inOrder(page.diagnosis)) {
    const fault = name.slice(0, name.indexOf('/'))
    const known = of(before.diagnoses, fault) ?? []
    const list = diagnoses.get(fault) ?? []
    diagnoses.set(fault, list)
    list.push(known.length > list.length ? known[list.length] : { cause: told, sure: howSure, seenMs: nowMs })
  }
  for (const [fault, known] of Object.entries(before.diagnoses))
    if ((diagnoses.get(fault)?.length ?? 0) < known.length) diagnoses.set(fault, known)
  return {
    ballots: seen(page.ballot, before.ballots, ({ option, sure: howSure }) => ({ option, sure: howSure }), nowMs),
    diagnoses: Object.fromEntries(diagnoses),
    landed: moments(page.landed, before.landed, nowMs),
    repaired: seen(page.repaired, before.repaired, ({ afterUs }) => ({ afterUs }), nowMs),
    mended: moments(page.mended, before.mended, nowMs),
    goals: seen(page.goal, before.goals, ({ passed }) => ({ passed }), nowMs),
    predictions: seen(
      page.prediction,
      before.predictions,
      ({ guess, sure: howSure, happened, near }) => ({ guess, sure: howSure, happened, near }),
      nowMs,
    ),
    hand: page.hand === null ? null : (before.hand ?? nowMs),
    at: page.at && (before.at && sameFields(page.at, before.at) ? before.at : { ...page.at, seenMs: nowMs }),
    run: page.run && {
      title: page.run.title,
      seenMs: before.run?.title === page.run.title ? before.run.seenMs : nowMs,
    },
  }
}
function inOrder<T>(family: Map<string, T>): [string, T][] {
  const number_ = (name: string) => Number(name.slice(name.indexOf('/') + 1))
  return [...family].sort(([a], [b]) => number_(a) - number_(b)).slice(0, MOST)
}
function moments(family: Map<string, unknown>, before: Record<string, number>, nowMs: number): Record<string, number> {
  const more = [...family.keys()].slice(0, MOST).filter((name) => !Object.hasOwn(before, name))
  return { ...before, ...Object.fromEntries(more.map((name) => [name, nowMs])) }
}
function seen<From, To extends object>(
  family: Map<string, From>,
  before: Record<string, To & { seenMs: number }>,
  told: (from: From) => To,
  nowMs: number,
): Record<string, To & { seenMs: number }> {
  const pairs = [...family].slice(0, MOST).map(([name, from]) => {
    const now = told(from)
    const known = of(before, name)
    return [name, known && sameFields(now, known) ? known : { ...now, seenMs: nowMs }] as const
  })
  return Object.fromEntries(pairs)
}
/** Only what the record itself holds: names are learners'. */
function of<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
function sameFields(now: object, known: object): boolean {
  return Object.entries(now).every(([field, value]) => (known as Record<string, unknown>)[field] === value)
}
