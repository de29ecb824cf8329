import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FaultlineError } from '../../../src/kernel'
import { finish } from '../../../src/lab/job'
import { figuresOf } from '../../../src/lab/trial/figures'
import { seedRunJob } from '../../../src/lab/trial/seedRun'
import { summarise } from '../../../src/lab/trial/summary'
import type { Trial } from '../../../src/lab/trial/trial'
import { seedsFrom, trialWithout } from '../../../src/lab/trial/trial'
import { wholeRun } from '../../../src/lab/wholeRun'
import { policyId } from '../../../src/policies'
import { codeOf, libraryOf } from '../../policies/applied'
import { killB, labAt, small } from '../runs'
import { SECOND, killed, runOf, slowed } from './trials'

const played = (trial: Trial) => trial.seeds.map((seed) => finish(seedRunJob(trial, seed)))
const at = (measure: string) => figuresOf(['buy']).findIndex((figure) => figure.measure === measure)

describe('one seed of a trial', () => {
  test('is the two runs as they would be alone', () => {
    const trial = trialWithout(runOf(2 * SECOND, [slowed, killed]), 1, [7, 8], 2 * SECOND)
    for (const { seed, with: happened, without } of played(trial)) {
      expect(happened.fingerprint).toBe(wholeRun(small, seed, 2 * SECOND, [slowed, killed]).fingerprint)
      expect(without.fingerprint).toBe(wholeRun(small, seed, 2 * SECOND, [slowed]).fingerprint)
    }
  })
  test('has, from a change at the beginning on, the figures of whole runs', () => {
    const trial = trialWithout(runOf(2 * SECOND, [{ ...slowed, atUs: 0 }]), 0, [7], 2 * SECOND)
    const [{ without }] = played(trial)
    const { operations, latencyMs, staleness } = wholeRun(small, 7, 2 * SECOND)
    const { ok, late, failed, unknown, attempts } = operations.byJourney.buy
    const ended = ok + late + failed + unknown
    const { p50, p95, p99 } = latencyMs.byJourney.buy
    expect(without.values).toEqual([ok / ended, staleness.ratio, p50, p95, p99, ok / 2, attempts / ended, 0])
  })
  test('is, in the run’s own seed, the run of the lab to the last event', () => {
    const lab = labAt(SECOND)
    const before = lab.value().commands
    finish(lab.act(killB))
    lab.advance(SECOND, () => false)
    expect(before).toEqual([])
    const [own] = played(trialWithout(lab.value(), 0, [7], 2 * SECOND))
    expect(own.with.fingerprint).toBe(lab.fingerprint().hex)
  })
  test('leaves out only what was begun before the change', () => {
    const [own] = played(trialWithout(runOf(2 * SECOND, [killed]), 0, [7], 2 * SECOND))
    const whole = wholeRun(small, 7, 2 * SECOND).operations.byJourney.buy
    const goodput = own.without.values[at('goodput')] as number
    expect(goodput).toBeGreaterThan(0)
    expect(goodput).toBeLessThan(whole.ok)
  })
  test('knows no figure that no operation gave', () => {
    const [own] = played(trialWithout(runOf(SECOND / 2 + 1), 0, [7], SECOND / 2 + 1))
    expect(own.with.values).toEqual([null, null, null, null, null, null, null, 0])
  })
  test('is the same again', () => {
    const trial = trialWithout(runOf(SECOND), 0, [9], SECOND)
    expect(played(trial)).toEqual(played(trial))
  })
})

describe('a change against itself', () => {
  test('makes no difference in any figure of any seed', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1e6 }), fc.integer({ min: 0, max: SECOND }), (seed, fromUs) => {
        const run = { ...runOf(SECOND + 100_000, [slowed]), seed }
        const trial: Trial = { with: run, without: run, fromUs, seeds: seedsFrom(seed, 2) }
        const { figures } = summarise(trial, ['buy'], played(trial))
        return figures.every(({ difference, halfWidth, rose, fell }) => !difference && !halfWidth && rose + fell === 0)
      }),
      { numRuns: 8 },
    )
  })
})

describe('what is left out', () => {
  const code = codeOf('quorum', 'export default function all(): number { return 3 }')
  const set = {
    ...slowed,
    command: { kind: 'setPolicy', contract: 'quorum', code: policyId(code), reach: {} },
  } as const
  const run = { ...runOf(2 * SECOND, [slowed, set, killed]), policies: { [policyId(code)]: code } }

  test('is all that policies do, from the first on', () => {
    const { without, fromUs } = trialWithout(run, 'policies', [7], 2 * SECOND)
    expect(without.commands).toEqual([slowed, killed])
    expect(fromUs).toBe(set.atUs)
  })
  test('is played with the code that the run carries', () => {
    const trial = trialWithout(run, 'policies', [7], 2 * SECOND)
    const { with: happened, without } = finish(seedRunJob(trial, 7, libraryOf(code)))
    expect(happened.fingerprint).not.toBe(without.fingerprint)
    expect(happened.fingerprint).toBe(wholeRun(small, 7, 2 * SECOND, run.commands, libraryOf(code)).fingerprint)
  })
  test('must be there, with time after it', () => {
    expect(() => trialWithout(run, 3, [7], 2 * SECOND)).toThrow(new FaultlineError('trial.nothing'))
    expect(() => trialWithout(run, 2, [7], SECOND)).toThrow(
      new FaultlineError('trial.span', { fromUs: SECOND, toUs: SECOND }),
    )
  })
  test('seeds are the run’s own and those after it', () => expect(seedsFrom(7, 3)).toEqual([7, 8, 9]))
})
