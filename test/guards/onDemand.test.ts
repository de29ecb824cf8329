/** The built page has ./onDemand in the place of ./all: what a scenario needs is loaded before its world is built. */
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { modeNameOf } from '../../src/lab/topology'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { Scenario } from '../../src/scenarios/scenario'

/** As a page that has just been opened. */
async function opened() {
  const { loadBehaviour, loadServices } = await import('../../src/scenarios/behaviours')
  const { World } = await import('../../src/scenarios/world')
  const load = async (scenario: Scenario) => {
    const mode = modeNameOf(scenario)
    if (mode) await loadBehaviour(mode)
    await loadServices(scenario)
  }
  return { World, load }
}
beforeEach(() => {
  vi.resetModules()
  vi.doMock('../../src/scenarios/behaviours', () => import('../../src/scenarios/behaviours/onDemand'))
})

test.each(Object.entries(PRESETS))('%s runs with what was loaded for it', async (_, scenario) => {
  const { World, load } = await opened()
  await load(scenario)
  const world = World.build(scenario, 1)
  expect(world.run(1_000_000)).toBeGreaterThan(0)
})

describe('what was not loaded is missed at once', () => {
  const missing = {
    'overload-shed': 'shedding',
    'hot-tenant': 'tenancy',
    autoscale: 'instances',
    'stream-rebalance': 'streams',
  } as const
  test.each(Object.entries(missing))('%s: %s', async (preset, extra) => {
    const { World } = await opened()
    expect(() => World.build(PRESETS[preset as keyof typeof missing], 1)).toThrow(`${extra} were not loaded`)
  })
})
