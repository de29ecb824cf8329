/** Hedged and tied requests at a balancer and before a store (Dean and Barroso, "The tail at scale", CACM 56(2), 2013). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KIND, SHED_REASONS, STRIDE, TYPE } from '../../src/cluster'
import { FaultlineError } from '../../src/kernel'
import type { Guard } from '../../src/services/calling'
import { retryStorm } from '../../src/scenarios/presets/retryStorm'
import { storefront } from '../../src/scenarios/presets/storefront'
import type { Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'
import type { PolicyCode } from '../../src/policies'
import { applying, codeOf, libraryOf } from '../policies/applied'
import { callsSeen } from './callsSeen'

const SECOND = 1_000_000
type Hedge = { delayUs: number; maxAttempts: number; tied?: boolean }

function played(scenario: Scenario, seed: number, untilUs: number, admit: PolicyCode | null = null) {
  const world = World.build(validateScenario(scenario), seed, admit ? libraryOf(admit) : undefined)
  if (admit) world.apply(applying(admit).command)
  const { nodes } = world.cluster
  const seen = callsSeen(world)
  let begun = 0
  const served = new Set<string>()
  const calledOff: string[] = []
  world.cluster.journal.attach((words, records) => {
    for (let at = 0; at < records * STRIDE; at += STRIDE) {
      const kind = words[at] & 255
      const detail = words[at] >>> 8
      const type = detail & 255
      const isAsked = type === TYPE.request || type === TYPE.storeRead
      const request = `${words[at + 2]} ${words[at + 3]}`
      if (kind === KIND.STARTED && isAsked && nodes[words[at + 1]].workers > 0) {
        begun++
        served.add(request)
      }
      if (kind === KIND.SHED && SHED_REASONS[detail >>> 8] === 'calledOff') calledOff.push(request)
    }
  })
  world.run(untilUs)
  world.cluster.journal.flush()
  const { ok, failed, did, sent } = seen
  const tookUs = [...seen.tookUs, ...seen.failedUs].sort((a, b) => a - b)
  return {
    ...{ world, begun, ok, tookUs },
    calledOff: calledOff.length,
    forNobody: [...new Set(calledOff)].filter((request) => !served.has(request)),
    asked: seen.begun,
    ends: ok + failed,
    hedged: did.get('hedged none') ?? 0,
    messages: sent.get('tied') ?? 0,
    p99Us: tookUs[Math.ceil(0.99 * tookUs.length) - 1],
  }
}

/** A web tier two thirds busy, whose balancer asks elsewhere as well. */
function webTier(hedge: Hedge | null, faults: Scenario['faults'] = []): Scenario {
  const groups = retryStorm.groups.map((group) =>
    group.role === 'clients'
      ? { ...group, journeys: group.journeys.map((journey) => ({ ...journey, retry: undefined })) }
      : group,
  )
  const links = [...retryStorm.links, { from: 'web', to: 'web' }]
  const policies = hedge ? [{ from: 'balancer', to: 'web', timeoutUs: SECOND, hedge }] : []
  return { ...retryStorm, groups, links, policies, faults }
}
function refusedAt(scenario: Scenario): unknown {
  try {
    return validateScenario(scenario).id
  } catch (error) {
    return error instanceof FaultlineError ? error.params.field : error
  }
}
const HEDGE = { delayUs: 20_000, maxAttempts: 2 }

describe('a balancer that hedges', () => {
  const slow: Scenario['faults'] = [{ atUs: 0, kind: 'slow', target: { node: 'web-1' }, factor: 3 }]
  it('asks another instance, and cuts the tail of a slow one', () => {
    const plain = played(webTier(null, slow), 1, 20 * SECOND)
    const hedged = played(webTier(HEDGE, slow), 1, 20 * SECOND)
    expect(hedged.hedged).toBeGreaterThan(100)
    expect(hedged.p99Us).toBeLessThan(plain.p99Us)
  })
  it('answers every request once, and keeps nothing', () => {
    const { world, asked, ends } = played(webTier(HEDGE, slow), 2, 10 * SECOND)
    const balancer = world.cluster.nodes.find(({ group }) => group === 'balancer')
    const { handedOn } = balancer?.state as { handedOn: Map<number, unknown> }
    expect(ends).toBeGreaterThan(1_000)
    expect(handedOn.size).toBeLessThanOrEqual(asked - ends)
  })
})

describe('tied requests', () => {
  it('call the other copy off where it still waits, by a message of their servers', () => {
    const tied = played(webTier({ ...HEDGE, tied: true }), 1, 20 * SECOND)
    expect(tied.messages).toBeGreaterThan(0)
    expect(tied.calledOff).toBeGreaterThan(0)
    expect(tied.calledOff).toBeLessThanOrEqual(tied.hedged)
  })
  it('are begun no more often than hedged ones without faults, and less often on the whole', () => {
    let more = 0
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: 0, max: 20_000 }), (seed, delayUs) => {
        const hedge = { delayUs, maxAttempts: 2 }
        const hedged = played(webTier(hedge), seed, 5 * SECOND)
        const tied = played(webTier({ ...hedge, tied: true }), seed, 5 * SECOND)
        expect(tied.asked).toBe(hedged.asked)
        expect(tied.begun).toBeLessThanOrEqual(hedged.begun)
        more += hedged.begun - tied.begun
      }),
      { numRuns: 15, seed: 1 },
    )
    expect(more).toBeGreaterThan(0)
  })
  it('speak of no copy that a policy then turns away: whoever has the other one still serves it', () => {
    const half = codeOf('admit', 'export default function half({ random }) { return random() < 0.5 }')
    const run = played(webTier({ ...HEDGE, delayUs: 0, tied: true }), 1, 10 * SECOND, half)
    expect(run.calledOff).toBeGreaterThan(0)
    expect(run.forNobody).toEqual([])
  })
  it('do so among the replicas of a store as well', () => {
    const policies = [
      {
        from: 'api',
        to: 'store',
        operations: ['read' as const],
        timeoutUs: 250_000,
        hedge: { delayUs: 0, maxAttempts: 2, tied: true },
      },
    ]
    const busy = storefront.groups.map((group) =>
      group.role === 'store' && group.capacity ? { ...group, capacity: { ...group.capacity, workers: 1 } } : group,
    )
    const run = played({ ...storefront, groups: busy, policies }, 1, 10 * SECOND)
    expect(run.messages).toBeGreaterThan(0)
    expect(run.calledOff).toBeGreaterThan(0)
    expect(run.ok).toBeGreaterThan(0)
  })
  it.each([
    ['hedge.maxAttempts', webTier({ ...HEDGE, maxAttempts: 3, tied: true })],
    ['hedge.tied', { ...webTier({ ...HEDGE, tied: true }), links: retryStorm.links }],
  ])('are refused where they could not be: %s', (field, scenario) => {
    expect(() => validateScenario(scenario)).toThrow(FaultlineError)
    expect(refusedAt(scenario)).toBe(`policies[0].${field}`)
  })
})

describe('a pool that nobody of may be asked', () => {
  it('answers by itself, and the guard has its place back at once', () => {
    const scenario = webTier(null)
    const groups = scenario.groups.map((group) =>
      group.role === 'server' ? { ...group, countMax: group.count + 1 } : group,
    )
    const policies = [{ from: 'balancer', to: 'web', timeoutUs: SECOND, bulkhead: { maxConcurrent: 50 } }]
    const faults: Scenario['faults'] = [1, 2, 3, 4, 5, 6].flatMap((i) =>
      groups.some((g) => g.role === 'server' && g.count >= i)
        ? [{ atUs: SECOND, kind: 'drainInstance' as const, target: { node: `web-${i}` } }]
        : [],
    )
    const { world, ok, ends } = played({ ...scenario, groups, policies, faults }, 1, 5 * SECOND)
    expect(ends - ok).toBeGreaterThan(100)
    const { guards } = world.cluster.nodes.find(({ group }) => group === 'balancer')?.state as { guards: Guard[] }
    expect(guards[0].underWay.size).toBe(0)
  })
})
