/** One cluster that many share: commands stamped by somebody else land in everybody's world at the same place, whenever they come. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StampedCommand } from '../../src/cluster/command'
import { finish } from '../../src/lab/job'
import type { Lab } from '../../src/lab/lab'
import { cutC, killB, labAt, slowA } from './runs'

const SECOND = 1_000_000
const AT_ITS_END = Number.MAX_SAFE_INTEGER
const at = (atUs: number, command: StampedCommand['command']): StampedCommand => ({
  atUs,
  afterEvents: AT_ITS_END,
  command,
})
const endOf = (lab: Lab) => {
  finish(lab.seek(3 * SECOND))
  return lab.fingerprint()
}
const stamped = (): StampedCommand[] => [at(SECOND, killB), at(1_500_000, slowA), at(2 * SECOND, cutC)]

describe('commands of others', () => {
  it('land where they are stamped, whether they were known long before, just before, or only afterwards', () => {
    const known = labAt(0)
    finish(known.receive(stamped()))
    const expected = endOf(known)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 * SECOND }), { minLength: 3, maxLength: 3 }), (moments) => {
        const lab = labAt(0)
        stamped().forEach((command, i) => {
          finish(lab.seek(moments[i]))
          finish(lab.receive([command]))
          expect(lab.timeUs).toBe(moments[i])
        })
        expect(endOf(lab)).toEqual(expected)
      }),
      { numRuns: 20 },
    )
  })

  it('that name nothing here are left out, and so are those that depend on the moment', () => {
    const lab = labAt(0)
    const nobody = { kind: 'kill', target: { node: 'nobody' } } as const
    finish(lab.receive([at(SECOND, nobody), at(SECOND, { kind: 'addShard' })]))
    expect(lab.active.commands).toEqual([])
    expect(endOf(lab)).toEqual(endOf(labAt(0)))
  })
})
