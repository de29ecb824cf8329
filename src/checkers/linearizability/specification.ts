/**
 * A model over small integers: states and actions are named by int32s, and each step is worked out once. Each object has
 * its own, which goes when the object is decided.
 */
import { ValueTable, textOf, type Value } from '../history/values'
import type { Action, Model, Reason } from './model'

export const ILLEGAL = -1
const FIRST_CAPACITY = 16
const UNUSED = -2

export class Specification {
  readonly initial: number
  private readonly states: Value[] = []
  private readonly stateIds = new Map<number, number>()
  private readonly values = new ValueTable()
  private readonly actions: Action[] = []
  private readonly actionIds = new Map<string, number>()
  private readonly reads: boolean[] = []
  /** Steps worked out, as (state, action, next): open addressing with linear probing. */
  private table = new Int32Array(3 * FIRST_CAPACITY).fill(UNUSED)
  private mask = FIRST_CAPACITY - 1
  private entries = 0
  private stateBytes = 0

  constructor(readonly model: Model) {
    this.initial = this.stateOf(model.initial)
  }

  /** Bytes held, about. */
  get bytes(): number {
    return this.table.byteLength + this.stateBytes
  }

  /** The action's name; equal for equal actions. */
  actionOf(action: Action): number {
    const text = `${action.kind} ${textOf(action.value)}`
    const known = this.actionIds.get(text)
    if (known !== undefined) return known
    this.actionIds.set(text, this.actions.length)
    this.reads.push(this.model.isRead(action))
    return this.actions.push(action) - 1
  }

  isRead(action: number): boolean {
    return this.reads[action]
  }

  /** The next state, or ILLEGAL. */
  step(state: number, action: number): number {
    const { table, mask } = this
    let slot = hash(state, action) & mask
    for (; table[3 * slot] !== UNUSED; slot = (slot + 1) & mask)
      if (table[3 * slot] === state && table[3 * slot + 1] === action) return table[3 * slot + 2]
    const after = this.model.step(this.states[state], this.actions[action])
    const next = after === undefined ? ILLEGAL : this.stateOf(after)
    table[3 * slot] = state
    table[3 * slot + 1] = action
    table[3 * slot + 2] = next
    if (++this.entries * 2 > mask) this.grow()
    return next
  }

  /** Whether the action can be one of those that lead from the state to one that allows the read. */
  helps(state: number, action: number, read: number): boolean {
    return this.model.helps?.(this.states[state], this.actions[action], this.actions[read]) ?? true
  }
  /** The operations without the pending ones that nobody depends on (and reads of unknown result, which say nothing). */
  withoutIdle<O extends { action: number; returned: number }>(operations: readonly O[]): O[] {
    const { dependence } = this.model
    const sought = new Set<number>()
    let any = !dependence
    for (const { action } of operations) {
      const seeks = dependence?.seeks(this.actions[action]) ?? 'any'
      if (seeks === 'any') any = true
      else for (const value of seeks) sought.add(this.values.idOf(value))
    }
    return operations.filter(({ action, returned }) => {
      if (returned >= 0) return true
      if (this.reads[action]) return false
      return (
        any || sought.has(this.values.idOf((dependence as NonNullable<typeof dependence>).leaves(this.actions[action])))
      )
    })
  }
  why(state: number, action: number): Reason {
    return this.model.why(this.states[state], this.actions[action])
  }
  stateValue(state: number): Value {
    return this.states[state]
  }

  private stateOf(state: Value): number {
    const id = this.values.idOf(state)
    const known = this.stateIds.get(id)
    if (known !== undefined) return known
    this.stateIds.set(id, this.states.length)
    this.stateBytes += 150 + (typeof state === 'string' ? state.length : state instanceof Map ? state.size * 50 : 0)
    if (Array.isArray(state)) this.stateBytes += state.length * 20
    return this.states.push(state) - 1
  }

  private grow(): void {
    const from = this.table
    const mask = this.mask * 2 + 1
    const table = new Int32Array(3 * (mask + 1)).fill(UNUSED)
    for (let at = 0; at < from.length; at += 3) {
      if (from[at] === UNUSED) continue
      let slot = hash(from[at], from[at + 1]) & mask
      while (table[3 * slot] !== UNUSED) slot = (slot + 1) & mask
      table.set(from.subarray(at, at + 3), 3 * slot)
    }
    this.table = table
    this.mask = mask
  }
}

function hash(state: number, action: number): number {
  const mixed = Math.imul(Math.imul(state, 0x9e3779b1) ^ action, 0x85ebca6b)
  return mixed ^ (mixed >>> 15)
}
