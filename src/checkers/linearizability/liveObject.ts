/**
 * One object judged while its history grows. What lies before a moment at which none of its operations ran is settled: only
 * how the object may have been then is kept (states, and which operations of unknown fate they hold), and the rest is judged
 * from there. So memory and work are those of the last busy stretch, not of the history.
 */
import type { Value } from '../history/values'
import { explainViolation, type Violation } from './explain'
import type { Model } from './model'
import { Search, type Configuration } from './search'
import { Specification } from './specification'
import { Timeline, type TimelineOperation } from './timeline'

export interface LiveLimits {
  /** A look at one object takes at most so many steps. */
  steps: number
  /** And while so many bytes are held for it. */
  bytes: number
  /** Operations since the object was last settled, and of unknown fate from before. */
  operations: number
  /** Ways in which a settled object may be. */
  configurations: number
}

export class LiveObject {
  readonly specification: Specification
  verdict: true | false | 'unknown' = true
  violation: Violation | null = null
  /** Completed since the last settlement. */
  private completed: TimelineOperation[] = []
  /** Of unknown fate, from any time. */
  private pending: TimelineOperation[] = []
  /** Still running: by operation, when it was called, and what it would do (null where only its result tells). */
  private readonly running = new Map<number, { called: number; action: number | null }>()
  /** `placed`: operations' numbers here. */
  private starts: Configuration[]

  constructor(
    readonly key: Value | undefined,
    model: Model,
    private readonly limits: LiveLimits,
  ) {
    this.specification = new Specification(model)
    this.starts = [{ state: this.specification.initial, placed: [] }]
  }

  /** Of the history's operations, how many are held. */
  get held(): number {
    return this.completed.length + this.pending.length + this.running.size
  }

  invoked(operation: number, called: number, action: number | null): void {
    this.running.set(operation, { called, action })
  }

  /** `action`: what it did; null where it did nothing or says nothing. */
  returned(operation: number, returned: number, outcome: 'ok' | 'fail' | 'info', action: number | null): void {
    const called = this.running.get(operation)?.called ?? returned
    this.running.delete(operation)
    if (action === null || this.verdict !== true) return
    if (outcome !== 'info') this.completed.push({ operation, action, called, returned })
    else if (!this.specification.isRead(action)) this.pending.push({ operation, action, called, returned: -1 })
  }

  /** Judges what has come, and settles what can be settled. */
  look(): void {
    if (this.verdict !== true) return
    if (this.held > this.limits.operations) this.end('unknown')
    else {
      this.settle()
      if (this.verdict && this.completed.length > 0) this.judgeRest()
    }
  }

  /** Everything before the last moment at which nothing ran. */
  private settle(): void {
    const until = this.quietBefore()
    const settled = this.completed.filter(({ called }) => called < until)
    if (settled.length === 0) return
    const unknown = this.pending.filter(({ called }) => called < until)
    const { status, search, timeline, given } = this.searched([...settled, ...unknown], this.limits.configurations)
    if (status === 'invalid') {
      this.fail(given)
      return
    }
    // Too many ways to be: kept whole, to be settled together with what follows.
    if (status === 'open' || search.ends.length >= this.limits.configurations) return
    const numbers = timeline.operations.subarray(timeline.returns)
    this.starts = search.ends.map(({ state, placed }) => ({ state, placed: placed.map((at) => numbers[at]) }))
    this.keepAllPlaced(given)
    this.completed = this.completed.filter(({ called }) => called >= until)
  }

  /** What every way holds has happened, and is pending no longer. */
  private keepAllPlaced(given: readonly TimelineOperation[]): void {
    const everywhere = new Set(
      given
        .filter(({ operation }) => this.starts.every(({ placed }) => placed.includes(operation)))
        .map((o) => o.operation),
    )
    if (everywhere.size === 0) return
    this.pending = this.pending.filter(({ operation }) => !everywhere.has(operation))
    this.starts = this.starts.map(({ state, placed }) => ({ state, placed: placed.filter((o) => !everywhere.has(o)) }))
  }

  /** Operations still running may have happened: what cannot be true even so is broken for ever. */
  private judgeRest(): void {
    const running: TimelineOperation[] = []
    for (const [operation, { called, action }] of this.running)
      if (action !== null && !this.specification.isRead(action))
        running.push({ operation, action, called, returned: -1 })
    const { status, given } = this.searched([...this.completed, ...this.pending, ...running], 0)
    if (status === 'invalid') this.fail(given)
  }

  private searched(operations: readonly TimelineOperation[], endsMax: number) {
    const { specification } = this
    const held = new Set(this.starts.flatMap(({ placed }) => placed))
    const useful = new Set(specification.withoutIdle(operations).map(({ operation }) => operation))
    const given = operations.filter(({ operation }) => useful.has(operation) || held.has(operation))
    const timeline = new Timeline(given, specification)
    const search = new Search(specification, timeline, this.startsIn(given), endsMax)
    return { status: search.run(this.limits.steps, this.limits.bytes), search, timeline, given }
  }

  /** The starts with operations that never return counted as a timeline counts them: by their calls. */
  private startsIn(given: readonly TimelineOperation[]): Configuration[] {
    const pending = given.filter(({ returned }) => returned < 0).sort((a, b) => a.called - b.called)
    const numbers = new Map(pending.map(({ operation }, i) => [operation, i]))
    return this.starts.map(({ state, placed }) => ({ state, placed: placed.map((o) => numbers.get(o) as number) }))
  }

  private fail(given: readonly TimelineOperation[]): void {
    const { key, specification } = this
    this.violation = explainViolation({ key, operations: [...given], specification }, this.startsIn(given))
    this.end(false)
  }

  private end(verdict: false | 'unknown'): void {
    this.verdict = verdict
    this.completed = []
    this.pending = []
    this.starts = []
  }

  /** The last position before which each completed operation had returned and none now running was called. */
  private quietBefore(): number {
    let earliest = Infinity
    for (const { called } of this.running.values()) earliest = Math.min(earliest, called)
    const byCall = this.completed.filter(({ called }) => called < earliest).sort((a, b) => a.called - b.called)
    let until = -1
    let returnedBy = -1
    byCall.forEach(({ returned }, i) => {
      returnedBy = Math.max(returnedBy, returned)
      const next = i + 1 < byCall.length ? byCall[i + 1].called : earliest
      if (returnedBy < next) until = returnedBy + 1
    })
    return until
  }
}
