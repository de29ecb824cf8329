/**
 * A learner's own document: what they wish to be called, the run they have open, and what they answered. Written by that learner only,
 * and therefore never believed: the server notes in `answers` when it first saw a thing, and names pass its filter.
 */
import * as v from 'valibot'
import type { Schema } from '../../scenarios/schema/fields'
import { flag, id, momentUs, number, strict, text, whole } from '../../scenarios/schema/fields'
import type { Cause } from '../causes'
import { cause } from '../causes'
import type { Contents, Shape } from '../entries'
import { readEntries } from '../entries'
import type { Piece } from '../keptWork'
import { PIECE_NAME, piece } from '../keptWork'
import type { Sure } from '../fields'
import { clockMs, counter, link, localId, sure, title } from '../fields'
import { ROOM_LIMITS } from '../limits'

/** The run on the learner's screen as link text; null if it is too long for one. */
export interface OpenRun {
  n: number // of the assignment it began from, 0: none
  title: string
  link: string | null
  atMs: number
}
export interface Ballot {
  option: string
  sure: Sure
  atMs: number
}
export interface Diagnosis {
  cause: Cause
  sure: Sure
  /** Virtual time of the learner's run. */
  atUs: number
  atMs: number
}
/** When something came to pass in the learner's run. */
export interface Moment {
  atUs: number
  atMs: number
}
/** That the run shows a fault mended: when, and how long after it landed, by the run's clock (repairs.ts). */
export interface Repaired extends Moment {
  afterUs: number
}
export interface GoalReached {
  passed: boolean
  checks: number
  atMs: number
}
/** Of a lesson's prediction; guess and happened are short words for the table, an option or a number with its unit. */
export interface PredictionTold {
  guess: string
  sure: Sure | null
  happened: string | null
  near: boolean | null
  atMs: number
}
/** Where in a lesson the learner is, and seconds spent in that lesson with the page in sight. */
export interface Whereabouts {
  lesson: string
  section: string
  seconds: number
}

interface LearnerOnce {
  /** Empty: the generated one. */
  name: string
  run: OpenRun
  /** Since when the hand is up, by the learner's clock; null: it is down. */
  hand: number | null
  at: Whereabouts
}
interface LearnerFamilies {
  /** By VOTE/ROUND. */
  ballot: Ballot
  /** By FAULT/NUMBER, from 1. */
  diagnosis: Diagnosis
  /** By FAULT: when it landed, when the run showed it mended, and when the learner said that it is. */
  landed: Moment
  repaired: Repaired
  mended: Moment
  /** By LESSON/GOAL. */
  goal: GoalReached
  /** By LESSON/PREDICTION. */
  prediction: PredictionTold
  /** By WORK/NUMBER: see keptWork.ts. */
  kept: Piece
}

const short = text(ROOM_LIMITS.titleCharacters)
const openRun: Schema<OpenRun> = strict({ n: counter, title, link: v.nullable(link), atMs: clockMs })
const moment: Schema<Moment> = strict({ atUs: momentUs, atMs: clockMs })
const LOCAL = '[a-zA-Z][a-zA-Z0-9-]{0,39}'
/** Sixty characters in all, as any key of plain data. */
const pair = new RegExp(`^(?=.{3,60}$)${LOCAL}/${LOCAL}$`)

export const LEARNER: Shape<LearnerOnce, LearnerFamilies> = {
  one: {
    name: text(ROOM_LIMITS.nameCharacters),
    run: openRun,
    hand: v.nullable(clockMs),
    at: strict({ lesson: id, section: localId, seconds: number(0, 1e6) }),
  },
  many: {
    ballot: {
      name: new RegExp(`^${LOCAL}/[12]$`),
      value: strict({ option: localId, sure, atMs: clockMs }),
    },
    diagnosis: {
      name: new RegExp(`^${LOCAL}/([1-9]|1[0-9]|20)$`),
      value: strict({ cause, sure, atUs: momentUs, atMs: clockMs }),
    },
    landed: { name: new RegExp(`^${LOCAL}$`), value: moment },
    repaired: {
      name: new RegExp(`^${LOCAL}$`),
      value: strict({ atUs: momentUs, afterUs: momentUs, atMs: clockMs }),
    },
    mended: { name: new RegExp(`^${LOCAL}$`), value: moment },
    goal: { name: pair, value: strict({ passed: flag, checks: whole(0, 10_000), atMs: clockMs }) },
    prediction: {
      name: pair,
      value: strict({
        guess: short,
        sure: v.nullable(sure),
        happened: v.nullable(short),
        near: v.nullable(flag),
        atMs: clockMs,
      }),
    },
    kept: { name: PIECE_NAME, value: piece },
  },
}

export type LearnerPage = Contents<LearnerOnce, LearnerFamilies>
export function readLearner(entries: unknown): LearnerPage {
  return readEntries(LEARNER, entries)
}
