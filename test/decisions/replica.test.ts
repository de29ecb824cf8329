/** Which replica is asked: what is built in as a policy, and what others do to a run. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster/command'
import inTurn from '../../src/decisions/replica/inTurn.ts?raw'
import leaderOnly from '../../src/decisions/replica/leaderOnly.ts?raw'
import lowestLatency from '../../src/decisions/replica/lowestLatency.ts?raw'
import nearest from '../../src/decisions/replica/nearest.ts?raw'
import random from '../../src/decisions/replica/random.ts?raw'
import { PRESETS } from '../../src/scenarios/presets/all'
import { shop } from '../scenarios/shop'
import { expectSameRun, figures } from './play'

const SHARDS = [1, 2, 3, 4]
const replicas = (...zones: string[]): { node: string }[] =>
  zones.flatMap((zone) => SHARDS.map((shard) => ({ node: `shard-${shard}${zone}` })))
const led = shop({ mode: 'primary', replication: 'async', heartbeatUs: 100_000, failoverUs: 1_000_000, fencing: true })
const eventually: Command = { kind: 'setConsistency', journey: 'dashboard', step: 0, consistency: 'eventual' }

describe('the built-in decision as a policy', () => {
  it('runs the very same run, with a leader or without, with trouble or without', () => {
    const trouble: Record<number, Command> = { 1e6: { kind: 'kill', target: { node: 'shard-1a' } } }
    for (const scenario of [PRESETS.storefront, led])
      for (const faults of [{}, trouble]) expectSameRun(scenario, ['replica', inTurn], { faults })
  })
})

describe('the nearest replica', () => {
  const nearAndFar = (faults: Record<number, Command>) => {
    const play = { forUs: 12e6, faults }
    const near = figures(PRESETS.storefront, ['replica', nearest], { ...play, reach: { journey: 'dashboard' } })
    return { far: figures(PRESETS.storefront, null, play), near }
  }
  it('answers dashboards sooner', () => {
    const { near, far } = nearAndFar({})
    expect(near.latencyMs.byJourney.dashboard.p50).toBeLessThan(far.latencyMs.byJourney.dashboard.p50 as number)
  })
  it('is staler in a partition: services of a zone read on from replicas that only they can reach', () => {
    const elsewhere = [...replicas('b', 'c'), { node: 'api-2' }, { node: 'api-3' }]
    const { near, far } = nearAndFar({ 1e6: { kind: 'partition', groups: [replicas('a'), elsewhere] } })
    expect(near.staleness.stale).toBeGreaterThan(1.2 * far.staleness.stale)
  })
})

describe('the leader alone', () => {
  it('answers hardly anything stale where followers did, once it is known', () => {
    const followersCutOff: Command = { kind: 'partition', groups: [replicas('c'), replicas('a', 'b')] }
    const play = { forUs: 10e6, faults: { 1: eventually, 2e6: followersCutOff } }
    const plain = figures(led, null, play).staleness.stale
    expect(plain).toBeGreaterThan(20)
    expect(figures(led, ['replica', leaderOnly], play).staleness.stale).toBeLessThan(plain / 3)
  })
})

describe('the quickest replica', () => {
  it('leaves a slow one alone', () => {
    const slow: Command = { kind: 'slow', target: { node: 'shard-1a' }, factor: 8 }
    const play = { forUs: 6e6, faults: { 1e6: slow } }
    const p95 = figures(PRESETS.storefront, ['replica', lowestLatency], play).latencyMs.byJourney.dashboard.p95
    expect(p95).toBeLessThan(figures(PRESETS.storefront, null, play).latencyMs.byJourney.dashboard.p95 as number)
  })
})

describe('any replica', () => {
  it('sends writes the long way round where one leads', () => {
    const plain = figures(led, null)
    const anyone = figures(led, ['replica', random])
    expect(anyone.latencyMs.byJourney.checkout.mean).toBeGreaterThan(plain.latencyMs.byJourney.checkout.mean as number)
  })
})
