import { describe, expect, it } from 'vitest'
import { Distribution } from '../../src/kernel/distribution'
import { LNKD_DISK, LNKD_SSD } from '../../src/scenarios/latencies'
import { nodeNames } from '../../src/scenarios/nodeNames'
import { presetIds, presetOf } from '../../src/scenarios/presets'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { CapacitySpec, GroupSpec } from '../../src/scenarios/scenario'
import { parseScenario, validateScenario } from '../../src/scenarios/schema'

describe('every preset', () => {
  it.each(presetIds)('%s passes the gate that everything from outside must pass, unchanged', (id) => {
    expect(validateScenario(PRESETS[id])).toEqual(PRESETS[id])
    expect(parseScenario(JSON.stringify(PRESETS[id]))).toEqual(PRESETS[id])
    expect(PRESETS[id].id).toBe(id)
  })

  it.each(presetIds)('%s has a stored place for every group', (id) => {
    expect(Object.keys(PRESETS[id].layout ?? {}).sort()).toEqual(PRESETS[id].groups.map((group) => group.id).sort())
  })

  it('is found by its own name only', () => {
    expect(presetOf('storefront')).toBe(PRESETS.storefront)
    for (const id of ['constructor', '__proto__', 'toString', 'no-such']) expect(presetOf(id)).toBeUndefined()
  })
})

describe('storefront', () => {
  const { groups } = PRESETS.storefront
  const group = <R extends GroupSpec['role']>(role: R) =>
    groups.find((g) => g.role === role) as Extract<GroupSpec, { role: R }>
  const busy = (capacity: CapacitySpec | undefined, perSecond: number) =>
    (perSecond * Distribution.of(capacity!.service).meanUs()) / 1e6 / capacity!.workers

  it('asks for 212 operations a second', () => {
    const rate = group('clients').journeys.reduce((sum, j) => sum + j.ratePerSecond * j.steps.length, 0)
    expect(rate).toBe(212)
  })

  it('keeps its services between a tenth and a half busy', () => {
    for (const load of [
      busy(group('balancer').capacity, 212),
      busy(group('api').capacity, 212 / 3),
      busy(group('worker').capacity, 20 / 2),
      busy(group('cache').capacity, 180 + 60),
    ]) {
      expect(load).toBeGreaterThan(0.1)
      expect(load).toBeLessThan(0.5)
    }
  })

  it('names its nodes as people will read them', () => {
    const names = nodeNames(PRESETS.storefront)
    const ids = names.map((node) => node.id)
    expect(ids).toHaveLength(25)
    expect(ids.slice(0, 6)).toEqual(['customers', 'balancer', 'api-1', 'api-2', 'api-3', 'shard-1a'])
    expect(ids).toContain('shard-4c')
    expect(ids.slice(-3)).toEqual(['shard-5a', 'shard-5b', 'shard-5c']) // spare, so that they shift nobody's index
    expect(names.find((node) => node.id === 'shard-2b')).toMatchObject({ zone: 'b', shard: 1, replica: 1 })
  })
})

describe('published latencies', () => {
  it('are the PBS fits: medians and means in microseconds', () => {
    const ssd = Distribution.of(LNKD_SSD)
    const paretoMean = (235 * 10) / 9
    expect(ssd.meanUs()).toBeCloseTo(0.9122 * paretoMean + (0.0878 * 1000) / 1.66, 6)
    const disk = Distribution.of(LNKD_DISK.write)
    expect(disk.meanUs()).toBeCloseTo(0.38 * ((1050 * 1.51) / 0.51) + (0.62 * 1000) / 0.183, 6)
    expect(disk.variance()).toBe(Infinity)
  })
})
