import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Draws } from '../../src/kernel'
import type { CachePolicy, CacheTable, Looked } from '../../src/resilience/cache'
import { forget, landed, look, mayFetch, newTable, noFlights, put } from '../../src/resilience/cache'

const PLAIN: CachePolicy = {
  entries: 3,
  ttlUs: 1_000,
  ttlJitter: 0,
  negativeTtlUs: 0,
  earlyBeta: 0,
  staleUs: 0,
  leaseUs: 0,
}
const never = (): number => {
  throw new Error('no chance was to decide here')
}
const asks = (table: CacheTable, policy: CachePolicy, key: number, nowUs: number, unit = never): Looked =>
  look(table, policy, key, nowUs, true, unit)
const fills = (table: CacheTable, policy: CachePolicy, key: number, nowUs: number, version = 1, unit = never): void =>
  put(table, policy, key, { value: version, version, copiedUs: nowUs, ownAgeMs: 0, tookUs: 100 }, nowUs, unit)

describe('a bounded cache', () => {
  it('equals a list whose least recently used key leaves, whatever is asked and put', () => {
    const act = fc.record({ what: fc.constantFrom('ask', 'put', 'forget'), key: fc.nat(5) })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 100 }), fc.integer({ min: 1, max: 4 }), (acts, entries) => {
        const policy = { ...PLAIN, entries, ttlUs: 1e9 }
        const table = newTable()
        let model: number[] = []
        acts.forEach(({ what, key }, nowUs) => {
          const isThere = model.includes(key)
          if (what !== 'ask' || isThere) model = model.filter((k) => k !== key)
          if (what === 'put' || (what === 'ask' && isThere)) model.push(key)
          if (model.length > entries) model.shift()
          if (what === 'ask') expect(asks(table, policy, key, nowUs)).toBe(isThere ? 'hit' : 'miss')
          else if (what === 'put') fills(table, policy, key, nowUs)
          else forget(table, key)
          expect([...table.entries.keys()]).toEqual(model)
        })
      }),
    )
  })

  it('never puts something older over something newer', () => {
    const table = newTable()
    fills(table, PLAIN, 1, 0, 7)
    fills(table, PLAIN, 1, 10, 5)
    expect(table.entries.get(1)).toMatchObject({ version: 7, copiedUs: 0 })
  })
})

describe('the time to live', () => {
  it('is over after it, and of nothing sooner where that is said', () => {
    const table = newTable()
    fills(table, { ...PLAIN, negativeTtlUs: 100 }, 1, 0, 5)
    fills(table, { ...PLAIN, negativeTtlUs: 100 }, 2, 0, 0)
    expect([99, 100, 999, 1_000].map((at) => [asks(table, PLAIN, 1, at), asks(table, PLAIN, 2, at)])).toEqual([
      ['hit', 'hit'],
      ['hit', 'miss'],
      ['hit', 'miss'],
      ['miss', 'miss'],
    ])
  })

  it('jitters: what was put together is over one after another, none later than the full time', () => {
    const policy = { ...PLAIN, entries: 1_000, ttlJitter: 0.5 }
    const table = newTable()
    const draws = new Draws(1)
    for (let key = 0; key < 1_000; key++) fills(table, policy, key, 0, 1, () => draws.at(key, 0, 0, 0).unit())
    const ends = [...table.entries.values()].map(({ expiresUs }) => expiresUs)
    expect(Math.max(...ends)).toBeLessThanOrEqual(1_000)
    expect(Math.min(...ends)).toBeGreaterThan(500)
    const firstHalf = ends.filter((at) => at < 750).length
    expect(firstHalf).toBeGreaterThan(420)
    expect(firstHalf).toBeLessThan(580)
  })
})

describe('early expiry (XFetch)', () => {
  it('comes as often as its law says: δβ|ln u| beyond what is left', () => {
    const policy = { ...PLAIN, earlyBeta: 2 }
    const draws = new Draws(3)
    let early = 0
    for (let n = 0; n < 4_000; n++) {
      const table = newTable()
      fills(table, policy, 1, 0)
      // 300 µs are left; δβ is 200: P = e^−1.5 = 0.223.
      if (asks(table, policy, 1, 700, () => draws.at(n, 0, 0, 0).unit()) === 'early') early++
    }
    expect(Math.abs(early / 4_000 - 0.223)).toBeLessThan(0.03)
  })

  it('with a lease sends only one asker', () => {
    const policy = { ...PLAIN, earlyBeta: 1, leaseUs: 500 }
    const table = newTable()
    fills(table, policy, 1, 0)
    const sure = (): number => 1e-9
    expect([asks(table, policy, 1, 900, sure), asks(table, policy, 1, 901, sure)]).toEqual(['early', 'hit'])
  })
})

describe('what has just expired', () => {
  it('still serves while one asker fetches it anew, and no longer than it may', () => {
    const policy = { ...PLAIN, staleUs: 500 }
    const table = newTable()
    fills(table, policy, 1, 0)
    expect([1_100, 1_101, 1_499].map((at) => asks(table, policy, 1, at))).toEqual(['refresh', 'stale', 'stale'])
    expect(asks(table, policy, 1, 1_500)).toBe('miss')
    fills(table, policy, 1, 1_600)
    expect(asks(table, policy, 1, 1_700)).toBe('hit')
  })
})

describe('a lease', () => {
  it('lets one asker fill; others wait, until it has or its time is over', () => {
    const policy = { ...PLAIN, leaseUs: 500 }
    const table = newTable()
    expect([0, 1, 499].map((at) => asks(table, policy, 1, at))).toEqual(['miss', 'wait', 'wait'])
    expect(asks(table, policy, 1, 500)).toBe('miss')
    fills(table, policy, 1, 600)
    expect(asks(table, policy, 1, 601)).toBe('hit')
    expect(table.counts).toEqual({ hits: 1, misses: 2, evictions: 0, early: 0, stale: 0, waits: 2 })
  })
})

describe('coalescing', () => {
  it('has at most one fetch of a key under way, and forgets nobody who waits', () => {
    const act = fc.record({ key: fc.nat(3), lands: fc.boolean() })
    fc.assert(
      fc.property(fc.array(act, { maxLength: 200 }), (acts) => {
        const flights = noFlights()
        const underWay = new Map<number, number[]>()
        acts.forEach(({ key, lands }, who) => {
          if (lands) {
            const { waiting } = landed(flights, key)
            expect(waiting).toEqual(underWay.get(key) ?? [])
            underWay.delete(key)
          } else if (mayFetch(flights, key, who, who)) {
            expect(underWay.has(key)).toBe(false)
            underWay.set(key, [])
          } else underWay.get(key)!.push(who)
        })
      }),
    )
  })
})
