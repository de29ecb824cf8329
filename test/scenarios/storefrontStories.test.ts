/**
 * What a newcomer is promised on the storefront: cut a replica off and dashboards turn stale while checkouts do not; isolate it
 * and it costs time, not truth; kill a majority and one shard loses its strong operations, the others nothing.
 */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { STATE_CODES, KIND, STRIDE } from '../../src/cluster'
import { evenShardOf } from '../../src/partitioning'
import { BREAKER_MODES } from '../../src/resilience/breaker'
import { PRESETS } from '../../src/scenarios/presets/all'
import { World } from '../../src/scenarios/world'
import type { OperationFacts, OperationRow } from '../../src/telemetry'
import { Observation } from '../../src/telemetry'

const [CHECKOUT, DASHBOARD] = [0, 1]
const USERS = { keys: 40_000, shards: 4 }
type Told = Pick<OperationRow, 'journey' | 'outcome' | 'missed' | 'degraded' | 'invokedUs' | 'returnedUs'> & {
  late: boolean
  shard: number
}

/** The operations invoked after the commands, which come at second 10; until second 20. */
function after(commands: Command[]): { told: Told[]; breaker: string[] } {
  const world = World.build(PRESETS.storefront, 5)
  const { nodes, links, journal } = world.cluster
  const observation = new Observation({
    classes: [...world.classes],
    journeys: world.journeys.length,
    shardOf: nodes.map((node) => node.shard),
    workers: nodes.map((node) => node.workers),
    links: links.length,
    objectives: [],
  })
  const told: Told[] = []
  const breaker: string[] = []
  observation.listeners.push({
    returned(op: OperationFacts) {
      if (op.journey < 0 || op.invokedUs < 10e6) return
      const { journey, outcome, missed, degraded, invokedUs, returnedUs, late } = op
      told.push({
        journey,
        outcome,
        missed,
        degraded,
        invokedUs,
        returnedUs,
        late,
        shard: evenShardOf(USERS, op.session),
      })
    },
  })
  journal.attach((words, records) => {
    observation.fold(words, records)
    for (let i = 0; i < records; i++)
      if (words[i * STRIDE] === (KIND.STATE | (STATE_CODES.indexOf('breaker') << 8)))
        breaker.push(BREAKER_MODES[words[i * STRIDE + 4]])
  })
  world.run(10e6)
  for (const command of commands) world.apply(command)
  world.run(20e6)
  journal.flush()
  return { told, breaker }
}
const share = (all: Told[], is: (op: Told) => boolean): number => all.filter(is).length / all.length
const answered = (op: Told): boolean => op.outcome === 'ok' && !op.late
const stale = (op: Told): boolean => op.missed > 0

describe('storefront', () => {
  it('a replica cut off from its peers, but not from the API: its dashboards turn stale, checkouts read nothing stale', () => {
    const { told } = after([{ kind: 'cut', link: { from: { node: 'shard-2b' }, to: { shard: 1 } } }])
    const dashboards = told.filter((op) => op.journey === DASHBOARD && op.shard === 1 && op.invokedUs > 13e6)
    const checkouts = told.filter((op) => op.journey === CHECKOUT)
    expect(share(dashboards, stale)).toBeGreaterThan(0.05)
    expect(share(checkouts, stale)).toBe(0)
    expect(share(checkouts, answered)).toBeGreaterThan(0.99)
    expect(
      share(
        told.filter((op) => op.shard !== 1),
        stale,
      ),
    ).toBe(0)
  })

  it('isolated wholly, it costs time, not staleness', () => {
    const { told } = after([{ kind: 'isolate', target: { node: 'shard-2b' } }])
    const dashboards = told.filter((op) => op.journey === DASHBOARD && op.outcome === 'ok')
    const slow = (shard: number): number =>
      share(
        dashboards.filter((op) => op.shard === shard),
        (op) => op.returnedUs - op.invokedUs > 250_000,
      )
    expect(share(told, stale)).toBe(0)
    expect(slow(1)).toBeGreaterThan(0.2)
    expect(slow(0)).toBeLessThan(0.01)
    expect(share(told, answered)).toBeGreaterThan(0.98)
  })

  it('a majority of a shard dead: its checkouts fail, everybody else goes on, its dashboards too', () => {
    const { told } = after(['shard-3a', 'shard-3c'].map((node) => ({ kind: 'kill', target: { node } })))
    const checkouts = (shard: number): Told[] => told.filter((op) => op.journey === CHECKOUT && op.shard === shard)
    expect(share(checkouts(2), answered)).toBe(0)
    for (const shard of [0, 1, 3]) expect(share(checkouts(shard), answered)).toBeGreaterThan(0.99)
    expect(
      share(
        told.filter((op) => op.journey === DASHBOARD && op.shard === 2),
        answered,
      ),
    ).toBeGreaterThan(0.5)
  })

  it('recommendations dead: dashboards are degraded, but ok; every breaker opens', () => {
    const { told, breaker } = after([{ kind: 'kill', target: { node: 'recommendations' } }])
    const dashboards = told.filter((op) => op.journey === DASHBOARD && op.invokedUs > 12e6)
    expect(share(dashboards, answered)).toBeGreaterThan(0.99)
    expect(share(dashboards, (op) => op.degraded)).toBeGreaterThan(0.2)
    expect(breaker.filter((mode) => mode === 'open').length).toBeGreaterThanOrEqual(3)
  })
})
