/** A scenario whose calls are set otherwise: entries take the place of what was said of their edge, and of nothing else. */
import { describe, expect, it } from 'vitest'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import { entriesOf, withAdmission, withEdgePolicies } from '../../src/scenarios/policies'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'

const SECOND = 1_000_000
const entriesFrom = (scenario: Scenario, id: string) =>
  entriesOf(
    scenario,
    scenario.groups.find((group) => group.id === id)!,
  )
function digestAfter(scenario: Scenario, seconds: number): string {
  const lab = new Lab({ scenario, seed: 7 })
  finish(lab.seek(seconds * SECOND))
  return lab.fingerprint().hex
}

describe('the entries of an edge', () => {
  const edge = { from: 'customers', to: 'balancer' }
  it('take the place of what its groups’ own fields say', () => {
    const { 'retry-storm': storm } = PRESETS
    const none = withEdgePolicies(storm, edge, [])
    expect(entriesFrom(storm, 'customers')).toHaveLength(1)
    expect(entriesFrom(none, 'customers')).toEqual([])
    expect(none).not.toHaveProperty('policies')
    const entry = { ...edge, timeoutUs: 200_000, retry: { attempts: 2, backoffUs: 0 } }
    expect(entriesFrom(withEdgePolicies(storm, edge, [entry]), 'customers')).toEqual([entry])
  })
  it('mean the same as own fields that say it, bit for bit', () => {
    const { 'retry-storm': storm, storefront } = PRESETS
    const listed = withEdgePolicies(storm, edge, entriesFrom(storm, 'customers'))
    expect(listed.policies).toHaveLength(1)
    expect(digestAfter(validateScenario(listed), 45)).toBe(digestAfter(storm, 45))
    const api = { from: 'api', to: 'recommendations' }
    const own = entriesFrom(storefront, 'api').filter(({ to }) => to === api.to)
    expect(own).toHaveLength(1)
    expect(digestAfter(validateScenario(withEdgePolicies(storefront, api, own)), 3)).toBe(digestAfter(storefront, 3))
  })
  it('stand where the first of them stood, and leave other edges alone', () => {
    const { 'slow-dependency': slow } = PRESETS
    const before = slow.policies!
    const [{ from, to }] = before
    const changed = withEdgePolicies(slow, { from, to }, [{ from, to, timeoutUs: 50_000 }])
    expect(changed.policies![0]).toEqual({ from, to, timeoutUs: 50_000 })
    expect(changed.policies!.slice(1)).toEqual(before.slice(1))
    expect(withEdgePolicies(changed, { from, to }, [before[0]])).toEqual(slow)
    expect(changed.groups).toEqual(slow.groups)
  })
  it('leave the recommendations their timeout, without which they have none', () => {
    const { storefront } = PRESETS
    const none = withEdgePolicies(storefront, { from: 'api', to: 'recommendations' }, [])
    const api = none.groups.find(({ id }) => id === 'api')
    expect(api).toHaveProperty('recommendations.timeoutUs')
    expect(api).not.toHaveProperty('recommendations.breaker')
  })
})

it('what a service turns away comes and goes, and the preset is untouched', () => {
  const { overload } = PRESETS
  const text = JSON.stringify(overload)
  const more = withAdmission(overload, 'web', { codel: { targetUs: 5_000, intervalUs: 100_000 } })
  expect(more.groups.find(({ id }) => id === 'web')?.capacity?.admission).toHaveProperty('codel')
  expect(withAdmission(more, 'web', undefined).groups.find(({ id }) => id === 'web')?.capacity).not.toHaveProperty(
    'admission',
  )
  expect(JSON.stringify(overload)).toBe(text)
})
