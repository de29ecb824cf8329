/** A search for one order of several processes' steps over several objects. Depth first on a stack of its own, within a budget. */
import type { Budget } from '../linearizability/check'
import { ILLEGAL, type Specification } from '../linearizability/specification'

export interface Step {
  operation: number
  object: number
  action: number
  /** Need not be taken; such a one is its process's last. */
  optional: boolean
}

/** How far each process has come, and what each object then holds. */
interface Configuration {
  heads: Int32Array
  states: Int32Array
  placed: number
}

export class OrderSearch {
  exhausted: keyof Budget | null = null
  /** Where most were placed. */
  furthest: { heads: number[]; states: number[]; placed: number } = { heads: [], states: [], placed: -1 }
  private readonly seen = new Set<string>()
  private steps = 0

  constructor(
    private readonly processes: readonly (readonly Step[])[],
    private readonly specifications: readonly Specification[],
    private readonly budget: Budget,
  ) {}

  /** Whether there is an order; null where the budget ran out. */
  run(): boolean | null {
    const start: Configuration = {
      heads: new Int32Array(this.processes.length),
      states: Int32Array.from(this.specifications, ({ initial }) => initial),
      placed: 0,
    }
    const stack = [start]
    // Names of what was seen take two bytes a character.
    const bytesEach = 80 + 14 * (start.heads.length + start.states.length)
    for (let here = stack.pop(); here; here = stack.pop()) {
      this.settle(here)
      if (this.isDone(here)) return true
      const name = `${here.heads.join()} ${here.states.join()}`
      if (this.seen.has(name)) continue
      this.seen.add(name)
      this.note(here)
      if (this.steps > this.budget.steps) this.exhausted = 'steps'
      if (this.seen.size * bytesEach > this.budget.bytes) this.exhausted = 'bytes'
      if (this.exhausted) return null
      for (const next of this.nextOf(here)) stack.push(next)
    }
    return false
  }

  /** Reads that are true now are taken at once: they change nothing, and nothing of theirs comes before them. */
  private settle(here: Configuration): void {
    for (let process = 0; process < this.processes.length; process++) {
      const steps = this.processes[process]
      for (; here.heads[process] < steps.length; here.heads[process]++, here.placed++) {
        const { object, action } = steps[here.heads[process]]
        this.steps++
        if (!this.specifications[object].isRead(action)) break
        if (this.specifications[object].step(here.states[object], action) === ILLEGAL) break
      }
    }
  }

  private isDone({ heads }: Configuration): boolean {
    return this.processes.every((steps, process) => heads[process] === steps.length || steps[heads[process]].optional)
  }

  private nextOf({ heads, states, placed }: Configuration): Configuration[] {
    return this.processes.flatMap((steps, process): Configuration[] => {
      if (heads[process] === steps.length) return []
      const { object, action } = steps[heads[process]]
      this.steps++
      const state = this.specifications[object].step(states[object], action)
      if (state === ILLEGAL) return []
      const next = { heads: heads.slice(), states: states.slice(), placed: placed + 1 }
      next.heads[process]++
      next.states[object] = state
      return [next]
    })
  }

  private note({ heads, states, placed }: Configuration): void {
    if (placed > this.furthest.placed) this.furthest = { heads: [...heads], states: [...states], placed }
  }
}
