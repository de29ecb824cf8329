/** Random faults on a shard of replicated data types: after healing all are equal, nothing acknowledged is missing, and deltas cost less. */
import { describe, expect, it } from 'vitest'
import { KIND, STRIDE, TYPE } from '../../../src/cluster'
import type { CrdtType, StampedState } from '../../../src/protocols/crdt/cells'
import { CRDT_CELLS, CRDT_TYPES } from '../../../src/protocols/crdt/cells'
import type { GCounter } from '../../../src/protocols/crdt/counters'
import { gCount } from '../../../src/protocols/crdt/counters'
import type { OrSet } from '../../../src/protocols/crdt/orSet'
import { elementsOf } from '../../../src/protocols/crdt/orSet'
import type { CellType } from '../../../src/protocols/optimistic/cellType'
import type { OptimisticState } from '../../../src/protocols/optimistic/state'
import { playSeed } from '../optimistic/playSeed'
import { optimisticShard } from '../optimistic/shard'
import { Stand } from '../stand'

type Any = StampedState<unknown>
const typeOf = (name: CrdtType): CellType<Any> => CRDT_CELLS[name] as unknown as CellType<Any>
const SEEDS = Array.from({ length: 40 }, (_, i) => i + 1)

describe.each(CRDT_TYPES)('%s', (name) => {
  it.each(['state', 'delta'] as const)(
    'by %s converges after random faults, also when disks are lost',
    (exchange) => {
      const outcomes = SEEDS.map((seed) =>
        playSeed(seed, { type: typeOf(name), exchange, eager: false, losesDisks: true }),
      )
      expect(outcomes.flatMap((o) => o.problems)).toEqual([])
      expect(outcomes.filter((o) => o.disksLost > 0).length).toBeGreaterThan(10)
    },
    60_000,
  )
})

const keysOf = (acknowledged: readonly { key: number }[]): number[] => [...new Set(acknowledged.map((w) => w.key))]
it.each(['state', 'delta'] as const)(
  'by %s, while no disk is lost, every acknowledged element is in the set',
  (exchange) => {
    for (const seed of SEEDS) {
      const { states, acknowledged } = playSeed(seed, {
        type: typeOf('orSet'),
        exchange,
        eager: false,
        losesDisks: false,
      })
      for (const { key, value } of acknowledged)
        expect(elementsOf((states[1].cells.get(key) as StampedState<OrSet>).state)).toContain(value)
    }
  },
  60_000,
)
it('and every acknowledged increment is counted', () => {
  for (const seed of SEEDS) {
    const { states, acknowledged } = playSeed(seed, {
      type: typeOf('gCounter'),
      exchange: 'delta',
      eager: false,
      losesDisks: false,
    })
    for (const key of keysOf(acknowledged)) {
      const { state } = states[1].cells.get(key) as StampedState<GCounter>
      expect(gCount(state)).toBeGreaterThanOrEqual(acknowledged.filter((w) => w.key === key).length)
    }
  }
}, 60_000)

it('a set that grows costs ever more by state, and the same by delta', () => {
  const bytes = (exchange: 'state' | 'delta'): number[] => {
    const stand = new Stand(optimisticShard({ type: typeOf('orSet'), exchange, eager: false }))
    const sums = [0, 0]
    let half = 0
    stand.cluster.journal.attach((words, count) => {
      for (let i = 0; i < count; i++)
        if (words[i * STRIDE] === (KIND.SENT | (TYPE.cellShip << 8))) sums[half] += words[i * STRIDE + 5]
    })
    for (half = 0; half < 2; half++) {
      for (let i = 0; i < 50; i++) {
        stand.ask(0, true, 1, (half * 50 + i) * 256)
        stand.run(2_000)
      }
      stand.cluster.journal.flush()
    }
    return sums
  }
  const [byState, byDelta] = [bytes('state'), bytes('delta')]
  expect(byState[1]).toBeGreaterThan(byState[0] * 2)
  expect(byDelta[1]).toBe(byDelta[0])
  expect(byDelta[0]).toBeLessThan(byState[0])
})

it('a replica that has told everything shows an upper bound of its age', () => {
  const stand = new Stand(optimisticShard({ type: typeOf('gCounter'), exchange: 'delta', eager: false }))
  const first = stand.ask(2, false, 1)
  stand.run(10_000)
  const later = stand.ask(2, false, 1)
  stand.run(100)
  const ageOf = (ask: number): number => stand.results.find((r) => r.ask === ask)!.ageUs
  expect(ageOf(first)).toBe(-1)
  expect(ageOf(later)).toBeGreaterThan(0)
  expect(ageOf(later)).toBeLessThan(2_100)
  expect(stand.states<OptimisticState<Any>>()[2].joining).toBeNull()
})
