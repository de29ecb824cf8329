import { describe, expect, it } from 'vitest'
import { callEdges, policiesInForce } from '../../src/scenarios/policies'
import type { GroupSpec, Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'
import { Totals } from '../../src/telemetry'
import { Checkpoints } from '../../src/lab/checkpoints'
import { Player } from '../../src/lab/player'
import { changed, refusalOf } from './gate'

const SECOND = 1_000_000
const server = (id: string): GroupSpec => ({ id, role: 'server', count: 1, zones: ['a'] })
const ask = { ratePerSecond: 50, deadlineUs: SECOND, steps: [{ op: 'call' as const }] }
const retry = { attempts: 2, timeoutUs: 100_000, backoffUs: 1_000 }

/** Users of two regions, each with servers of its own. */
const regions: Scenario = validateScenario({
  version: 1,
  id: 'regions',
  zones: ['internet', 'a'],
  latency: { kind: 'constant', us: 1_000 },
  crossZoneUs: 0,
  groups: [
    {
      id: 'customers',
      role: 'clients',
      count: 1,
      zones: ['internet'],
      calls: 'east',
      users: { count: 10, active: 10, zipf: 0 },
      journeys: [
        { id: 'of-east', ...ask },
        { id: 'of-west', calls: 'west', retry, ...ask },
      ],
    },
    server('east'),
    server('west'),
  ],
  links: [
    { from: 'customers', to: 'east' },
    { from: 'customers', to: 'west' },
  ],
})

describe('a journey may call another group than its clients do', () => {
  it('and then its operations go there alone', () => {
    const player = new Player(regions, 1, new Checkpoints(), false)
    const totals = new Totals(2)
    player.observation.listeners.push(totals)
    const west = { kind: 'kill', target: { group: 'west' } } as const
    player.track.commands = [{ atUs: 0, afterEvents: 0, command: west }]
    player.advance(10 * SECOND, Infinity)
    player.look()
    const [ofEast, ofWest] = totals.totals().operations.byJourney
    expect(ofEast.ok).toBeGreaterThan(400)
    expect(ofEast.ok).toBe(ofEast.invoked - ofEast.open)
    expect(ofWest.invoked).toBeGreaterThan(400)
    expect(ofWest.ok).toBe(0)
  })

  it('over an edge of its own, with the policies that are stated for it', () => {
    expect(callEdges(regions).map(({ from, to }) => `${from} to ${to}`)).toEqual([
      'customers to east',
      'customers to west',
    ])
    expect(policiesInForce(regions, regions.groups[0])).toMatchObject([
      { entry: { to: 'west' }, journeys: ['of-west'], isWhole: true },
    ])
    const replies = World.build(regions, 1).cluster.links.map(({ from, to }) => `${from.id} ${to.id}`)
    expect(replies).toContain('customers west')
  })

  it.each([
    ['nobody', 'unknownGroup'],
    ['customers', 'wrongRole'],
  ])('%s is refused as %s', (calls, problem) => {
    const wrong = changed('groups.0.journeys.1.calls', calls, regions)
    expect(refusalOf(() => validateScenario(wrong))).toMatchObject({ field: 'groups[0].journeys[1].calls', problem })
  })

  it('a group that can grow needs a balancer before it', () => {
    const wrong = changed('groups.2.countMax', 3, regions)
    expect(refusalOf(() => validateScenario(wrong))).toMatchObject({
      field: 'groups[0].journeys[1].calls',
      problem: 'needsBalancer',
    })
  })

  it('what a step asks for must be there where the journey calls', () => {
    const wrong = changed('groups.0.journeys.1.steps.0', { op: 'submit' }, regions)
    expect(refusalOf(() => validateScenario(wrong))).toMatchObject({
      field: 'groups[0].journeys[1].steps[0].op',
      problem: 'notServed',
    })
  })
})
