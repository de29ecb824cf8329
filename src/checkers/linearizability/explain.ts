/**
 * Why an object's history is not linearizable: the shortest beginning of it that is not, hence the one return that no order
 * comes past; an order of everything before; and every state (of some, if there are many) in which that operation then fails.
 */
import type { Value } from '../history/values'
import type { Reason } from './model'
import type { ObjectHistory } from './objects'
import { Search, type Configuration, type End, type SearchStatus } from './search'
import { ILLEGAL, type Specification } from './specification'
import { Timeline, type TimelineOperation } from './timeline'

/** Operations are named by their numbers. */
export interface Violation {
  /** Which object; undefined where there is only one. */
  key: Value | undefined
  /** No order comes past the return of this one; without it, one does. */
  operation: number
  /** The longest partial linearization: all that had returned before, and what else had to be placed. */
  linearized: number[]
  /** Ways to come that far, at most 16, each ending in another state: and why the operation cannot happen in it. */
  attempts: { last: number[]; state: Value; reason: Reason }[]
  /** Whether steps ran out before the shortest beginning was found. */
  shortest: boolean
}

const STEPS_MAX = 5_000_000
const BYTES_MAX = 256_000_000
const ATTEMPTS_MAX = 16

/** `starts`: how the object may have been before these operations. */
export function explainViolation(
  object: ObjectHistory,
  starts: readonly Configuration[] = [{ state: object.specification.initial, placed: [] }],
): Violation {
  const { operations, key, specification } = object
  const returning = operations.filter(({ returned }) => returned >= 0).sort((a, b) => a.returned - b.returned)
  let steps = STEPS_MAX
  const searched = (returns: number, failing?: TimelineOperation, endsMax = 0) => {
    const timeline = new Timeline(beginning(operations, returning, returns, specification, failing), specification)
    const search = new Search(specification, timeline, starts, endsMax)
    const status: SearchStatus = search.run(steps, BYTES_MAX)
    steps -= search.steps
    return { status, search, timeline }
  }
  let valid = 0
  let invalid = returning.length
  let known = true
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1
    const { status } = searched(middle)
    if (status === 'valid') valid = middle
    else if (status === 'invalid') invalid = middle
    else {
      known = false
      break
    }
  }
  const failing = returning[invalid - 1]
  const passed = known ? invalid - 1 : valid
  const before = searched(passed, failing)
  steps = Math.max(steps, STEPS_MAX / 10)
  const { timeline, search } = searched(passed, failing, ATTEMPTS_MAX)
  const named = (at: readonly number[]): number[] => at.map((i) => timeline.operations[i])
  const attempts = statesReached(search.ends, timeline, specification)
    .filter(({ state }) => specification.step(state, failing.action) === ILLEGAL)
    .map(({ state, last }) => ({
      last: named(last),
      state: specification.stateValue(state),
      reason: specification.why(state, failing.action),
    }))
  const linearized = Array.from(before.search.order(), (i) => before.timeline.operations[i])
  return { key, operation: failing.operation, linearized, attempts, shortest: known }
}

/** The states of the ends and those that pending operations make of them, each once. */
function statesReached(ends: readonly End[], timeline: Timeline, specification: Specification): End[] {
  const { returns, length, actions } = timeline
  const reached: End[] = []
  const add = (end: End): void => {
    if (reached.length < ATTEMPTS_MAX && !reached.some(({ state }) => state === end.state)) reached.push(end)
  }
  ends.forEach(add)
  for (let i = 0; i < reached.length; i++) {
    const { state, placed, last } = reached[i]
    for (let pending = 0; pending < length - returns; pending++) {
      if (placed.includes(pending)) continue
      const next = specification.step(state, actions[returns + pending])
      if (next !== ILLEGAL) add({ state: next, placed: [...placed, pending], last: [...last, returns + pending] })
    }
  }
  return reached
}

/**
 * What had been called before a return, and had returned by so many of them; the rest is pending. `failing`: the return is its
 * own, and it is left out.
 */
function beginning(
  operations: readonly TimelineOperation[],
  returning: readonly TimelineOperation[],
  returns: number,
  specification: Specification,
  failing?: TimelineOperation,
): TimelineOperation[] {
  const last = returns === 0 ? -1 : returning[returns - 1].returned
  const until = failing ? failing.returned : last
  return operations
    .filter((operation) => operation.called < until && operation !== failing)
    .map((operation) => (operation.returned <= last ? operation : { ...operation, returned: -1 }))
    .filter(({ returned, action }) => returned >= 0 || !specification.isRead(action))
}
