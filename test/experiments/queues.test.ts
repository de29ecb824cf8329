import { describe, expect, test } from 'vitest'
import { planCases, runCase } from '../../src/experiments'
import { serviceOf } from '../../src/experiments/queues/experiments'
import { simulateQueue } from '../../src/experiments/queues/queue'
import { mg1, mm1, mm1WaitError, mmc } from '../../src/experiments/queues/theory'
import { Distribution } from '../../src/kernel'
import { finish } from './finish'

describe('theory', () => {
  test('M/M/1 at .9 (published): L 9, W 10, Wq 9, p50 6.931, p95 29.957, p99 46.052', () => {
    const { L, W, Wq, p50, p95, p99 } = mm1(0.9)
    for (const [got, published] of [
      [L, 9],
      [W, 10],
      [Wq, 9],
      [p50, 6.931471805599454],
      [p95, 29.957322735539915],
      [p99, 46.05170185988092],
    ])
      expect(got).toBeCloseTo(published, 9)
  })
  test('Erlang C (published): 1.6 on 2 waits with .7111, 18 on 20 with .55077; one server is M/M/1', () => {
    expect(mmc(1.6, 2).C).toBeCloseTo(0.7111111111111112, 12)
    expect(mmc(1.6, 2).L).toBeCloseTo(4.4444444444444455, 12)
    expect(mmc(18, 20).C).toBeCloseTo(0.5507690048161179, 12)
    expect(mmc(0.8, 1).W).toBeCloseTo(mm1(0.8).W, 12)
  })
  test('Pollaczek-Khinchine (published): at .95 and cs2 = 4 a wait of 47.5; cs2 = 1 is M/M/1', () => {
    expect(mg1(0.95, 4)).toMatchObject({
      Wq: expect.closeTo(47.5, 9) as number,
      L: expect.closeTo(46.075, 9) as number,
    })
    expect(mg1(0.9, 1).Wq).toBeCloseTo(mm1(0.9).Wq, 12)
  })
  test('the standard error of a million waits (published): .27 % of W at .5, 1.9 % at .9, 20 % at .99', () => {
    const relative = [0.5, 0.9, 0.99].map((rho) => mm1WaitError(rho, 1e6) / mm1(rho).W)
    expect(relative.map((r) => Number(r.toPrecision(2)))).toEqual([0.0027, 0.019, 0.2])
  })
  test.each([0, 0.25, 1, 4])('a service time of mean 1 with squared coefficient of variation %d', (cs2) => {
    const law = Distribution.of(serviceOf(cs2))
    expect(law.meanUs()).toBeCloseTo(1e6, 3)
    expect(law.variance() / 1e12).toBeCloseTo(cs2, 9)
  })
})

describe('a simulated queue', () => {
  test.each(['queue.mm1', 'queue.mmc', 'queue.mg1'])('%s: every case agrees, Little exactly', (id) => {
    for (const planned of planCases([id], { customers: 100_000 })) {
      const row = finish(runCase(planned))
      expect(row.pass, `${row.case}: ${JSON.stringify(row)}`).toBe(true)
      expect(row.measured['L-lambda*W']).toBeLessThan(1e-9)
    }
  })
  test('a wrong service law fails: a tenth too slow', () => {
    const setting = { lambda: 0.8, workers: 1, customers: 200_000, seed: 1 }
    const fold = finish(simulateQueue({ ...setting, service: { kind: 'exponential', meanUs: 1.1e6 } }))
    const { W } = fold.result(fold.endUs).figures
    expect(W - mm1(0.8).W).toBeGreaterThan(3 * mm1WaitError(0.8, setting.customers))
  })
})
