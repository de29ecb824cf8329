import { describe, expect, it } from 'vitest'
import { behaviourOf } from '../../src/scenarios/behaviours'
import { MODE_NAMES, STORE_MODES } from '../../src/scenarios/modes'
import { withMode } from '../../src/scenarios/modes/switch'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { ModeName } from '../../src/scenarios/modes'

const { storefront } = PRESETS
const webTier = PRESETS['web-tier']

describe('switching the mode of a store', () => {
  it.each(MODE_NAMES)('%s: changes the replication and nothing else', (mode) => {
    const switched = withMode(storefront, mode)
    const store = switched.groups.find((group) => group.role === 'store')
    expect(store?.role === 'store' && store.replication.mode).toBe(mode)
    const rest = (scenario: typeof storefront) => scenario.groups.filter(({ role }) => role !== 'store')
    expect(rest(switched)).toEqual(rest(storefront))
    expect({ ...switched, groups: [] }).toEqual({ ...storefront, groups: [] })
  })
  it('leaves a store alone that is in that mode already, with its settings', () => {
    expect(withMode(storefront, 'quorum').groups).toEqual(storefront.groups)
  })
  it('refuses a mode that there is not, naming those that there are', () => {
    expect(() => withMode(storefront, 'oracle' as ModeName)).toThrow(
      expect.objectContaining({
        code: 'scenario.invalid',
        params: expect.objectContaining({ allowed: MODE_NAMES.join(', ') }) as object,
      }),
    )
  })
  it('refuses a scenario without a store', () => {
    expect(() => withMode(webTier, 'quorum')).toThrow(expect.objectContaining({ code: 'scenario.invalid' }))
  })
  it('has a name for each mode, and no role twice', () => {
    expect(new Set(MODE_NAMES).size).toBe(STORE_MODES.length)
    const roles = MODE_NAMES.flatMap((mode) => Object.keys(behaviourOf({ mode }).roles))
    const shared = ['dynamoReplica', 'optimisticReplica'] // two settings of one role each
    expect(roles.filter((role, i) => roles.indexOf(role) !== i && !shared.includes(role))).toEqual([])
  })
})
