/** The presets about instances tell what their files promise, under any seed: with the cure, and without. */
import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { GroupSpec, Scenario } from '../../src/scenarios/scenario'
import type { Told } from './ended'
import { begunIn, okShareOf, quantileMs, tell } from './ended'

const SEEDS = [1, 2, 3]
function changed(scenario: Scenario, id: string, change: Partial<GroupSpec>): Scenario {
  return {
    ...scenario,
    groups: scenario.groups.map((group) => (group.id === id ? ({ ...group, ...change } as GroupSpec) : group)),
  }
}
const timesOf = ({ events }: Told, what: string): number[] =>
  events.filter((event) => event.what === what).map(({ atUs }) => atUs / 1e6)

describe('zone-loss', () => {
  const WITHOUT = changed(PRESETS['zone-loss'], 'balancer', { health: undefined })

  it.each(SEEDS)('seed %i: users fail until three checks have, then only wait; back in, nobody notices', (seed) => {
    const told = tell(PRESETS['zone-loss'], seed, 110)
    expect(okShareOf(begunIn(told, 5, 40))).toBeGreaterThan(0.999)
    const [seen] = timesOf(told, 'balancer health 1 0')
    expect(seen).toBeGreaterThan(42)
    expect(seen).toBeLessThan(43.6)
    const blind = okShareOf(begunIn(told, 40, 42))
    expect(blind).toBeGreaterThan(0.55)
    expect(blind).toBeLessThan(0.78)
    const after = begunIn(told, 45, 80)
    expect(okShareOf(after)).toBeGreaterThan(0.995)
    expect(quantileMs(after, 0.95)).toBeGreaterThan(1.8 * quantileMs(begunIn(told, 5, 40), 0.95)) // a dead replica is asked first
    expect(okShareOf(begunIn(told, 80, 100))).toBeGreaterThan(0.995)
    expect(quantileMs(begunIn(told, 95, 108), 0.5)).toBeLessThan(1.15 * quantileMs(begunIn(told, 5, 40), 0.5))
  })
  it.each(SEEDS)('seed %i: without health checks a third fails for as long as the zone is away', (seed) => {
    const share = okShareOf(begunIn(tell(WITHOUT, seed, 80), 45, 79))
    expect(share).toBeGreaterThan(0.6)
    expect(share).toBeLessThan(0.73)
  })
  it('four carry what six did: the room for it was there', () => {
    const { world } = tell(PRESETS['zone-loss'], 1, 70)
    const left = world.cluster.nodes.filter((node) => node.group === 'api' && node.up && node.membership?.duty === 0)
    expect(left.map(({ zone }) => zone).sort()).toEqual(['a', 'a', 'c', 'c'])
    for (const node of left) expect(node.queueDepth).toBeLessThan(20)
  })
})

describe('tail-fanout', () => {
  const SLOW_MS = 150
  it.each(SEEDS)('seed %i: slow is one in a hundred, one in ten, two in three', (seed) => {
    const told = tell(PRESETS['tail-fanout'], seed, 90)
    const slow = (journey: string): number => {
      const all = begunIn(told, 0, 88, journey)
      return all.filter((op) => op.returnedUs - op.invokedUs > SLOW_MS * 1_000).length / all.length
    }
    expect(Math.abs(slow('ask-one') - 0.01)).toBeLessThan(0.01)
    expect(Math.abs(slow('ask-ten') - (1 - Math.pow(0.99, 10)))).toBeLessThan(0.03)
    expect(Math.abs(slow('ask-hundred') - (1 - Math.pow(0.99, 100)))).toBeLessThan(0.07)
    expect(okShareOf(begunIn(told, 0, 85))).toBe(1)
  })
})

describe('slow-instance', () => {
  it.each(SEEDS)('seed %i: the slow server makes the tail; tied copies cut it to less than half', (seed) => {
    const [plain, tied] = ['slow-instance', 'slow-instance-tied'].map((id) =>
      quantileMs(begunIn(tell(PRESETS[id], seed, 90), 45, 85), 0.95),
    )
    expect(plain).toBeGreaterThan(2 * tied)
  })
})

describe('autoscale', () => {
  const surge = (told: Told): number => okShareOf(begunIn(told, 60, 148))
  const quick = changed(PRESETS.autoscale, 'web', { bootUs: 1_000_000 })
  const roomy = changed(changed(PRESETS.autoscale, 'web', { count: 6 }), 'autoscaler', { utilisation: 0.3, min: 6 })

  it.each(SEEDS)('seed %i: too late with a slow boot; a quick one or room kept free save most of it', (seed) => {
    const told = tell(PRESETS.autoscale, seed, 240)
    expect(okShareOf(begunIn(told, 0, 60))).toBeGreaterThan(0.995)
    const failed = 1 - surge(told)
    expect(failed).toBeGreaterThan(0.06)
    expect(1 - surge(tell(quick, seed, 150))).toBeLessThan(failed / 2)
    expect(1 - surge(tell(roomy, seed, 150))).toBeLessThan(failed / 10)
  })
  it.each(SEEDS)('seed %i: it settles at what the surge needs, and drains without losing a request', (seed) => {
    const told = tell(PRESETS.autoscale, seed, 240)
    const decisions = told.events.filter(({ what }) => what.startsWith('autoscaler autoscale'))
    const ends = decisions.map(({ what }) => Number(what.split(' ')[3]))
    expect(Math.max(...ends)).toBeGreaterThanOrEqual(7)
    expect(ends.at(-1)).toBe(3)
    expect(decisions.every(({ atUs }) => atUs > 60e6)).toBe(true)
    expect(okShareOf(begunIn(told, 155, 238))).toBeGreaterThan(0.999)
  })
  it('cut off from its instances it does nothing; back again it decides', () => {
    const link = { from: { node: 'autoscaler' }, to: { group: 'web' } }
    const told = tell(PRESETS.autoscale, 1, 130, { 50: [{ kind: 'cut', link }], 100: [{ kind: 'heal', link }] })
    const decided = told.events
      .filter(({ what }) => what.startsWith('autoscaler autoscale'))
      .map(({ atUs }) => atUs / 1e6)
    expect(decided[0]).toBeGreaterThan(100)
    expect(decided[0]).toBeLessThan(112)
  })
  it('an instance that is killed is replaced from those that stand by', () => {
    const kill = { kind: 'kill', target: { node: 'web-2' } } as const
    const told = tell(PRESETS.autoscale, 2, 59, { 20: [kill] })
    expect(timesOf(told, 'autoscaler autoscale 2 3')).toHaveLength(1)
    expect(timesOf(told, 'web-5 serving').length + timesOf(told, 'web-4 serving').length).toBeGreaterThan(0)
  })
})
