import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Sibling, Siblings } from '../../../src/protocols/dynamo/versions'
import { advanced, bytesOf, descends, reconciled, sameSiblings } from '../../../src/protocols/dynamo/versions'

let version = 0
/** A write by a coordinator that knows of `context`. */
function write(context: Siblings, node: number, counter: number, atUs = counter): Sibling {
  return { clock: advanced(context, node, counter, atUs), version: ++version, value: version }
}
const told = ({ clock }: Sibling): string => clock.map((e) => `${e.node}:${e.counter}`).join(' ')

describe('vector clocks', () => {
  it('figure 3 of the paper: Sx writes twice, Sy and Sz independently, Sx reconciles what they left', () => {
    const [x, y, z] = [1, 2, 3]
    const d1 = write([], x, 1)
    const d2 = write([d1], x, 2)
    const d3 = write([d2], y, 1)
    const d4 = write([d2], z, 1)
    const siblings = reconciled([d3], [d4])
    const d5 = write(siblings, x, 3)
    expect([d1, d2, d3, d4, d5].map(told)).toEqual(['1:1', '1:2', '1:2 2:1', '1:2 3:1', '1:3 2:1 3:1'])
    expect(siblings).toEqual([d3, d4])
    expect([descends(d3.clock, d2.clock), descends(d3.clock, d4.clock), descends(d4.clock, d3.clock)]).toEqual([
      true,
      false,
      false,
    ])
    expect(reconciled(siblings, [d5])).toEqual([d5])
    expect(reconciled([d5], siblings)).toEqual([d5])
  })
  it('a clock of more than ten entries loses the one that is oldest by its time', () => {
    let last = write([], 0, 1, 500)
    for (let node = 1; node <= 9; node++) last = write([last], node, 1, 1000 + node)
    expect(last.clock.length).toBe(10)
    last = write([last], 10, 1, 2000)
    expect(last.clock.map((e) => e.node)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })
  it('an entry is twelve bytes', () => {
    const one = write([], 1, 1)
    expect(bytesOf([write([one], 2, 1)]) - bytesOf([one])).toBe(12)
  })
})

/** A history of writes, each by some node that had merged some of what was written before. */
const histories = fc
  .array(fc.record({ node: fc.nat(3), knows: fc.array(fc.nat(20), { maxLength: 4 }) }), { minLength: 1, maxLength: 12 })
  .map((writes) => {
    const made: Sibling[] = []
    writes.forEach(({ node, knows }, i) => {
      const known = knows.flatMap((k) => (made.length > 0 ? [made[k % made.length]] : []))
      const context = known.reduce<Siblings>((all, one) => reconciled(all, [one]), [])
      made.push(write(context, node, i + 1))
    })
    return made
  })

describe('siblings', () => {
  it('come out the same in whatever order and however often versions are merged', () => {
    fc.assert(
      fc.property(histories, fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }), (made, order) => {
        const merge = (all: readonly Sibling[]) => all.reduce<Siblings>((sum, one) => reconciled(sum, [one]), [])
        const shuffled = made.map((one, i) => ({ one, at: order[i] })).sort((a, b) => a.at - b.at)
        const a = merge(made)
        const b = merge([...shuffled.map(({ one }) => one), ...made.slice(0, 3)])
        expect(sameSiblings(a, b)).toBe(true)
      }),
    )
  })
  it('none descends from another, and every write lives on in one of them', () => {
    fc.assert(
      fc.property(histories, (made) => {
        const left = made.reduce<Siblings>((sum, one) => reconciled(sum, [one]), [])
        for (const a of left) for (const b of left) if (a !== b) expect(descends(a.clock, b.clock)).toBe(false)
        for (const one of made) expect(left.some(({ clock }) => descends(clock, one.clock))).toBe(true)
      }),
    )
  })
  it('what adds nothing changes nothing', () => {
    const one = write([], 1, 1)
    const all = reconciled([], [one])
    expect(reconciled(all, [one])).toBe(all)
  })
})
