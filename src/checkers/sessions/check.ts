/** The session guarantees by name, each judged over what the sessions of a history wrote and saw. */
import type { Operations } from '../history/operations'
import { Found, undecided, type InvariantVerdict } from '../invariants/anomaly'
import type { Budget } from '../linearizability/check'
import { Steps, verdictWithin } from '../steps'
import { monotonicReads } from './monotonicReads'
import { monotonicWrites } from './monotonicWrites'
import { Observations, noteInvented } from './observations'
import { readYourWrites } from './readYourWrites'
import { writesFollowReads } from './writesFollowReads'

/** Stops where its steps end. */
type Guarantee = (observations: Observations, found: Found, steps: Steps) => void

/** By the code of the model. */
export const SESSION_GUARANTEES: ReadonlyMap<string, Guarantee> = new Map([
  ['monotonic-reads', monotonicReads],
  ['monotonic-writes', monotonicWrites],
  ['read-your-writes', readYourWrites],
  ['writes-follow-reads', writesFollowReads],
])
/** Those that a register, which shows one write at a time, cannot break before anybody's eyes. */
const UNSEEN_BY_REGISTERS: readonly string[] = ['monotonic-writes', 'writes-follow-reads']

/** Throws history.function, history.value. */
export function checkSession(operations: Operations, name: string, budget: Pick<Budget, 'steps'>): InvariantVerdict {
  const guarantee = SESSION_GUARANTEES.get(name) as Guarantee
  const observations = new Observations(operations, name)
  const { repeated, kind, all } = observations
  if (repeated !== null) return undecided('values.repeated', { value: observations.versionName(repeated) })
  if (!all.some(({ seen }) => seen)) return { valid: 'unknown', findings: [] }
  const found = new Found()
  noteInvented(observations, found)
  const steps = new Steps(budget.steps)
  guarantee(observations, found, steps)
  const verdict = verdictWithin(steps, found)
  if (verdict.valid === true && kind === 'register' && UNSEEN_BY_REGISTERS.includes(name))
    return undecided('session.registers', {})
  return verdict
}
