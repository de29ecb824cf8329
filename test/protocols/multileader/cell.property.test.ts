/** Whatever order versions come in, and however often, leaders that have joined the same writes are equal. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LeaderCell, Policy } from '../../../src/protocols/multileader/cell'
import { leaderCells } from '../../../src/protocols/multileader/cell'
import { includes } from '../../../src/protocols/optimistic/vector'

const POLICIES: Policy[] = ['lastWriterWins', 'keepSiblings', 'max', 'union']
/** Actors write, and now and then join what another has: the cells that they can come to. */
const history = fc.array(
  fc.record({ actor: fc.nat(2), joins: fc.option(fc.nat(2), { nil: null }), value: fc.nat(20), clockOff: fc.nat(9) }),
  { minLength: 1, maxLength: 12 },
)
function reached(policy: Policy, steps: typeof history extends fc.Arbitrary<infer T> ? T : never): LeaderCell[] {
  const type = leaderCells(policy)
  const at: (LeaderCell | null)[] = [null, null, null]
  const all: LeaderCell[] = []
  steps.forEach(({ actor, joins, value, clockOff }, i) => {
    const other = joins === null ? null : at[joins]
    const mine = at[actor]
    const before = other && mine ? type.join(mine, other) : (mine ?? other)
    const byClock = (i + 1 + clockOff * 3) * 1000 + i
    const afterSeen = Math.max(byClock, before ? (Math.floor(type.read(before).version / 1000) + 1) * 1000 + i : 0)
    const { cell } = type.write(before, { actor, value, byClock, afterSeen, nth: i + 1 })
    at[actor] = cell
    all.push(cell)
  })
  return all
}

describe.each(POLICIES)('%s', (policy) => {
  const type = leaderCells(policy)
  it('joining is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.nat(), fc.nat(), (steps, i, j, k) => {
        const cells = reached(policy, steps)
        const [a, b, c] = [cells[i % cells.length], cells[j % cells.length], cells[k % cells.length]]
        expect(type.join(a, b)).toEqual(type.join(b, a))
        expect(type.join(type.join(a, b), c)).toEqual(type.join(a, type.join(b, c)))
        expect(type.join(a, a)).toEqual(a)
        expect(type.equal(type.join(a, b), type.join(b, a))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

it('siblings are exactly what does not know of each other', () => {
  const type = leaderCells('keepSiblings')
  fc.assert(
    fc.property(history, (steps) => {
      const cells = reached('keepSiblings', steps)
      const { versions } = cells.reduce((a, b) => type.join(a, b))
      for (const a of versions) for (const b of versions) if (a !== b) expect(includes(a.clock, b.clock)).toBe(false)
      const all = cells.flatMap((cell) => cell.versions)
      for (const v of all) expect(versions.some((kept) => includes(kept.clock, v.clock))).toBe(true)
    }),
  )
})

const leader = (actor: number, nth: number, value: number, stamp: number) => ({
  actor,
  nth,
  value,
  byClock: stamp,
  afterSeen: stamp,
})
it('two leaders write at once: the later stamp, both, the greater, or all', () => {
  const met = (policy: Policy): number[] => {
    const type = leaderCells(policy)
    const a = type.write(null, leader(0, 1, 9, 100)).cell
    const b = type.write(null, leader(1, 1, 7, 200)).cell
    expect(type.concurrent?.(a, b)).toBe(true)
    return type.join(a, b).versions.flatMap((v) => v.values.map(({ value }) => value))
  }
  expect(met('lastWriterWins')).toEqual([7])
  expect(met('keepSiblings')).toEqual([9, 7])
  expect(met('max')).toEqual([9])
  expect(met('union')).toEqual([9, 7])
})
it('a leader whose clock lags loses its write to one that it has seen; siblings do not', () => {
  for (const [policy, kept] of [
    ['lastWriterWins', 9],
    ['keepSiblings', 7],
  ] as const) {
    const type = leaderCells(policy)
    const a = type.write(null, leader(0, 1, 9, 500)).cell
    const b = type.write(a, { ...leader(1, 1, 7, 200), afterSeen: 501 }).cell
    expect(type.read(b).value).toBe(kept)
    expect(type.concurrent?.(a, b)).toBe(false)
  }
})
