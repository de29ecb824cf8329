import { describe, expect, test } from 'vitest'
import type { ReproductionRow } from '../../src/experiments'
import { planCases, runCase } from '../../src/experiments'
import { finish } from './finish'

const rowsOf = (id: string, set: Record<string, string | number> = {}): ReproductionRow[] =>
  planCases([id], set).map((planned) => finish(runCase(planned)))
function one(id: string, set: Record<string, string | number>): ReproductionRow {
  const rows = rowsOf(id, set)
  expect(rows).toHaveLength(1)
  return rows[0]
}
const refused = (id: string, set: Record<string, string | number>): unknown => {
  try {
    planCases([id], set)
  } catch (error) {
    return { code: (error as { code: string }).code, ...(error as { params: object }).params }
  }
  throw new Error('nothing was refused')
}

describe('every case holds', () => {
  test.each([
    ['hash.crc16slot', 13, {}],
    ['hash.jump', 24, {}],
    ['hash.murmur3', 9, {}],
    ['hash.ketama', 6, {}],
    ['quorum.k', 40, { trials: 20_000 }],
    ['hash.moved', 15, { keys: 60_000, rings: 5, vnodes: 400 }],
    ['hash.vnode', 7, { rings: 40 }],
    ['hash.bounded', 2, { rings: 60 }],
    ['dynamo.strategies', 13, { rings: 8 }],
  ])('%s: %d', (id, cases, set) => {
    const rows = rowsOf(id, set)
    expect(rows).toHaveLength(cases)
    for (const row of rows) {
      expect(row.expected, row.case).not.toBeNull()
      expect(row.pass, JSON.stringify(row)).toBe(true)
    }
  })
})

describe('other parameters', () => {
  test('a quorum by N, R, W and k: .64 of five, two read, one written, the last two versions', () => {
    const { measured, expected, pass } = one('quorum.k', { N: 5, R: 2, W: 1, k: 2 })
    expect(expected).toEqual({ p: 0.64 })
    expect([Math.abs(Number(measured.p) - 0.64) < 0.005, pass]).toEqual([true, true])
  })
  test('one that nobody published is judged by the formula', () => {
    const { measured, expected, pass } = one('quorum.k', { N: 7, R: 2, W: 2, k: 3, trials: 50_000 })
    expect(expected?.p).toBeCloseTo(1 - (10 / 21) ** 3, 12)
    expect([Math.abs(Number(measured.p) - (1 - (10 / 21) ** 3)) < 0.01, pass]).toEqual([true, true])
  })
  test('keys', () => {
    expect(one('hash.crc16slot', { key: 'bar' }).measured.slot).toBe(5061)
    expect(one('hash.crc16slot', { key: '' })).toMatchObject({ case: '(empty)', measured: { slot: 0 }, pass: true })
    expect(one('hash.crc16slot', { key: 'user:{7}' })).toMatchObject({ expected: null, pass: true })
    expect(one('hash.jump', { key: 7, buckets: 100 }).measured).toEqual({ bucket: 97 })
    expect(one('hash.jump', { key: '18446744073709551615', buckets: 9 }).expected).toBeNull()
    expect(one('hash.murmur3', { key: '0x7072656669780001' }).measured.token).toBe('3700033067394128583')
    expect(one('hash.ketama', { key: 'foo', servers: 1 })).toMatchObject({
      case: 'foo of 1',
      expected: null,
      measured: { hash: 3675831724, owner: '10.0.1.1:11211' },
    })
  })
  test('rings', () => {
    expect(one('hash.vnode', { n: 10, V: 100, rings: 100 }).measured.relSd).toBeCloseTo(0.0945, 2)
    expect(one('hash.vnode', { n: 5, V: 20, rings: 100, hash: 'murmur3' }).pass).toBe(true)
    expect(one('hash.moved', { scheme: 'ring', from: 7, keys: 20_000, rings: 20 }).pass).toBe(true)
    expect(one('hash.bounded', { epsilon: 1, n: 10, m: 100, rings: 20 }).measured).toMatchObject({ cap: 2 })
    expect(one('dynamo.strategies', { strategy: 3, S: 10, Q: 1000, rings: 5 })).toMatchObject({
      case: 's3 Q=1000 S=10',
      expected: null,
    })
  })
  test('refused where they make no sense, with what is allowed', () => {
    expect(refused('quorum.k', { N: 2, W: 3, R: 1 })).toMatchObject({ code: 'experiment.value', name: 'W', max: 2 })
    expect(refused('quorum.k', { p: 1 })).toMatchObject({ allowed: 'N, R, W, k, trials, seed' })
    expect(refused('hash.jump', { key: 'foo' })).toMatchObject({ code: 'experiment.form', name: 'key' })
    expect(refused('hash.jump', { key: '18446744073709551616' })).toMatchObject({ code: 'experiment.value' })
    expect(refused('hash.moved', { scheme: 'magic' })).toMatchObject({
      code: 'experiment.choice',
      allowed: 'jump, modulo, rendezvous, ring, slots',
    })
    expect(refused('dynamo.strategies', { S: 2 })).toMatchObject({ name: 'N', max: 2 })
  })
})
