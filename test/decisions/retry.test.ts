/** Whether a call that failed is tried again: by what is built in, the same as a policy, and by others. */
import { describe, expect, it } from 'vitest'
import atOnceText from '../../src/decisions/retry/atOnce.ts?raw'
import backoffText from '../../src/decisions/retry/backoff.ts?raw'
import decorrelatedText from '../../src/decisions/retry/decorrelated.ts?raw'
import fullJitterText from '../../src/decisions/retry/fullJitter.ts?raw'
import neverText from '../../src/decisions/retry/never.ts?raw'
import noJitterText from '../../src/decisions/retry/noJitter.ts?raw'
import { storefront } from '../../src/scenarios/presets/storefront'
import type { Scenario } from '../../src/scenarios/scenario'
import { expectSameRun, play } from './play'
import { retrying, rush } from './rush'

const SECOND = 1_000_000
const LONG = { forUs: 5 * SECOND }

/** Requests in the fullest hundredth of a second after the rush itself. */
function crest({ sentUs }: { sentUs: number[] }): number {
  const bins = new Map<number, number>()
  for (const us of sentUs.filter((at) => at > SECOND + 60_000))
    bins.set(Math.floor(us / 10_000), (bins.get(Math.floor(us / 10_000)) ?? 0) + 1)
  return Math.max(...bins.values())
}

describe('the built-in decision as a policy', () => {
  const budget = { ratio: 0.5, minRetriesPerSecond: 1, ttlUs: 10 * SECOND }
  it.each([
    ['with jitter', retrying({ attempts: 4, backoffUs: 100_000 }), backoffText],
    ['without', retrying({ attempts: 3, backoffUs: 50_000, strategy: 'exponential', maxUs: 80_000 }), backoffText],
    ['under a budget', retrying({ attempts: 4, backoffUs: 50_000 }, { budget }), backoffText],
    ['decorrelated', retrying({ attempts: 5, strategy: 'decorrelatedJitter', backoffUs: 30_000 }), decorrelatedText],
  ])('runs the very same run: %s', (_, scenario, text) => {
    const plain = expectSameRun(scenario, ['retry', text], LONG)
    expect(play(scenario, ['retry', neverText], LONG).fingerprint).not.toBe(plain.fingerprint)
  })
  it('before a store too', () => {
    const lossy: Scenario = { ...storefront, faults: [{ atUs: SECOND, kind: 'kill', target: { group: 'store' } }] }
    const plain = expectSameRun(lossy, ['retry', backoffText])
    expect(play(lossy, ['retry', neverText]).fingerprint).not.toBe(plain.fingerprint)
  })
})

describe('others, where nobody set any retries', () => {
  const [plain, never, atOnce, noJitter, fullJitter] = [null, neverText, atOnceText, noJitterText, fullJitterText].map(
    (text) => play(rush, ['retry', text], LONG),
  )

  it('never: as without a policy', () => {
    expect(never.fingerprint).toBe(plain.fingerprint)
    expect(never.failed).toBeGreaterThan(100)
  })
  it('at once: three times as many more requests, and hardly anybody is helped', () => {
    expect(atOnce.sentUs.length - never.sentUs.length).toBeGreaterThan(200)
    expect(atOnce.failed).toBeGreaterThan(never.failed * 0.7)
  })
  it('without jitter who failed together comes back together; with jitter not, and more succeed', () => {
    expect(crest(noJitter)).toBeGreaterThan(2 * crest(fullJitter))
    expect(fullJitter.failed).toBeLessThan(noJitter.failed)
  })
  it('no more than twenty tries, whatever is decided', () => {
    const always = play(rush, ['retry', 'export default function always(): number { return 0 }'], LONG)
    expect(always.sentUs.length).toBeLessThanOrEqual(20 * (always.ok + always.failed))
    expect(always.world.desk.inForce()).toMatchObject([{ off: false }])
  })
})
