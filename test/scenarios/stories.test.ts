/** Each preset tells the story that its file promises; in figures wide enough for any seed. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster/command'
import { PRESETS } from '../../src/scenarios/presets/all'
import { World } from '../../src/scenarios/world'
import type { RunTotals } from '../../src/telemetry'
import { Observation, Totals } from '../../src/telemetry'

const SECOND_US = 1_000_000

/** What happened between the moments given (in seconds), with a command at some of them. */
function play(id: string, untilS: number[], acts: Record<number, Command> = {}) {
  const world = World.build(PRESETS[id], 7)
  const { nodes, links, journal } = world.cluster
  const observation = new Observation({
    classes: [...world.classes],
    journeys: world.journeys.length,
    shardOf: nodes.map((node) => node.shard),
    workers: nodes.map((node) => node.workers),
    links: links.length,
    objectives: [],
  })
  journal.attach((words, records) => observation.fold(words, records))
  return untilS.map((seconds) => {
    const totals = new Totals(world.journeys.length)
    observation.listeners.splice(0, 1, totals)
    world.run(seconds * SECOND_US)
    journal.flush()
    if (acts[seconds]) world.apply(acts[seconds])
    return storyOf(world.journeys, totals.totals())
  })
}

function storyOf(journeys: readonly string[], totals: RunTotals) {
  const { operations, latencyMs, staleness } = totals
  const byJourney = Object.fromEntries(
    journeys.map((journey, i) => {
      const counts = operations.byJourney[i]
      const ended = counts.ok + counts.late + counts.failed + counts.unknown
      return [journey, { okRatio: counts.ok / ended, degraded: counts.degraded, p95Ms: latencyMs.byJourney[i].p95 }]
    }),
  )
  return { byJourney, staleRatio: staleness.ratio }
}

describe('storefront', () => {
  it('serves everybody, freshly, as it opens', () => {
    const [{ byJourney, staleRatio }] = play('storefront', [30])
    expect(staleRatio).toBe(0)
    for (const { okRatio, p95Ms } of Object.values(byJourney)) {
      expect(okRatio).toBeGreaterThan(0.999)
      expect(p95Ms).toBeLessThan(150)
    }
  })

  it('reads stale dashboards from a replica cut off from its peers, and loses no checkout', () => {
    const cut: Command = { kind: 'cut', link: { from: { node: 'shard-2b' }, to: { shard: 1 } } }
    const [, { byJourney, staleRatio }] = play('storefront', [20, 40], { 20: cut })
    expect(staleRatio).toBeGreaterThan(0.01)
    expect(byJourney.checkout.okRatio).toBeGreaterThan(0.99)
  })

  it('does without recommendations, and says so, behind its breaker', () => {
    const kill: Command = { kind: 'kill', target: { group: 'recommendations' } }
    const [, , { byJourney }] = play('storefront', [10, 25, 40], { 10: kill })
    expect(byJourney.dashboard.okRatio).toBeGreaterThan(0.99)
    expect(byJourney.dashboard.degraded).toBeGreaterThan(1_000)
    expect(byJourney.dashboard.p95Ms).toBeLessThan(200)
  })
})

describe('other presets', () => {
  it('quorum-disk: one of three is fast and now and then old', () => {
    const [{ byJourney, staleRatio }] = play('quorum-disk', [30])
    expect(byJourney.look.p95Ms).toBeLessThan(2)
    expect(staleRatio).toBeGreaterThan(0.002)
    expect(staleRatio).toBeLessThan(0.05)
  })

  it('retry-storm: well before the slowness, dead long after it has passed', () => {
    const [before, , after] = play('retry-storm', [40, 60, 120])
    expect(before.byJourney.browse.okRatio).toBeGreaterThan(0.99)
    expect(after.byJourney.browse.okRatio).toBeLessThan(0.1)
  })

  it('slow-replica: hidden from reads of two, plain in reads of three', () => {
    const [before, after] = play('slow-replica', [40, 80]).map((part) => part.byJourney)
    expect(after['read-two'].p95Ms).toBeLessThan(before['read-two'].p95Ms * 1.5)
    expect(after['read-three'].p95Ms).toBeGreaterThan(before['read-three'].p95Ms * 3)
  })

  it('flapping-link: some users suffer now and then, and all is well afterwards', () => {
    const [before, during, , after] = play('flapping-link', [40, 80, 82, 100]).map((part) => part.byJourney.look)
    expect(before.okRatio).toBeGreaterThan(0.999)
    expect(during.okRatio).toBeGreaterThan(0.85)
    expect(during.okRatio).toBeLessThan(0.99)
    expect(after.okRatio).toBeGreaterThan(0.999)
  })

  it('web-tier: busy servers, nearly everybody served', () => {
    const [{ byJourney }] = play('web-tier', [60])
    expect(byJourney.browse.okRatio).toBeGreaterThan(0.98)
  })

  it('overload: serves hardly anybody in time; with shedding it serves as many as fit, and all who buy', () => {
    const during = (id: string) => play(id, [45, 65])[1].byJourney
    const plain = during('overload')
    expect(plain.buy.okRatio).toBeLessThan(0.1)
    expect(plain.browse.okRatio).toBeLessThan(0.1)
    const shedding = during('overload-shed')
    expect(shedding.buy.okRatio).toBeGreaterThan(0.99)
    expect(shedding.browse.okRatio).toBeGreaterThan(0.5)
    expect(shedding.buy.p95Ms).toBeLessThan(500)
  })
})
