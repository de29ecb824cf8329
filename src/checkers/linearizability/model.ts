/**
 * A model: what one object may do when operations happen one after another (Herlihy and Wing 1990, sequential specification).
 * States and actions are plain data; a step never changes them.
 */
import { FaultlineError } from '../../kernel'
import type { Conventions } from '../history/history'
import type { Operation } from '../history/operations'
import { textOf, type Value } from '../history/values'

/** What an operation does, with what it said. */
export interface Action {
  kind: string
  value: Value
}

/** Why an action cannot happen in a state: a code and parameters, for the catalogue of words. */
export interface Reason {
  code: string
  params: Record<string, string | number>
}

export interface Model {
  name: string
  initial: Value
  /** Whether `[key value]` names one of many such objects, each judged for itself. */
  keyed: boolean
  /** What a completed or pending operation does; null where it says nothing or surely did nothing. */
  action(operation: Operation, conventions: Conventions): Action | null
  /** The state after the action; undefined where it cannot happen. */
  step(state: Value, action: Action): Value | undefined
  /** Whether the action never changes any state. */
  isRead(action: Action): boolean
  /** Asked only where step() gave undefined. */
  why(state: Value, action: Action): Reason
  /**
   * What spares the search most of its errors: whether the action can be one of those that lead from the state, which does not
   * allow the read, to one that does: the next of them, or one that leads there from any state. May err towards yes, never
   * towards no. Where absent, any may.
   */
  helps?(state: Value, action: Action, read: Action): boolean
  /**
   * For models whose state is one value: the one that the action leaves, and the ones that it depends on. A pending operation
   * that leaves what nobody depends on need not be tried. Where absent, all are.
   */
  dependence?: { leaves(action: Action): Value; seeks(action: Action): readonly Value[] | 'any' }
  /** For models whose state is put together of pieces: whether what the read saw may hold what the action put there. */
  holds?(read: Action, action: Action): boolean
}

/** The operation's `f` is none that the model knows. */
export function unknownFunction(model: string, operation: Operation, allowed: string): FaultlineError {
  return new FaultlineError('history.function', { model, f: operation.f.slice(0, 40), allowed })
}

/** The operation's value is not of the form that the model reads. */
export function badValue(model: string, operation: Operation): FaultlineError {
  return new FaultlineError('history.value', { model, f: operation.f.slice(0, 40), got: shown(operation.asked) })
}

/** A value as a short text, for parameters. */
export function shown(value: Value): string {
  const text = value === null ? 'nil' : typeof value === 'string' ? value : textOf(value)
  if (text === '') return '""'
  return text.length > 80 ? `${text.slice(0, 38)} … ${text.slice(-38)}` : text
}

export const same = (a: Value, b: Value): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && textOf(a) === textOf(b))
