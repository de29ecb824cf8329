/**
 * What one call of a learner's function may use, counted in units that are the same in every engine. There is one call at a
 * time in a thread, so the counts stand here. Once something is spent, everything the learner's code does next throws.
 */

import type { Exhaustion } from './rules'

export interface Budget {
  /** Rounds of loops, entries of functions, and elements that the library's functions walk over. */
  steps: number
  /** Calls inside each other; a function of many variables counts more than once. */
  depth: number
  /** Elements of arrays, fields and letters of texts that come into being. */
  made: number
}

export const DEFAULT_BUDGET: Readonly<Budget> = { steps: 100_000, depth: 200, made: 65_536 }

/** No text is longer. */
export const TEXT_LENGTH_MAX = 65_536

const DEPTH_MAX = 1000

/** Thrown when a budget is spent. It is no Error: nothing of an engine's is in it. */
const SPENT = Object.freeze({ spent: true })

/** The site where each frame of the learner's is, by depth. */
export const sites: number[] = new Array<number>(DEPTH_MAX + 100).fill(0)

let steps = 0
let depth = 0
let made = 0
let stepsMax = 0
let depthMax = 0
let madeMax = 0
let spent: Exhaustion | null = null

export function begin(budget: Readonly<Budget>): void {
  steps = 0
  depth = 0
  made = 0
  stepsMax = budget.steps
  depthMax = budget.depth < DEPTH_MAX ? budget.depth : DEPTH_MAX
  madeMax = budget.made
  spent = null
  sites[1] = 0
}

/** Work that a call is not charged for, for it is only done while somebody looks: with a budget of its own. */
export function aside<T>(work: () => T, otherwise: T): T {
  const before = [steps, depth, made, stepsMax, madeMax, spent] as const
  ;[steps, made, stepsMax, madeMax] = [0, 0, DEFAULT_BUDGET.steps, DEFAULT_BUDGET.made]
  try {
    return work()
  } catch {
    return otherwise
  } finally {
    ;[steps, depth, made, stepsMax, madeMax, spent] = before
  }
}

export function stepsUsed(): number {
  return steps
}

export function spentWhat(): Exhaustion | null {
  return spent
}

/** Where the learner's code is, or where it was when it threw. */
export function siteNow(): number {
  return sites[depth]
}

function exhaust(what: Exhaustion): never {
  spent = what
  return rethrow()
}

function rethrow(): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- no Error: nothing of an engine's may be in it
  throw SPENT
}

/** A function of the learner's begins; gives the depth it runs at. */
export function enter(site: number, weight: number, cost: number): number {
  const own = depth + weight
  if (own > depthMax) exhaust('tooDeep')
  steps += cost
  if (steps > stepsMax) exhaust('tooManySteps')
  depth = own
  sites[own] = site
  return own
}

/** It ends, with this value. */
export function out(back: number, value?: unknown): unknown {
  depth = back
  return value
}

/** A round of a loop. */
export function tick(cost: number): void {
  steps += cost
  if (steps > stepsMax) exhaust('tooManySteps')
}

/** Elements walked over by something that is quick about each. */
export function walk(count: number): void {
  tick(1 + (count >> 3))
}

/** Elements or letters that are about to come into being. */
export function make(count: number): void {
  made += count
  if (made > madeMax) exhaust('tooLarge')
}

/** In a catch of the learner's: back at the depth of the function that catches; a spent budget goes on through. */
export function resume(caught: unknown, at: number): void {
  if (spent !== null) rethrow()
  depth = at
  if (isOverflow(caught)) exhaust('tooDeep')
}

/** At the beginning of a finally of the learner's. */
export function resumeFinally(at: number): void {
  if (spent !== null) rethrow()
  depth = at
}

/** The engine's own stack ended before our count of it did; nothing else of what learners can call raises these. */
export function isOverflow(thrown: unknown): boolean {
  return thrown instanceof RangeError || (thrown instanceof Error && thrown.name === 'InternalError')
}
