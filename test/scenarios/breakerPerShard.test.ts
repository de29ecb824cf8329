import { describe, expect, it } from 'vitest'
import { breakersOf } from '../../src/lab/inside'
import { storefront } from '../../src/scenarios/presets/storefront'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'
import { callsSeen } from './callsSeen'

const SECOND = 1_000_000
const breaker = { window: 20, minimumCalls: 10, failureRate: 0.2, openUs: 2 * SECOND, trials: 1 }
/** The storefront with one breaker before the store, or one before each of its shards. */
const guarded = (...faults: NonNullable<Scenario['faults']>): Record<'edge' | 'shard', Scenario> => {
  const policy = { from: 'api', to: 'store', breaker }
  return {
    edge: { ...storefront, faults, policies: [policy] },
    shard: { ...storefront, faults, policies: [{ ...policy, breakerPer: 'shard' }] },
  }
}
function played(scenario: Scenario, untilUs: number) {
  const world = World.build(validateScenario(scenario), 1)
  const seen = callsSeen(world)
  world.run(untilUs)
  world.cluster.journal.flush()
  const api = world.cluster.nodes.find(({ id }) => id === 'api-1')!
  const breakers = breakersOf(world.cluster, api).filter(({ called }) => world.cluster.nodes[called].group === 'store')
  const modes = Object.fromEntries(
    breakers.map(({ called, breaker: { mode } }) => [world.cluster.nodes[called].id, mode]),
  )
  return { ...seen, modes, whole: breakers.map(({ whole }) => whole) }
}

describe('a breaker for each shard', () => {
  const down = { atUs: 2 * SECOND, kind: 'stall', target: { shard: 1 } } as const
  it('opens where its own shard hangs, and lets calls to the others pass', () => {
    const { edge, shard } = guarded(down)
    const [one, each] = [edge, shard].map((scenario) => played(scenario, 8 * SECOND))
    expect(each.modes).toMatchObject({ 'shard-1a': 'closed', 'shard-3a': 'closed', 'shard-4a': 'closed' })
    expect(each.modes['shard-2a']).not.toBe('closed')
    expect(Object.keys(one.modes)).toEqual(['shard-1a'])
    expect(one.whole).toEqual(['store']) // which it is told to stand for
    expect(new Set(each.whole)).toEqual(new Set([null]))
    expect(each.did.get('rejected breakerOpen')).toBeLessThan(one.did.get('rejected breakerOpen')! / 2)
    expect(each.ok).toBeGreaterThan(one.ok)
  })

  it('closes again once its shard answers', () => {
    const back = { atUs: 4 * SECOND, kind: 'resume', target: { shard: 1 } } as const
    expect(played(guarded(down, back).shard, 9 * SECOND).modes['shard-2a']).toBe('closed')
  })

  it('is commanded with all others of its edge', () => {
    const hold = { atUs: SECOND, kind: 'openBreaker', target: { node: 'api-1' }, edge: 'store' } as const
    const { modes } = played(guarded(hold).shard, 2 * SECOND)
    expect(new Set(Object.values(modes))).toEqual(new Set(['forcedOpen']))
    expect(Object.keys(modes)).toHaveLength(5) // the spare shard's too
  })
})
