/**
 * The contract of a decision that a production engineer would own: what it may look at, what it may remember, and what it
 * must answer. Decisions are plain functions `(context, state) => decision`; the built-in ones are written in the same contract
 * as a learner's, and stand beside it. A context is read-only; state is plain data that the function may change, kept by each node
 * (volatile: a crash forgets it) and part of every checkpoint; nothing else may hold state.
 */

import type { ContractName } from './codes'

/** What every decision may look at. */
export interface Moment {
  /** Virtual time in microseconds. */
  readonly nowUs: number
  /** A draw in (0, 1), this decision's own: the same in every replay, whatever others draw. */
  readonly random: () => number
  /** A whole draw from 0 to `below` − 1. */
  readonly randomInt: (below: number) => number
}

/** A decision as a function of its context and its own state. */
export type Decision<Context, Answer, State> = (context: Context, state: State) => Answer

/** One kind of decision. Data and pure functions, without state. */
export interface Contract<Context extends Moment, Answer> {
  readonly name: ContractName
  /** Names it in the journal; append only. */
  readonly code: number
  /** What is wrong with an answer that learner's code gave, as a code of the catalogue; null: it may stand. */
  readonly problemOf: (answer: unknown, context: Context) => AnswerProblem | null
  /** The answer as the journal keeps it: an int32. */
  readonly note: (answer: Answer) => number
}
/** `got` is added by whoever refuses it. */
export interface AnswerProblem {
  code: 'notIndex' | 'notNumber' | 'outOfRange' | 'notBoolean' | 'notOneOf' | 'notShape'
  /** What is allowed, in the contract's own words: "0 to 2, or -1". */
  allowed: string
}

/** Whole numbers from `least` to `most`. */
export function wholeProblem(answer: unknown, least: number, most: number): AnswerProblem | null {
  if (typeof answer !== 'number' || !Number.isInteger(answer))
    return { code: 'notIndex', allowed: `${least} to ${most}` }
  return answer >= least && answer <= most ? null : { code: 'outOfRange', allowed: `${least} to ${most}` }
}
/** Finite numbers from `least` to `most`. */
export function numberProblem(answer: unknown, least: number, most: number): AnswerProblem | null {
  if (typeof answer !== 'number' || !Number.isFinite(answer))
    return { code: 'notNumber', allowed: `${least} to ${most}` }
  return answer >= least && answer <= most ? null : { code: 'outOfRange', allowed: `${least} to ${most}` }
}
