/**
 * Linearizability of a history that still grows. Events are pushed to the history as they happen; advance() takes in what is
 * new and looks again at the objects that it touches. A violation stands from the first look at which no future could mend it.
 */
import { FaultlineError } from '../../kernel'
import type { History } from '../history/history'
import type { Operation } from '../history/operations'
import { textOf, type Value } from '../history/values'
import type { Violation } from './explain'
import { LiveObject, type LiveLimits } from './liveObject'
import type { Model } from './model'
import { withoutKey } from './objects'

export const LIVE_LIMITS: LiveLimits = { steps: 200_000, bytes: 64_000_000, operations: 4_000, configurations: 64 }

interface Running {
  operation: number
  invoked: number
  object: LiveObject
}

export class LiveLinearizability {
  /** Events taken in. */
  position = 0
  /** The first violation found; its operations are named by their numbers. */
  violation: Violation | null = null
  private operations = 0
  private readonly objects = new Map<string, LiveObject>()
  private readonly running = new Map<number, Running>()

  /** `keyed`: whether values are `[key value]`. */
  constructor(
    private readonly history: History,
    private readonly model: Model,
    private readonly keyed: boolean,
    private readonly limits: LiveLimits = LIVE_LIMITS,
  ) {}

  get valid(): true | false | 'unknown' {
    if (this.violation) return false
    for (const { verdict } of this.objects.values()) if (verdict === 'unknown') return 'unknown'
    return true
  }

  /** Operations held because they are not settled, over all objects. */
  get held(): number {
    let held = 0
    for (const object of this.objects.values()) held += object.held
    return held
  }

  /** Throws history.overlap, history.completion, and what the model throws. */
  advance(): void {
    const touched = new Set<LiveObject>()
    for (; this.position < this.history.length; this.position++) {
      if (this.history.process(this.position) < 0) continue
      if (this.history.type(this.position) === 'invoke') this.invoke(this.position)
      else touched.add(this.complete(this.position))
    }
    for (const object of touched) {
      object.look()
      this.violation ??= object.violation
    }
  }

  private invoke(position: number): void {
    const { history } = this
    const process = history.process(position)
    if (this.running.has(process)) throw this.malformed('history.overlap', position)
    const operation = this.operations++
    const asked = history.value(position)
    const object = this.objectOf(this.keyed && Array.isArray(asked) ? asked[0] : undefined)
    this.running.set(process, { operation, invoked: position, object })
    object.invoked(operation, position, this.actionOf(object, position, -1))
  }

  private complete(position: number): LiveObject {
    const { history } = this
    const running = this.running.get(history.process(position))
    if (!running) throw this.malformed('history.completion', position)
    this.running.delete(history.process(position))
    const { operation, invoked, object } = running
    const outcome = history.type(position) as Operation['outcome']
    object.returned(operation, position, outcome, this.actionOf(object, invoked, position))
    return object
  }

  private actionOf(object: LiveObject, invoked: number, completed: number): number | null {
    const { history, model } = this
    const operation: Operation = {
      process: history.process(invoked),
      f: history.f(invoked),
      asked: history.value(invoked),
      told: completed < 0 ? null : history.value(completed),
      outcome: completed < 0 ? 'info' : (history.type(completed) as Operation['outcome']),
      invoked,
      completed,
    }
    const action = model.action(this.keyed ? withoutKey(operation) : operation, history.conventions)
    return action && object.specification.actionOf(action)
  }

  private objectOf(key: Value | undefined): LiveObject {
    const text = key === undefined ? '' : textOf(key)
    const known = this.objects.get(text)
    if (known) return known
    const object = new LiveObject(key, this.model, this.limits)
    this.objects.set(text, object)
    return object
  }

  private malformed(code: string, position: number): FaultlineError {
    const { history } = this
    return new FaultlineError(code, { index: history.index(position), process: history.process(position) })
  }
}
