import { expect, test } from 'vitest'
import { lostWrites } from '../../../src/app/verdicts/lostWrites'
import type { LabStatus } from '../../../src/lab/protocol'

const breach = (code: string, atUs: number, params: Record<string, number>): LabStatus['breaches'][number] => ({
  code,
  atUs,
  shard: 0,
  nodes: ['shard-1a'],
  params,
})
const FOUND = [
  breach('twoPrimaries', 12e6, { what: 2 }),
  breach('writesLost', 18.5e6, { writes: 200 }),
  breach('writesLost', 19e6, { writes: 3 }),
]

test('acknowledged writes that are gone are counted from the moment at which the first was found, and not before', () => {
  expect(lostWrites(FOUND, 18e6)).toBeNull()
  expect(lostWrites(FOUND, 18.5e6)).toEqual({ writes: 200, firstUs: 18.5e6 })
  expect(lostWrites(FOUND, 20e6)).toEqual({ writes: 203, firstUs: 18.5e6 })
})

test('where a store promised to keep them, a broken promise counts the same', () => {
  expect(lostWrites([breach('acknowledgedLost', 5, { writes: 1 })], 5)).toEqual({ writes: 1, firstUs: 5 })
})
