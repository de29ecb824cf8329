/**
 * The data types: joining is commutative, associative and idempotent; the deltas joined are the state; counters count what was
 * counted; an addition that a removal had not seen stays.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CRDT_CELLS, CRDT_TYPES } from '../../../src/protocols/crdt/cells'
import type { CrdtType, StampedState } from '../../../src/protocols/crdt/cells'
import { PN_COUNTER, counted, joinPnCounters, pnCount } from '../../../src/protocols/crdt/counters'
import type { OrSet } from '../../../src/protocols/crdt/orSet'
import { OR_SET, added, elementsOf, joinOrSets, removed, sameOrSets, tagOf } from '../../../src/protocols/crdt/orSet'
import type { CellType } from '../../../src/protocols/optimistic/cellType'

type Any = StampedState<unknown>
const typeOf = (name: CrdtType): CellType<Any> => CRDT_CELLS[name] as unknown as CellType<Any>

interface Act {
  actor: number
  joins: number | null
  value: number
}
const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.record({ actor: fc.nat(2), joins: fc.option(fc.nat(2), { nil: null }), value: fc.nat(30).map((v) => v * 256) }),
  { minLength: 1, maxLength: 15 },
)
/** Three replicas update and now and then join another's state: every state and every delta on the way. */
function played(type: CellType<Any>, steps: readonly Act[]): { states: Any[]; deltas: Any[] } {
  const at: (Any | null)[] = [null, null, null]
  const states: Any[] = []
  const deltas: Any[] = []
  steps.forEach(({ actor, joins, value }, i) => {
    const other = joins === null ? null : at[joins]
    const mine = at[actor]
    const before = other && mine ? type.join(mine, other) : (mine ?? other)
    const stamp = (i + 1) * 8 + actor
    const { cell, delta } = type.write(before, { actor, value, nth: i + 1, byClock: stamp, afterSeen: stamp })
    at[actor] = cell
    states.push(cell)
    deltas.push(delta)
  })
  return { states, deltas }
}

describe.each(CRDT_TYPES)('%s', (name) => {
  const type = typeOf(name)
  it('joining is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(acts, fc.nat(), fc.nat(), fc.nat(), (steps, i, j, k) => {
        const { states, deltas } = played(type, steps)
        const all = [...states, ...deltas]
        const [a, b, c] = [all[i % all.length], all[j % all.length], all[k % all.length]]
        expect(type.join(a, b)).toEqual(type.join(b, a))
        expect(type.join(type.join(a, b), c)).toEqual(type.join(a, type.join(b, c)))
        expect(type.join(a, a)).toEqual(a)
      }),
      { numRuns: 300 },
    )
  })
  it('the deltas joined, in any order and more than once, are the joined states', () => {
    fc.assert(
      fc.property(acts, fc.infiniteStream(fc.nat()), (steps, shuffle) => {
        const { states, deltas } = played(type, steps)
        const order = [...deltas, ...deltas]
          .map((delta) => ({ delta, at: shuffle.next().value as number }))
          .sort((a, b) => a.at - b.at)
        const fromDeltas = order.map(({ delta }) => delta).reduce((a, b) => type.join(a, b))
        const fromStates = states.reduce((a, b) => type.join(a, b))
        expect(type.equal(fromDeltas, fromStates)).toBe(true)
        expect(type.read(fromDeltas)).toEqual(type.read(fromStates))
      }),
      { numRuns: 300 },
    )
  })
  it('an update changes the state, never to something that it does not include', () => {
    fc.assert(
      fc.property(acts, (steps) => {
        const { states, deltas } = played(type, steps)
        states.forEach((state, i) => expect(type.equal(type.join(state, deltas[i]), state)).toBe(true))
      }),
    )
  })
})

it('the counters count what was counted', () => {
  fc.assert(
    fc.property(acts, (steps) => {
      const whole = (name: CrdtType): number => {
        const type = typeOf(name)
        return type.read(played(type, steps).states.reduce((a, b) => type.join(a, b))).value
      }
      expect(whole('gCounter')).toBe(steps.length)
      const odd = steps.filter(({ value }) => (value >> 8) % 2 === 1).length
      expect(whole('pnCounter')).toBe(2 * odd - steps.length)
    }),
  )
})
it('a counter counts down as well as up', () => {
  const [up, down] = [counted(PN_COUNTER, 0, 1), counted(PN_COUNTER, 1, -1)]
  expect(pnCount(up)).toBe(1)
  expect(pnCount(joinPnCounters(up, down))).toBe(0)
})

describe('observed-remove set', () => {
  const add = (set: OrSet, element: number, actor: number, nth: number): OrSet =>
    joinOrSets(set, added(element, tagOf(actor, nth), nth))
  const take = (set: OrSet, element: number): OrSet => joinOrSets(set, removed(set, element))

  it('removes what it has seen, for good', () => {
    const set = add(OR_SET, 7, 0, 1)
    const without = take(set, 7)
    expect(elementsOf(without)).toEqual([])
    expect(elementsOf(joinOrSets(without, set))).toEqual([])
    expect(elementsOf(add(without, 7, 0, 2))).toEqual([7])
  })
  it('of a concurrent addition and removal the addition wins', () => {
    const both = add(OR_SET, 7, 0, 1)
    const here = take(both, 7)
    const there = add(both, 7, 1, 1)
    expect(elementsOf(joinOrSets(here, there))).toEqual([7])
    expect(elementsOf(joinOrSets(there, here))).toEqual([7])
  })
  it('replicas that add, remove and join in any order agree when all have joined', () => {
    const step = fc.record({
      at: fc.nat(2),
      act: fc.constantFrom('add', 'remove', 'join'),
      element: fc.nat(3),
      from: fc.nat(2),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const sets = [OR_SET, OR_SET, OR_SET]
        steps.forEach(({ at, act, element, from }, i) => {
          if (act === 'add') sets[at] = add(sets[at], element, at, i + 1)
          else if (act === 'remove') sets[at] = take(sets[at], element)
          else sets[at] = joinOrSets(sets[at], sets[from])
        })
        const [a, b, c] = sets
        const [one, other] = [joinOrSets(joinOrSets(a, b), c), joinOrSets(c, joinOrSets(b, a))]
        expect(sameOrSets(one, other)).toBe(true)
        expect(elementsOf(one)).toEqual(elementsOf(other))
      }),
      { numRuns: 500 },
    )
  })
})
