import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Assignor } from '../../../src/services/stream/assignors'
import { ASSIGNORS, assign, movedPartitions } from '../../../src/services/stream/assignors'

const nobody = (partitions: number): number[] => Array<number>(partitions).fill(-1)
const counts = (owners: readonly number[], members: readonly number[]): number[] =>
  members.map((member) => owners.filter((owner) => owner === member).length)

describe('who gets which partitions', () => {
  it('range: neighbours together, the first members one more', () => {
    expect(assign('range', [4, 7, 9], nobody(7))).toEqual([4, 4, 4, 7, 7, 9, 9])
  })
  it('round robin: in turn', () => {
    expect(assign('roundRobin', [4, 7, 9], nobody(7))).toEqual([4, 7, 9, 4, 7, 9, 4])
  })
  it('sticky: what is there stays, what a dead member had goes to those with too little', () => {
    const before = assign('sticky', [1, 2, 3], nobody(6))
    expect(before).toEqual([1, 2, 3, 1, 2, 3])
    expect(assign('sticky', [1, 3], before)).toEqual([1, 1, 3, 1, 3, 3])
  })
  it('sticky: a newcomer gets its share, and no more moves', () => {
    const before = assign('sticky', [1, 2, 3], nobody(12))
    const after = assign('sticky', [1, 2, 3, 4], before)
    expect(counts(after, [1, 2, 3, 4])).toEqual([3, 3, 3, 3])
    expect(movedPartitions(before, after)).toBe(3)
  })
  it('a member that leaves costs 3 moves of 12 when sticky, 4 by range and 9 by round robin', () => {
    const moved = ASSIGNORS.map((assignor) => {
      const before = assign(assignor, [1, 2, 3, 4], nobody(12))
      return [assignor, movedPartitions(before, assign(assignor, [1, 3, 4], before))]
    })
    expect(moved).toEqual([
      ['range', 4],
      ['roundRobin', 9],
      ['sticky', 3],
    ])
  })
  it('to nobody, where nobody is', () => {
    expect(assign('sticky', [], [1, 2])).toEqual([-1, -1])
  })
})

describe('every way, whatever came before', () => {
  const some = fc.record({
    assignor: fc.constantFrom<Assignor>(...ASSIGNORS),
    members: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 8 }).map((m) => m.sort((a, b) => a - b)),
    before: fc.array(fc.integer({ min: -1, max: 9 }), { minLength: 1, maxLength: 40 }),
  })
  it('gives every partition to a member, and nobody two more than another', () => {
    fc.assert(
      fc.property(some, ({ assignor, members, before }) => {
        const owners = assign(assignor, members, before)
        expect(owners).toHaveLength(before.length)
        const shares = counts(owners, members)
        expect(shares.reduce((a, b) => a + b)).toBe(before.length)
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
      }),
    )
  })
  it('sticky moves as few as a balanced assignment can', () => {
    fc.assert(
      fc.property(some, ({ members, before }) => {
        const after = assign('sticky', members, before)
        const least = Math.floor(before.length / members.length)
        const larger = before.length % members.length
        // The members that have most may keep one more than the others.
        const had = counts(before, members).sort((a, b) => b - a)
        const kept = had.reduce((sum, n, i) => sum + Math.min(n, least + (i < larger ? 1 : 0)), 0)
        expect(after.filter((owner, p) => owner === before[p]).length).toBe(kept)
      }),
    )
  })
})
