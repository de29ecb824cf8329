import { describe, expect, test } from 'vitest'
import { planCases, runCase } from '../../src/experiments'
import { passes } from '../../src/experiments/experiment'
import type { Measurement } from '../../src/experiments/experiment'
import { FIT_LATENCY, compareFit, sameLegs } from '../../src/experiments/pbs/fits'
import { simulateTrials } from '../../src/experiments/pbs/simulate'
import { pbsTable, playTable } from '../../src/experiments/pbs/table'
import { finish } from './finish'

const trials = 100_000
const disk = FIT_LATENCY['LNKD-DISK']
const setting = { n: 3, r: 1, w: 1, trials: 20_000, writesOnly: 0, seed: 3, laterUs: [0] }

function table(caseName: string, latency = FIT_LATENCY[caseName.slice(0, caseName.lastIndexOf(' '))]): Measurement {
  return finish(playTable(caseName, { ...pbsTable.settingsOf(caseName), trials }, latency))
}

describe('a trial', () => {
  test('finds a read fresh at the commit exactly where the thresholds from the journal say so', () => {
    const fold = finish(simulateTrials({ ...setting, latency: disk }))
    const [fresh] = fold.fresh
    expect(fold.reads[0]).toBe(setting.trials)
    expect(fold.thresholdUs.count).toBe(setting.trials)
    expect(fold.thresholdUs.quantile(fresh / setting.trials)).toBe(0)
    expect(fold.thresholdUs.quantile((fresh + 1) / setting.trials)).toBeGreaterThan(0)
  })

  test('with delays that are all the same: writes and reads take one round trip, and every read is fresh', () => {
    const latency = sameLegs({ kind: 'constant', us: 700 })
    const fold = finish(simulateTrials({ ...setting, latency, trials: 100, laterUs: [5_000] }))
    expect([fold.writeUs.min, fold.writeUs.max, fold.readUs.min, fold.readUs.max]).toEqual([1400, 1400, 1400, 1400])
    expect(fold.fresh).toEqual([100, 100])
  })

  test('with a slow write leg: a read is stale until the slowest leg has passed, less what the read itself takes', () => {
    const constant = (us: number) => ({ kind: 'constant', us }) as const
    // Acknowledgements arrive at once from one replica in ten, so the commit comes early and most replicas lag.
    const write = {
      kind: 'mixture',
      of: [0.1, 0.9].map((weight, i) => ({ weight, spec: constant(i * 10_000) })),
    } as const
    const latency = { write, ack: constant(0), read: constant(1_000), response: constant(1_000) }
    const fold = finish(simulateTrials({ ...setting, latency, laterUs: [8_999, 9_001] }))
    expect(fold.thresholdUs.max).toBe(9_000)
    expect(fold.fresh[1]).toBeLessThan(fold.reads[1])
    expect(fold.fresh[2]).toBe(fold.reads[2])
  })

  test('with quorums that overlap: no read is ever stale', () => {
    const fold = finish(simulateTrials({ ...setting, latency: disk, r: 2, w: 2 }))
    expect(fold.fresh[0]).toBe(setting.trials)
    expect(fold.thresholdUs.max).toBe(0)
  })
})

describe('pbs.table', () => {
  test.each(['LNKD-SSD R1W1', 'LNKD-SSD R2W2', 'LNKD-DISK R1W1', 'LNKD-DISK R3W1'])('%s: reproduced', (caseName) => {
    expect(passes(table(caseName))).toBe(true)
  })

  test('a wrong distribution fails: fast disks, and a write rate that is a seventh too low', () => {
    expect(passes(table('LNKD-DISK R1W1', FIT_LATENCY['LNKD-SSD']))).toBe(false)
    const write = structuredClone(disk.write) as { of: { spec: { meanUs?: number } }[] }
    write.of[1].spec.meanUs = 1000 / 0.16
    expect(passes(table('LNKD-DISK R1W1', { ...disk, write: write as typeof disk.write }))).toBe(false)
  })

  test('other quorums than the published ones are measured and expected to be nothing', () => {
    const [planned, ...more] = planCases(['pbs.table'], { N: 5, R: 2, W: 2, trials: 2_000 })
    expect(more.map(({ caseName }) => caseName)).toEqual(['LNKD-DISK R1W1'])
    expect(finish(runCase(planned))).toMatchObject({
      case: 'LNKD-SSD N5R2W2',
      expected: null,
      tolerance: null,
      pass: true,
    })
  })
})

describe('pbs.fits', () => {
  test('the links draw from the published laws, and another law is told apart', () => {
    for (const fit of Object.keys(FIT_LATENCY)) expect(passes(compareFit(fit, FIT_LATENCY[fit])), fit).toBe(true)
    expect(passes(compareFit('LNKD-DISK', FIT_LATENCY['LNKD-SSD']))).toBe(false)
  })
})
