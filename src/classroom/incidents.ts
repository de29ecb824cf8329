/**
 * What came of a fault that the class had to diagnose: for each learner the time to detect (from its landing to the first right
 * diagnosis) and to repair (to when their run first showed it mended: repairs.ts), by the server's clock; who was first; and the class's means.
 * What a learner only says to be mended stands beside it and counts for nothing.
 */
import type { Answers } from './documents/answers'
import type { Cause } from './causes'
import { isCause } from './causes'

export interface LearnerIncident {
  learner: string
  landedMs: number
  tries: number
  /** From the landing; null: not yet. */
  detectedMs: number | null
  repairedMs: number | null
  /** The same by the run's own clock. */
  repairedUs: number | null
  saidMs: number | null
}
export interface ClassIncident {
  /** Everyone on whom it landed, the quickest to name it first. */
  learners: LearnerIncident[]
  /** The first right diagnosis. */
  first: string | null
  detected: number
  /** Means and medians over those who did, ms; null over nobody. */
  mttdMs: number | null
  medianMs: number | null
  mttrMs: number | null
}

export function incidentOf(fault: string, causes: readonly Cause[], answers: Answers): ClassIncident {
  const learners: LearnerIncident[] = []
  for (const [learner, { landed, repaired, mended, diagnoses }] of answers.learner) {
    const landedMs = landed[fault]
    if (landedMs === undefined) continue
    const tried = diagnoses[fault] ?? []
    const right = tried.find(({ cause }) => isCause(cause, causes))
    const repair = repaired[fault]
    const said = mended[fault]
    learners.push({
      learner,
      landedMs,
      tries: tried.length,
      detectedMs: right ? Math.max(0, right.seenMs - landedMs) : null,
      repairedMs: repair ? Math.max(0, repair.seenMs - landedMs) : null,
      repairedUs: repair ? repair.afterUs : null,
      saidMs: said === undefined ? null : Math.max(0, said - landedMs),
    })
  }
  const order = (one: LearnerIncident) => one.detectedMs ?? Infinity
  learners.sort((a, b) => compare(order(a), order(b)) || compare(a.learner, b.learner))
  const detected = learners.flatMap(({ detectedMs }) => (detectedMs === null ? [] : [detectedMs]))
  const mended = learners.flatMap(({ repairedMs }) => (repairedMs === null ? [] : [repairedMs]))
  const firstRight = learners
    .filter(({ detectedMs }) => detectedMs !== null)
    .sort((a, b) => compare(a.landedMs + order(a), b.landedMs + order(b)) || compare(a.learner, b.learner))
  return {
    learners,
    first: firstRight.at(0)?.learner ?? null,
    detected: detected.length,
    mttdMs: mean(detected),
    medianMs: median(detected),
    mttrMs: mean(mended),
  }
}
function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}
function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
/** `values` ascend. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const middle = (values.length - 1) / 2
  return (values[Math.floor(middle)] + values[Math.ceil(middle)]) / 2
}
