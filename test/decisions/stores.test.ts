/** What others than the built-in decisions about the store do to a run. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster/command'
import giveWay from '../../src/decisions/consistency/giveWay.ts?raw'
import strong from '../../src/decisions/consistency/strong.ts?raw'
import fixed from '../../src/decisions/electionTimeout/fixed.ts?raw'
import widening from '../../src/decisions/electionTimeout/widening.ts?raw'
import majority from '../../src/decisions/quorum/majority.ts?raw'
import one from '../../src/decisions/quorum/one.ts?raw'
import reachable from '../../src/decisions/quorum/reachable.ts?raw'
import { PRESETS } from '../../src/scenarios/presets/all'
import { shop } from '../scenarios/shop'
import { figures } from './play'
import { RAFT } from './stores'

const store = PRESETS.storefront
const SHARDS = [1, 2, 3, 4]
const replicas = (...zones: string[]): { node: string }[] =>
  zones.flatMap((zone) => SHARDS.map((shard) => ({ node: `shard-${shard}${zone}` })))
/** Every replica hears no other. */
const apart: Command = { kind: 'partition', groups: [replicas('a'), replicas('b'), replicas('c')] }

describe('how fresh a read must be', () => {
  const play = { forUs: 12e6, faults: { 1e6: apart }, reach: { journey: 'dashboard' } }
  const failing = (text: string): number =>
    figures(store, ['consistency', text], play).operations.byJourney.dashboard.failed

  it('strong: dashboards fail while no majority can be heard', () => {
    expect(figures(store, null, play).operations.byJourney.dashboard.failed).toBe(0)
    expect(failing(strong)).toBeGreaterThan(200)
  })
  it('giving way: they fail only until it is noticed', () => {
    expect(failing(giveWay)).toBeLessThan(failing(strong) / 3)
  })
})

describe('how many answers a coordinator waits for', () => {
  const play = { forUs: 8e6, faults: { 1e6: apart } }
  const checkouts = (text: string | null): number =>
    figures(store, ['quorum', text], play).operations.byJourney.checkout.ok

  it('one: checkouts go on where nobody hears another', () => {
    expect(checkouts(one)).toBeGreaterThan(2 * checkouts(null))
  })
  it('those that are reachable: as many, once silence was noticed', () => {
    expect(checkouts(reachable)).toBeGreaterThan(2 * checkouts(null))
  })
  it('a majority of reads too: dashboards fail with the rest', () => {
    const { failed } = figures(store, ['quorum', majority], play).operations.byJourney.dashboard
    expect(failed).toBeGreaterThan(200)
  })
})

describe('how long to wait for a leader', () => {
  const led = shop(RAFT)
  const all = (kind: 'kill' | 'restart', atS: number): Record<number, Command> =>
    Object.fromEntries(SHARDS.map((shard) => [atS * 1e6 + shard, { kind, target: { shard: shard - 1 } }]))
  const play = { forUs: 12e6, faults: { ...all('kill', 3), ...all('restart', 4) } }
  const checkouts = (text: string | null): number =>
    figures(led, ['electionTimeout', text], play).operations.byJourney.checkout.ok

  it('fixed: votes are split, again and again', () => {
    expect(checkouts(fixed)).toBeLessThan(checkouts(null) / 2)
  })
  it('widening: somebody is elected all the same', () => {
    expect(checkouts(widening)).toBeGreaterThan(checkouts(fixed) * 2)
  })
})
