import { describe, expect, it } from 'vitest'
import { copyData } from '../../src/kernel/copyData'
import { checkRequest } from '../../src/lab/checkRequest'
import { finish } from '../../src/lab/job'
import { Lab } from '../../src/lab/lab'
import type { PolicyNow, PolicyView } from '../../src/lab/policyView'
import { policyViews } from '../../src/lab/policyView'
import type { CallPolicySpec } from '../../src/scenarios/policies'
import { PRESETS } from '../../src/scenarios/presets/all'
import { validateScenario } from '../../src/scenarios/schema'
import type { CallingState } from '../../src/services/calling'

const SECOND = 1_000_000
const nodeOf = (lab: Lab, id: string) => lab.player.world.cluster.nodes.find((node) => node.id === id)!
const views = (lab: Lab, id: string): PolicyView[] => policyViews(lab.player, nodeOf(lab, id).index)
const now = (lab: Lab, id: string, at = 0): PolicyNow => views(lab, id)[at].now!
function played(scenario: string, seconds: number): Lab {
  const lab = new Lab({ scenario, seed: 1 })
  finish(lab.seek(seconds * SECOND))
  return lab
}
function storefrontWith(seconds: number, ...policies: CallPolicySpec[]): Lab {
  const lab = new Lab({ scenario: validateScenario({ ...PRESETS.storefront, policies }), seed: 1 })
  finish(lab.seek(seconds * SECOND))
  return lab
}
const calls = ({ rejected }: PolicyNow): number => rejected.reduce((sum, of) => sum + of.calls, 0)

describe('the policies of a node', () => {
  it('are those that hold, each with what it holds for', () => {
    const lab = played('storefront', 1)
    expect(
      views(lab, 'api-1').map(({ entry, operations, isWhole }) => `${entry.to} ${operations.join()} ${isWhole}`),
    ).toEqual(['store read,write,transfer true', 'recommendations recommend true'])
    expect(views(lab, 'cache')).toEqual([])
  })

  it('one that others replace everywhere is none', () => {
    const told = views(played('retry-budget', 1), 'customers')
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ entry: { budget: { ratio: 0.1 } }, operations: ['call'], journeys: ['browse'] })
  })

  it('more special ones take their share', () => {
    const toStore = { from: 'api', to: 'store' }
    const lab = storefrontWith(1, { ...toStore, timeoutUs: 1 * SECOND }, { ...toStore, operations: ['write'] })
    const told = views(lab, 'api-1').filter(({ entry }) => entry.to === 'store')
    expect(told.map(({ operations, isWhole }) => `${operations.join()} ${isWhole}`)).toEqual([
      'read,transfer false',
      'write false',
    ])
  })

  it('that ask nothing before a call remember nothing', () => {
    expect(views(played('storefront', 1), 'api-1')[0].now).toBeNull()
  })

  it('a node that does not exist is refused, by the gate and behind it', () => {
    const lab = played('storefront', 1)
    expect(() => policyViews(lab.player, 9_999)).toThrow('query.noSuchNode')
    for (const node of [-1, 0.5, '0', 1e9])
      expect(() => checkRequest({ do: 'query', query: { about: 'policies', node } })).toThrow('request.invalid')
  })
})

describe('what a policy remembers at the playhead', () => {
  it('a full bulkhead: as many as it lets, those that wait, and those turned away', () => {
    const before = now(played('slow-dependency', 39), 'balancer')
    expect(before).toMatchObject({ underWayMax: 60, waiting: 0, rejected: [] })
    const full = now(played('slow-dependency', 50), 'balancer')
    expect(full.underWay).toBe(60)
    expect(full.waiting).toBeGreaterThan(0)
    expect(full.rejected.map(({ cause }) => cause)).toEqual(['bulkheadFull'])
  })

  it('a retry budget: spent in a storm, and what it then did not pay for', () => {
    const calm = now(played('retry-budget', 39), 'customers')
    const storm = now(played('retry-budget', 49), 'customers')
    expect(calm.retries).toBeGreaterThan(20)
    expect(storm.retries).toBeLessThan(calm.retries!)
    expect(storm.rejected[0].cause).toBe('budgetEmpty')
    expect(storm.rejected.map((of) => of.calls)).toEqual(storm.rejected.map((of) => of.calls).sort((a, b) => b - a))
  })

  it('tokens come back while nobody calls', () => {
    const rateLimit = { perSecond: 1, burst: 5 }
    const lab = storefrontWith(20, { from: 'api', to: 'recommendations', rateLimit })
    const told = now(lab, 'api-1', 0)
    expect(told.tokens).toBeLessThan(5)
    expect(told.rejected.map(({ cause }) => cause)).toEqual(['rateLimited'])
    finish(lab.act({ kind: 'kill', target: { node: 'balancer' } }))
    lab.advance(20 * SECOND, () => false)
    expect(now(lab, 'api-1', 0)).toMatchObject({ tokens: 5, underWay: 0 })
  })

  it('a limit, a throttle and retry tokens tell how full they are', () => {
    const lab = storefrontWith(
      20,
      {
        from: 'api',
        to: 'recommendations',
        limit: { kind: 'fixed', limit: 7 },
        throttle: { k: 2, windowUs: 12_000_000 },
      },
      {
        from: 'api',
        to: 'store',
        retry: { attempts: 3, backoffUs: 1_000 },
        retryThrottle: { maxTokens: 10, tokenRatio: 0.1 },
      },
    )
    expect(now(lab, 'api-1', 0)).toMatchObject({ underWayMax: 7, heldBack: 0, waiting: null, retries: null })
    expect(now(lab, 'api-1', 1)).toMatchObject({ underWayMax: null, retryTokens: 10 })
    finish(lab.act({ kind: 'kill', target: { node: 'recommendations' } }))
    lab.advance(5 * SECOND, () => false)
    expect(now(lab, 'api-1', 0).heldBack).toBeGreaterThan(0.1)
  })

  it('is forgotten when the process dies', () => {
    const lab = played('slow-dependency', 50)
    expect(calls(now(lab, 'balancer'))).toBeGreaterThan(0)
    finish(lab.act({ kind: 'kill', target: { node: 'balancer' } }))
    expect(now(lab, 'balancer')).toMatchObject({ underWay: 0, waiting: 0, rejected: [] })
  })

  it('looking at it changes nothing', () => {
    for (const [scenario, id] of [
      ['retry-budget', 'customers'],
      ['slow-dependency-breaker', 'api-1'],
    ]) {
      const [seen, unseen] = [played(scenario, 41), played(scenario, 41)]
      for (let i = 0; i < 5; i++) {
        const { guards } = nodeOf(seen, id).state as CallingState
        const before = copyData(guards)
        views(seen, id)
        expect(guards).toEqual(before)
        for (const lab of [seen, unseen]) lab.advance(900_000, () => false)
      }
      expect(seen.fingerprint()).toEqual(unseen.fingerprint())
    }
  })
})
