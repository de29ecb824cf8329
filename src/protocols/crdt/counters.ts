/**
 * Counters (M. Shapiro et al., "A comprehensive study of Convergent and Commutative Replicated Data Types", INRIA RR-7506, 2011,
 * 3.1): grow-only, a count for each actor, joined by the greater; and with decrements, two of them. A delta is the actor's own
 * new entry (P. S. Almeida et al., "Delta state replicated data types", JPDC 111, 2018, 4.1). Immutable.
 */
import type { Vector } from '../optimistic/vector'
import { NONE, countOf, joined, same, total } from '../optimistic/vector'

export type GCounter = Vector
export const G_COUNTER: GCounter = NONE
/** The delta of one increment. */
export function incremented(counter: GCounter, actor: number): GCounter {
  return Object.freeze([actor, countOf(counter, actor) + 1])
}
export const joinGCounters = joined
export const sameGCounters = same
export const gCount = total

export interface PnCounter {
  readonly ups: GCounter
  readonly downs: GCounter
}
export const PN_COUNTER: PnCounter = Object.freeze({ ups: NONE, downs: NONE })
/** The delta of one step up or down. */
export function counted(counter: PnCounter, actor: number, by: 1 | -1): PnCounter {
  return by === 1
    ? Object.freeze({ ups: incremented(counter.ups, actor), downs: NONE })
    : Object.freeze({ ups: NONE, downs: incremented(counter.downs, actor) })
}
export function joinPnCounters(a: PnCounter, b: PnCounter): PnCounter {
  return Object.freeze({ ups: joined(a.ups, b.ups), downs: joined(a.downs, b.downs) })
}
export function samePnCounters(a: PnCounter, b: PnCounter): boolean {
  return same(a.ups, b.ups) && same(a.downs, b.downs)
}
export function pnCount(counter: PnCounter): number {
  return total(counter.ups) - total(counter.downs)
}
