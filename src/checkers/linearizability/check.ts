/**
 * Linearizability of a whole history. Its objects take turns that grow, so that one illegal object ends the search soon,
 * however enormous the others are. Steps and memory are bounded; beyond, the verdict is unknown.
 */
import type { History } from '../history/history'
import { Operations } from '../history/operations'
import type { Value } from '../history/values'
import type { Model, Reason } from './model'
import { objectsOf, type ObjectHistory } from './objects'
import { Search } from './search'
import { Specification } from './specification'

export interface Budget {
  /** Configurations tried and operations looked at, over all objects. */
  steps: number
  /** Held at a time by what the search remembers. */
  bytes: number
}

export const DEFAULT_BUDGET: Budget = { steps: 400_000_000, bytes: 400_000_000 }

/** Why a history is not linearizable; operations are named by their numbers. */
export interface Violation {
  /** Which object; undefined where there is only one. */
  key: Value | undefined
  /** No order comes past the return of this one; without it, one does. */
  operation: number
  /** The longest partial linearization. */
  linearized: number[]
  /** Ways to come that far, at most 16, each ending in another state: and why the operation cannot happen in it. */
  attempts: { last: number[]; state: Value; reason: Reason }[]
}

export interface Linearizability {
  valid: true | false | 'unknown'
  operations: number
  objects: number
  violation: Violation | null
  /** What ran out where the verdict is unknown, and how many objects it leaves undecided. */
  exhausted: keyof Budget | null
  undecided: number
  steps: number
}

interface Contender {
  object: ObjectHistory
  search: Search
}

const FIRST_TURN_STEPS = 2_000
/** Memory is looked at between turns. */
const TURN_STEPS_MAX = 1_000_000

/** Throws a FaultlineError history.* where the history is malformed or not the model's. */
export function checkLinearizability(history: History, model: Model, budget: Budget = DEFAULT_BUDGET): Linearizability {
  const specification = new Specification(model)
  const operations = new Operations(history)
  const objects = objectsOf(history, operations, specification)
  const race = new Race(objects, specification, budget)
  race.run()
  const { loser, steps, undecided } = race
  return {
    valid: loser ? false : undecided > 0 ? 'unknown' : true,
    operations: operations.length,
    objects: objects.length,
    violation: loser ? violationOf(loser.object, loser.search, specification) : null,
    exhausted: loser ? null : race.exhausted,
    undecided: loser ? 0 : undecided,
    steps,
  }
}

class Race {
  steps = 0
  undecided = 0
  loser: Contender | null = null
  exhausted: keyof Budget | null = null
  private open: Contender[]

  constructor(
    objects: readonly ObjectHistory[],
    private readonly specification: Specification,
    private readonly budget: Budget,
  ) {
    this.open = objects.map((object) => ({ object, search: new Search(specification, object.timeline) }))
  }

  run(): void {
    for (let turn = FIRST_TURN_STEPS; this.open.length > 0 && !this.loser; turn = Math.min(2 * turn, TURN_STEPS_MAX)) {
      const still: Contender[] = []
      for (const contender of this.open) {
        if (this.steps >= this.budget.steps) {
          this.exhausted = 'steps'
          this.undecided += this.open.length
          return
        }
        this.give(contender, turn)
        if (this.loser) return
        if (contender.search.status === 'open') still.push(contender)
      }
      this.open = this.withinBytes(still)
    }
  }

  private give({ object, search }: Contender, turn: number): void {
    const before = search.steps
    const slice = Math.min(turn, this.budget.steps - this.steps)
    if (search.run(slice) === 'invalid') this.loser = { object, search }
    this.steps += search.steps - before
  }

  /** The largest searches are given up until the rest fits. */
  private withinBytes(open: Contender[]): Contender[] {
    open.sort((a, b) => a.search.bytes - b.search.bytes)
    let bytes = open.reduce((sum, { search }) => sum + search.bytes, this.specification.bytes)
    while (open.length > 0 && bytes > this.budget.bytes) {
      bytes -= open[open.length - 1].search.bytes
      open.pop()
      this.undecided++
      this.exhausted = 'bytes'
    }
    return open
  }
}

function violationOf({ key, timeline }: ObjectHistory, search: Search, specification: Specification): Violation {
  const action = timeline.actions[search.furthest]
  const named = (positions: ArrayLike<number>): number[] => Array.from(positions, (at) => timeline.operations[at])
  return {
    key,
    operation: timeline.operations[search.furthest],
    linearized: named(search.order()),
    attempts: search.deadEnds.map(({ state, last }) => ({
      last: named(last),
      state: specification.stateValue(state),
      reason: specification.why(state, action),
    })),
  }
}
