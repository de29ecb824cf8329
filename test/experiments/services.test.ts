/** The reproductions of services: quick ones whole, long ones cut short; theory against published figures; planted violations. */
import { describe, expect, it } from 'vitest'
import { planCases, runCase } from '../../src/experiments'
import { playSupermarket, supermarketW, tailShare } from '../../src/experiments/balancing/supermarket'
import { watch } from '../../src/experiments/objectives/alerts'
import { mmck } from '../../src/experiments/queues/theory'
import { contend } from '../../src/experiments/retries/contention'
import { LeafLaw } from '../../src/experiments/tail/leafLaw'
import { BACKOFFS } from '../../src/resilience/backoff'
import { RECOMMENDED_ALERTS } from '../../src/telemetry/slo'
import { finish } from './finish'

const rowsOf = (id: string, set: Record<string, number | string> = {}) =>
  planCases([id], set).map((planned) => finish(runCase(planned)))
const holds = (id: string, set: Record<string, number | string> = {}): void => {
  for (const row of rowsOf(id, set)) expect(row.pass, JSON.stringify(row)).toBe(true)
}

describe('every case holds', () => {
  it.each([
    'retry.amp',
    'retry.throttle',
    'retry.grpc',
    'cb.r4j.trace1',
    'cb.r4j.trace2',
    'cb.cockatiel.window',
    'limit.vegas',
    'limit.codel',
    'limit.usl',
    'slo.table',
    'avail.math',
  ])('%s', (id) => holds(id))
  it.each(['queue.erlangB', 'queue.mm1k', 'queue.mmck'])('%s, with fewer customers', (id) => {
    holds(id, { customers: 100_000 })
  })
  it('tail.fanout, with fewer trials', () => holds('tail.fanout', { trials: 5_000 }))
  it('tail.hedge, with fewer trials', () => holds('tail.hedge', { trials: 100_000 }))
  it('tail.tied, with fewer reads', () => holds('tail.tied', { reads: 20_000 }))
  it('backoff.aws, for ten clients', () => holds('backoff.aws', { clients: 10, reps: 200 }))
  it('p2c.fixed, for two choices', () => holds('p2c.fixed', { d: 2, lambda: 0.8, customers: 200_000 }))
  it('metastable.bronson: above half of the capacity it recovers without retries only', () => {
    const [retrying, not] = rowsOf('metastable.bronson', { load: 200, what: 'state' })
    expect([retrying.pass, not.pass]).toEqual([true, true])
    expect([retrying.measured.stable, not.measured.stable]).toEqual(['no', 'yes'])
  })
})

describe('other parameters', () => {
  it('have one row and their figures', () => {
    const figures = (id: string, set: Record<string, number | string>) => {
      const rows = rowsOf(id, set)
      expect(rows).toHaveLength(1)
      return Object.keys(rows[0].measured)
    }
    expect(figures('queue.mmck', { a: 4.4, c: 4, K: 10, customers: 20_000 })).toContain('loss')
    expect(figures('queue.erlangB', { a: 7, c: 3, customers: 20_000 })).toContain('loss')
    expect(figures('p2c.fixed', { lambda: 0.7, d: 2, customers: 20_000 })).toEqual(['W'])
    expect(figures('backoff.aws', { strategy: 'Decorr', clients: 20, reps: 5 })).toEqual(['calls', 'ms'])
  })
  it('that cannot be are refused', () => {
    const refused = (id: string, set: Record<string, number | string>) => () => planCases([id], set)
    expect(refused('queue.mmck', { c: 12, K: 10 })).toThrow(expect.objectContaining({ code: 'experiment.value' }))
    expect(refused('p2c.fixed', { servers: 1, d: 2 })).toThrow(expect.objectContaining({ code: 'experiment.value' }))
    expect(refused('backoff.aws', { strategy: 'Hope' })).toThrow(expect.objectContaining({ code: 'experiment.choice' }))
    expect(refused('cb.r4j.trace1', { outcomes: 'E X' })).toThrow(expect.objectContaining({ code: 'experiment.form' }))
  })
  it('nothing is claimed of what nobody published', () => {
    const [row] = rowsOf('cb.r4j.trace1', { outcomes: 'S S E E E E' })
    expect(row).toMatchObject({ expected: null, pass: true, measured: { state: 'C C C C OPEN' } })
  })
})

describe('theory', () => {
  it('loss systems (published): 5 on 5 lose .28487; M/M/1/10 at 2 loses half and serves .99951', () => {
    expect(mmck(5, 5, 5).loss).toBeCloseTo(0.2848678213309025, 12)
    expect(mmck(100, 100, 100).loss).toBeCloseTo(0.07570045271086097, 12)
    expect(mmck(2, 1, 10)).toMatchObject({
      loss: expect.closeTo(0.5002442598925256, 12) as number,
      W: expect.closeTo(9.009775171065494, 9) as number,
      thr: expect.closeTo(0.9995114802149487, 12) as number,
    })
  })
  it('the supermarket model (published): .9 with two choices waits 2.6141; one choice is M/M/1', () => {
    expect([supermarketW(0.9, 2), supermarketW(0.99, 5)].map((w) => Number(w.toFixed(4)))).toEqual([2.6141, 2.9017])
    expect(supermarketW(0.8, 1)).toBeCloseTo(5, 9)
    expect(tailShare(0.5, 2, 3)).toBeCloseTo(0.5 ** 7, 12)
  })
  it('the leaves’ law is what it was calibrated to, and its quantile is its inverse', () => {
    const law = new LeafLaw([
      [10, 0.02],
      [69, 0.001],
      [1_800, 1e-6],
    ])
    expect([5, 10, 69, 1_800].map((ms) => law.survival(ms))).toEqual(
      [0.51, 0.02, 0.001, 1e-6].map((share): unknown => expect.closeTo(share, 12)),
    )
    for (const s of [0.9, 0.02, 0.01, 1e-4, 1e-8]) expect(law.survival(law.quantileMs(s)) / s).toBeCloseTo(1, 9)
  })
})

describe('planted', () => {
  it('a dispatcher that looks at one server only is no power of two choices', () => {
    const run = (d: number) =>
      finish(playSupermarket({ lambda: 0.9, d, servers: 1_000, customers: 100_000, seed: 1 })).W
    expect(run(2)).toBeLessThan(2.8)
    expect(run(1)).toBeGreaterThan(5)
  })
  it('without jitter fifty clients take more than eight times as long as with', () => {
    const ms = (name: 'exponential' | 'fullJitter') => contend(50, BACKOFFS[name](5_000, 2_000_000), 1).endUs
    expect(ms('exponential')).toBeGreaterThan(8 * ms('fullJitter'))
  })
  it('an alert that asks for twice the burn is late', () => {
    const objective = { target: 0.999, periodUs: 30 * 86_400_000_000 }
    const [rule] = RECOMMENDED_ALERTS
    const fires = (burn: number) => watch({ ...rule, burn }, objective, 0.1, rule.longUs).firesUs
    expect(fires(2 * rule.burn)).toBeGreaterThan(1.9 * fires(rule.burn))
  })
})
