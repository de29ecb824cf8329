/**
 * The data types as cells of a store. What a store's write means to each: a register is set; a grow-only counter counts it; a
 * counter with decrements counts writes of odd operations up and of even ones down; a set gets the write's value as an element.
 * A read is told the register's value, the count, or the element added last.
 *
 * A cell's version is the greatest stamp of the updates that it includes. A register's stamps are of the writers' wall clocks; the
 * others' are also later than all that the writer's replica had seen. So a read that the judge of staleness finds to miss
 * a write does miss it; but counters and sets hold concurrent updates side by side, and one that is older than the newest
 * included may be missed without being found.
 */
import lastWriter from '../../decisions/merge/lastWriter'
import type { CellType, Choose, Chosen, LocalWrite } from '../optimistic/cellType'
import { bytesOf } from '../optimistic/vector'
import type { GCounter, PnCounter } from './counters'
import {
  G_COUNTER,
  PN_COUNTER,
  counted,
  gCount,
  incremented,
  joinGCounters,
  joinPnCounters,
  pnCount,
  sameGCounters,
  samePnCounters,
} from './counters'
import type { LwwRegister } from './lwwRegister'
import { assigned, joinRegisters, sameRegisters } from './lwwRegister'
import type { OrSet } from './orSet'
import { OR_SET, added, joinOrSets, newestOf, sameOrSets, tagOf } from './orSet'

/** A data type's state, and the greatest stamp of its updates. */
export interface StampedState<S> {
  readonly state: S
  readonly stamp: number
}
export const CRDT_TYPES = ['lwwRegister', 'gCounter', 'pnCounter', 'orSet'] as const
export type CrdtType = (typeof CRDT_TYPES)[number]

const VALUE_BYTES = 448
const ADDITION_BYTES = 32
const TAG_BYTES = 12

interface StateType<S> {
  empty: S
  delta(state: S, write: LocalWrite, stamp: number): S
  join(a: S, b: S): S
  same(a: S, b: S): boolean
  value(state: S): number
  bytes(state: S): number
  /** Of two updates one must go, the one with the earlier stamp unless somebody chooses otherwise. */
  oneStays?: boolean
}
function cells<S>(type: StateType<S>, stampOf: (w: LocalWrite) => number): CellType<StampedState<S>> {
  return {
    write(cell, w) {
      const stamp = stampOf(w)
      const had = cell ?? Object.freeze({ state: type.empty, stamp: 0 })
      const delta = Object.freeze({ state: type.delta(had.state, w, stamp), stamp })
      return { cell: joined(type, had, delta), delta, version: stamp }
    },
    join: (a, b) => joined(type, a, b),
    equal: (a, b) => a.stamp === b.stamp && type.same(a.state, b.state),
    read: ({ state, stamp }) => ({ value: type.value(state), version: stamp }),
    bytes: ({ state }) => type.bytes(state),
    concurrent: null,
    ...(type.oneStays ? { settle: (mine, came, choose) => settle(type, mine, came, choose) } : {}),
  }
}
function joined<S>(type: StateType<S>, a: StampedState<S>, b: StampedState<S>): StampedState<S> {
  return Object.freeze({ state: type.join(a.state, b.state), stamp: Math.max(a.stamp, b.stamp) })
}

/** Stamps alone tell nothing of who knew of whom. */
function settle<S>(
  type: StateType<S>,
  mine: StampedState<S>,
  came: StampedState<S>,
  choose: Choose | null,
): Chosen<StampedState<S>> {
  const asItself = (): Chosen<StampedState<S>> => ({ cell: joined(type, mine, came), lost: null })
  if (choose === null || mine.stamp === came.stamp) return asItself()
  const ascending = mine.stamp < came.stamp ? [mine, came] : [came, mine]
  const met = ascending.map((one) => ({ value: type.value(one.state), stamp: one.stamp, isMine: one === mine }))
  const stays = choose({ met, keepsSiblings: false, areConcurrent: false, builtIn: lastWriter })
  return stays === 0 ? { cell: ascending[0], lost: [met[1].value] } : asItself()
}

const afterSeen = (w: LocalWrite): number => w.afterSeen
const isOdd = (value: number): boolean => ((value >> 8) & 1) === 1

/** The cells of a type. */
export const CRDT_CELLS = {
  lwwRegister: cells<LwwRegister>(
    {
      empty: assigned(0, 0),
      delta: (_, w, stamp) => assigned(w.value, stamp),
      join: joinRegisters,
      same: sameRegisters,
      value: (register) => register.value,
      oneStays: true,
      bytes: () => VALUE_BYTES,
    },
    (w) => w.byClock,
  ),
  gCounter: cells<GCounter>(
    {
      empty: G_COUNTER,
      delta: (counter, w) => incremented(counter, w.actor),
      join: joinGCounters,
      same: sameGCounters,
      value: gCount,
      bytes: bytesOf,
    },
    afterSeen,
  ),
  pnCounter: cells<PnCounter>(
    {
      empty: PN_COUNTER,
      delta: (counter, w) => counted(counter, w.actor, isOdd(w.value) ? 1 : -1),
      join: joinPnCounters,
      same: samePnCounters,
      value: pnCount,
      bytes: ({ ups, downs }) => bytesOf(ups) + bytesOf(downs),
    },
    afterSeen,
  ),
  orSet: cells<OrSet>(
    {
      empty: OR_SET,
      delta: (_, w, stamp) => added(w.value, tagOf(w.actor, w.nth), stamp),
      join: joinOrSets,
      same: sameOrSets,
      value: (set) => newestOf(set)?.element ?? 0,
      bytes: (set) => set.additions.length * ADDITION_BYTES + set.removed.length * TAG_BYTES,
    },
    afterSeen,
  ),
} as const
