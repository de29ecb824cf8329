/** Which decisions a run has, and where code may be made to decide. */
import { describe, expect, test } from 'vitest'
import { galleryOf } from '../../../src/app/studio/gallery'
import { callsWithout, decisionsOf, lacking, placesOf, reachesOf } from '../../../src/app/studio/running'
import { CONTRACT_NAMES } from '../../../src/decisions'
import type { Scenario } from '../../../src/scenarios/scenario'
import { presetOf } from '../../../src/scenarios/presets'

describe('decisions of a run', () => {
  const storefront = presetOf('storefront') as Scenario

  test('those that something in it makes', () => {
    expect(decisionsOf(storefront)).toEqual(expect.arrayContaining(['balancer', 'replica', 'retry', 'quorum']))
    expect(decisionsOf(storefront)).not.toContain('program')
  })
  test('what is built in is told by the gallery', () => {
    for (const contract of CONTRACT_NAMES) {
      const ids = galleryOf(contract).map(({ id }) => id)
      for (const { builtIn } of placesOf(storefront, contract)) expect(ids).toContain(builtIn)
    }
  })
  test('code reaches everywhere, a service, an edge, an operation', () => {
    const reaches = reachesOf(storefront, 'balancer')
    expect(reaches.slice(0, 3)).toEqual([{}, { group: 'balancer' }, { group: 'balancer', called: 'api' }])
    expect(reaches).toContainEqual({ journey: 'checkout' })
  })
  test('a call without a breaker asks nobody when one opens, and that is told', () => {
    expect(callsWithout(storefront, 'breakerTrip')).toEqual([
      { group: 'customers', called: 'balancer' },
      { group: 'api', called: 'store' },
    ])
    expect(callsWithout(storefront, 'hedge')).toEqual([]) // whether to ask twice is asked of every call
    const webTier = presetOf('web-tier') as Scenario
    expect(lacking(webTier)).toContain('breakerTrip')
    expect(lacking(storefront)).not.toContain('breakerTrip')
  })
})
