/**
 * Linearizability of a whole history. Its objects take turns that grow, so that one illegal object ends the search soon,
 * however enormous the others are. Steps and memory are bounded; beyond, the verdict is unknown.
 */
import type { Operations } from '../history/operations'
import { explainViolation, type Violation } from './explain'
import type { Model } from './model'
import { objectsOf, type ObjectHistory } from './objects'
import { Search } from './search'
import { Timeline, timelineBytes } from './timeline'

export interface Budget {
  /** Configurations tried and operations looked at, over all objects. */
  steps: number
  /** Held at a time by what the search remembers. */
  bytes: number
}

export const DEFAULT_BUDGET: Budget = { steps: 100_000_000, bytes: 256_000_000 }

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
  timeline: Timeline
  search: Search
}

const FIRST_TURN_STEPS = 2_000
/** Memory is looked at between turns. */
const TURN_STEPS_MAX = 250_000

/** Throws a FaultlineError history.* where the history is malformed or not the model's. */
export function checkLinearizability(
  operations: Operations,
  model: Model,
  budget: Budget = DEFAULT_BUDGET,
): Linearizability {
  const objects = objectsOf(operations, model)
  const race = new Race(objects, budget)
  race.run()
  const { loser, steps, undecided } = race
  return {
    valid: loser ? false : undecided > 0 ? 'unknown' : true,
    operations: operations.length,
    objects: objects.length,
    violation: loser ? explainViolation(loser) : null,
    exhausted: loser ? null : race.exhausted,
    undecided: loser ? 0 : undecided,
    steps,
  }
}

class Race {
  steps = 0
  undecided = 0
  loser: ObjectHistory | null = null
  exhausted: keyof Budget | null = null
  private open: Contender[] = []

  constructor(
    objects: readonly ObjectHistory[],
    private readonly budget: Budget,
  ) {
    for (const object of objects) {
      const { operations, specification } = object
      if (timelineBytes(operations) > budget.bytes / 4) {
        this.giveUp()
        continue
      }
      const timeline = new Timeline(operations, specification)
      this.open.push({ object, timeline, search: new Search(specification, timeline) })
    }
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
    if (search.run(slice, this.budget.bytes) === 'invalid') this.loser = object
    this.steps += search.steps - before
  }

  private giveUp(): void {
    this.undecided++
    this.exhausted = 'bytes'
  }

  /** The largest searches are given up until the rest fits. */
  private withinBytes(open: Contender[]): Contender[] {
    const bytesOf = ({ search, timeline }: Contender): number => search.bytes + timeline.bytes
    open.sort((a, b) => bytesOf(a) - bytesOf(b))
    let bytes = open.reduce((sum, contender) => sum + bytesOf(contender), 0)
    while (bytes > this.budget.bytes) {
      bytes -= bytesOf(open.pop() as Contender)
      this.giveUp()
    }
    return open
  }
}
