/** When a copy is sent: by what is built in, the same as a policy, and by others. */
import { describe, expect, it } from 'vitest'
import afterDelayText from '../../src/decisions/hedge/afterDelay.ts?raw'
import atP95Text from '../../src/decisions/hedge/atP95.ts?raw'
import bothText from '../../src/decisions/hedge/both.ts?raw'
import neverText from '../../src/decisions/hedge/never.ts?raw'
import type { CallPolicySpec } from '../../src/scenarios/policies'
import { webShop } from '../../src/scenarios/presets/webShop'
import type { Scenario } from '../../src/scenarios/scenario'
import { learnAnswer, noLatency } from '../../src/services/calling'
import { expectSameRun, play } from './play'

const LONG = { forUs: 10_000_000 }
/** Two idle servers, whose answers seldom take very long. */
const tail = webShop('tail', {
  journeys: [{ id: 'browse', ratePerSecond: 60, deadlineUs: 4_000_000, steps: [{ op: 'call' }] }],
  capacity: { workers: 64, queue: 64, service: { kind: 'logNormal', medianUs: 5_000, sigma: 2 } },
})
const hedging = (policy: Partial<CallPolicySpec> & { from: string; to: string }): Scenario => ({
  ...tail,
  policies: [policy],
})
const p99 = ({ tookUs }: { tookUs: number[] }): number => tookUs[Math.floor(tookUs.length * 0.99)]

describe('the built-in decision as a policy', () => {
  it.each([
    ['of users', { from: 'customers', to: 'balancer' }],
    ['of a balancer', { from: 'balancer', to: 'web' }],
  ])('runs the very same run: %s', (_, edge) => {
    const scenario = hedging({ ...edge, hedge: { delayUs: 60_000, maxAttempts: 3 } })
    const plain = expectSameRun(scenario, ['hedge', afterDelayText], LONG)
    expect(plain.did.get('hedged none')).toBeGreaterThan(5)
    const never = play(scenario, ['hedge', neverText], LONG)
    expect(never.did.get('hedged none')).toBeUndefined()
  })
})

describe('others, where nobody set a hedge', () => {
  const plain = play(tail, null, LONG)
  const [atP95, both] = [atP95Text, bothText].map((text) => play(tail, ['hedge', text], LONG))

  it('later than most: some are sent twice, and the tail is cut', () => {
    const share = (atP95.sentUs.length - plain.sentUs.length) / plain.sentUs.length
    expect(share).toBeGreaterThan(0.02)
    expect(share).toBeLessThan(0.12)
    expect(p99(atP95)).toBeLessThan(0.8 * p99(plain))
  })
  it('two at once: all are sent twice', () => {
    expect(both.sentUs.length / plain.sentUs.length).toBeGreaterThan(1.95)
    expect(p99(both)).toBeLessThan(0.8 * p99(plain))
  })
  it('five requests of one try at most, whatever is decided', () => {
    const many = play(tail, ['hedge', 'export default function now() { return 0 }'], LONG)
    expect(many.sentUs.length / plain.sentUs.length).toBeLessThanOrEqual(5)
    expect(many.world.desk.inForce()).toMatchObject([{ off: false }])
  })
})

describe('what a caller knows of latencies', () => {
  it('comes to rest near the median and the 95th percentile', () => {
    const latency = noLatency()
    let x = 1
    for (let i = 0; i < 5_000; i++) learnAnswer(latency, 1_000 + 10 * (x = (x * 48_271) % 1_009))
    expect(latency.answers).toBe(5_000)
    expect(Math.abs(latency.medianUs / 6_040 - 1)).toBeLessThan(0.15)
    expect(latency.p95Us).toBeGreaterThan(9_000)
    expect(latency.p95Us).toBeLessThan(11_500)
  })
})
