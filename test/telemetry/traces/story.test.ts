/** Why operations died, or were slow: one tiny scenario, and one fault after a second of peace. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/cluster'
import { OUTCOME_CAUSES } from '../../../src/cluster/journal'
import { presetOf } from '../../../src/scenarios/presets'
import type { GroupSpec, Scenario } from '../../../src/scenarios/scenario'
import { validateScenario } from '../../../src/scenarios/schema'
import { World } from '../../../src/scenarios/world'
import { PARTS, type Story } from '../../../src/telemetry'
import { tracesOf } from './tracesOf'

const SECOND = 1_000_000
type Tier = Extract<GroupSpec, { role: 'server' }>

/** Users call one server directly: 1 ms each way, 2 ms of service. */
function tier(server: Partial<Tier> = {}, retry = { attempts: 1, timeoutUs: 200_000, backoffUs: 10_000 }): Scenario {
  return validateScenario({
    version: 1,
    id: 'tier',
    zones: ['a'],
    latency: { kind: 'constant', us: 1_000 },
    crossZoneUs: 0,
    groups: [
      {
        id: 'users',
        role: 'clients',
        count: 1,
        zones: ['a'],
        calls: 'server',
        users: { count: 30, active: 30, zipf: 0 },
        journeys: [{ id: 'look', ratePerSecond: 50, deadlineUs: 500_000, steps: [{ op: 'call' }], retry }],
      },
      {
        id: 'server',
        role: 'server',
        count: 1,
        zones: ['a'],
        capacity: { workers: 1, queue: 4, service: { kind: 'constant', us: 2_000 } },
        ...server,
      },
    ],
    links: [{ from: 'users', to: 'server' }],
  })
}
/** Users, an API that asks a store of one shard with three replicas; two must answer. */
function shop(): Scenario {
  return validateScenario({
    version: 1,
    id: 'shop',
    zones: ['a'],
    latency: { kind: 'constant', us: 1_000 },
    crossZoneUs: 0,
    groups: [
      {
        id: 'users',
        role: 'clients',
        count: 1,
        zones: ['a'],
        calls: 'api',
        users: { count: 30, active: 30, zipf: 0 },
        journeys: [{ id: 'buy', ratePerSecond: 20, deadlineUs: 900_000, steps: [{ op: 'write', key: 'user', w: 2 }] }],
      },
      {
        id: 'api',
        role: 'api',
        count: 1,
        zones: ['a'],
        store: 'store',
        storeRetry: { attempts: 2, timeoutUs: 250_000, backoffUs: 10_000 },
      },
      {
        id: 'store',
        role: 'store',
        shards: 1,
        replicas: 3,
        zones: ['a'],
        replication: { mode: 'quorum', n: 3, readRepair: false, ack: 'synced', timeoutUs: 100_000 },
        disk: { kind: 'constant', us: 500 },
        capacity: { workers: 1, queue: 20, service: { kind: 'constant', us: 1_000 } },
      },
    ],
    links: [
      { from: 'users', to: 'api' },
      { from: 'api', to: 'store' },
      { from: 'store', to: 'store' },
    ],
  })
}

type Named = Record<string, string | number>
/** What operations said that began after the fault, by how often; node indices are names here. */
function stories(scenario: Scenario, fault: Command | null, horizonUs = 3 * SECOND): { all: Named[]; first: Named } {
  const names = World.build(scenario, 1).cluster.nodes.map(({ id }) => id)
  const commands = fault === null ? [] : [{ atUs: SECOND, command: fault }]
  const all = tracesOf({ scenario, seed: 1, commands, horizonUs }, 500)
    .filter(({ invokedUs, endUs }) => invokedUs > SECOND + 100_000 && endUs < horizonUs)
    .flatMap(({ trace: { story } }) => (story ? [named(story, names)] : []))
  return { all, first: all[0] }
}
function named({ code, params }: Story, names: readonly string[]): Named {
  const NODES = ['from', 'to', 'node', 'called']
  const entries = Object.entries(params).map(([name, value]) => [
    name,
    NODES.includes(name) ? (names[value] ?? 'none') : value,
  ])
  return { code, ...(Object.fromEntries(entries) as Named) }
}
const LINK = { from: { group: 'users' }, to: { group: 'server' } } as const

describe('an operation died because', () => {
  it('the link to the server was cut: every try went the same way', () => {
    const scenario = tier({}, { attempts: 3, timeoutUs: 100_000, backoffUs: 10_000 })
    expect(stories(scenario, { kind: 'cut', link: LINK }).first).toMatchObject({
      code: 'linkCut',
      from: 'users',
      to: 'server',
      answer: 0,
      tries: 3,
      same: 3,
      late: 0,
    })
  })
  it('only the way back was cut: the answer never came', () => {
    const oneWay: Command = { kind: 'cut', link: { from: LINK.to, to: LINK.from, oneWay: true } }
    const { first } = stories(tier(), oneWay)
    expect(first).toMatchObject({ code: 'linkCut', from: 'server', to: 'users', answer: 1 })
  })
  it('its message was lost', () => {
    const { all } = stories(tier(), { kind: 'lose', link: LINK, probability: 0.9 })
    expect(all.filter(({ code }) => code === 'messageLost').length).toBeGreaterThan(60)
    expect(all.every(({ code }) => code === 'messageLost' || code === 'slow')).toBe(true)
  })
  it('the server was down', () => {
    const { first } = stories(tier(), { kind: 'kill', target: { node: 'server' } })
    expect(first).toMatchObject({ code: 'nodeDown', node: 'server' })
  })
  it('the server crashed while it had the request', () => {
    const slow = tier({ capacity: { workers: 5, queue: 4, service: { kind: 'constant', us: 150_000 } } })
    const told = tracesOf(
      {
        scenario: slow,
        seed: 1,
        commands: [{ atUs: SECOND, command: { kind: 'kill', target: { node: 'server' } } }],
        horizonUs: 2 * SECOND,
      },
      500,
    )
    const crashed = told.filter(({ invokedUs, endUs }) => invokedUs < SECOND - 1_000 && endUs > SECOND)
    expect(crashed.length).toBeGreaterThan(2)
    expect(crashed.map(({ trace }) => trace.story?.code)).toEqual(crashed.map(() => 'crashed'))
  })
  it('the server was stalled', () => {
    const { first } = stories(tier(), { kind: 'stall', target: { node: 'server' } })
    expect(first).toMatchObject({ code: 'nodeStalled', node: 'server' })
  })
  it('the queue was full: of four, and it was told so', () => {
    const { all } = stories(tier(), { kind: 'slow', target: { node: 'server' }, factor: 40 })
    expect(all.find(({ code }) => code === 'queueFull')).toMatchObject({ node: 'server', depth: 4 })
  })
  it('the queue was full, and nobody told', () => {
    const silent = tier({
      capacity: { workers: 1, queue: 4, service: { kind: 'constant', us: 2_000 }, onFull: 'drop' },
    })
    const { all } = stories(silent, { kind: 'slow', target: { node: 'server' }, factor: 40 })
    expect(all.find(({ code }) => code === 'queueFull')).toMatchObject({ node: 'server', depth: 4 })
  })
  it('it still stood in a queue, or was still being served, when its time was up', () => {
    const { all } = stories(tier(), { kind: 'slow', target: { node: 'server' }, factor: 200 })
    expect(all.find(({ code }) => code === 'stillQueued')).toMatchObject({ node: 'server' })
    const wide = tier({ capacity: { workers: 20, queue: 4, service: { kind: 'constant', us: 2_000 } } })
    const { first } = stories(wide, { kind: 'slow', target: { node: 'server' }, factor: 200 })
    expect(first).toMatchObject({ code: 'stillServed', node: 'server' })
  })
  it('its message was held, or still on its way', () => {
    expect(stories(tier(), { kind: 'hold', link: LINK }).first).toMatchObject({
      code: 'held',
      from: 'users',
      to: 'server',
    })
    const delayed = stories(tier(), { kind: 'delay', link: LINK, addedUs: 300_000 }).first
    expect(delayed).toMatchObject({ code: 'onTheWay', from: 'users', to: 'server', answer: 0 })
  })
  it('the server answered with an error', () => {
    const { first } = stories(tier(), { kind: 'degrade', target: { node: 'server' }, errorRate: 1 })
    expect(first).toMatchObject({ code: 'dependencyError', node: 'server' })
  })
  it('the deadline came while it paused before another try', () => {
    const patient = tier({}, { attempts: 9, timeoutUs: 200_000, backoffUs: 400_000 })
    const { all } = stories(patient, { kind: 'degrade', target: { node: 'server' }, errorRate: 1 })
    expect(all.find(({ code }) => code === 'pausing')).toMatchObject({ node: 'users', late: 1 })
  })
  it('two of three replicas were gone: who coordinated waited for one that was down', () => {
    const scenario = shop()
    scenario.faults = [{ atUs: SECOND, kind: 'kill', target: { node: 'shard-1b' } }]
    const { all } = stories(scenario, { kind: 'kill', target: { node: 'shard-1c' } })
    const down = all.filter(({ code }) => code === 'nodeDown')
    expect(down.length).toBe(all.length)
    expect(new Set(down.map(({ to }) => to))).toEqual(new Set(['shard-1b', 'shard-1c']))
  })
  it('its disk stood still', () => {
    const scenario = shop()
    scenario.faults = ['a', 'b'].map((r) => ({ atUs: SECOND, kind: 'stallDisk', target: { node: `shard-1${r}` } }))
    const { all } = stories(scenario, { kind: 'stallDisk', target: { node: 'shard-1c' } })
    expect(all.every(({ code }) => code === 'noReply')).toBe(true)
  })
})

describe('an operation was slow because', () => {
  it('most of its time went into one part at one place', () => {
    const { first } = stories(tier(), null)
    expect(first).toMatchObject({
      code: 'slow',
      part: PARTS.indexOf('service'),
      node: 'server',
      us: 2_000,
      ofUs: 4_000,
      late: 0,
    })
    const far = stories(tier(), { kind: 'delay', link: LINK, addedUs: 30_000 }).first
    expect(far).toMatchObject({ code: 'slow', part: PARTS.indexOf('network'), us: 31_000, ofUs: 64_000 })
  })
  it('writes wait for disks, and that is its own part', () => {
    const parts = tracesOf({ scenario: shop(), seed: 1, commands: [], horizonUs: 2 * SECOND }, 500).map(
      ({ trace }) => trace.parts,
    )
    expect(parts.length).toBeGreaterThan(20)
    expect(parts.every(({ disk }) => disk > 0)).toBe(true)
    expect(Math.min(...parts.map(({ disk }) => disk))).toBe(500)
  })
})

it('a degraded answer says whether the dependency was asked in vain, or not asked at all', () => {
  const storefront = presetOf('storefront') as Scenario
  const trip: Command = { kind: 'tripBreaker', target: { group: 'api' }, edge: 'recommendations' }
  const { all } = stories(storefront, trip, 1_600_000)
  const degraded = all.filter(({ code }) => code === 'degraded')
  expect(degraded.length).toBeGreaterThan(5)
  expect(
    degraded.every(({ rejected, cause }) => rejected === 1 && cause === OUTCOME_CAUSES.indexOf('breakerOpen')),
  ).toBe(true)
  const gone = stories(storefront, { kind: 'kill', target: { node: 'recommendations' } }, 1_600_000).all
  expect(gone.find(({ code }) => code === 'degraded')).toMatchObject({ rejected: 0, node: 'recommendations' })
})
