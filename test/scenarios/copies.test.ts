/** Copies of the store's data in a cache: how old they say to be, whom they spare, when they stand in; and what flags switch off. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { FEATURE_FLAGS, KIND, MESSAGE_TYPES, OUTCOME_CAUSES, RETURN_FLAG, STRIDE } from '../../src/cluster'
import { causeOf, outcomeOf, timeOf } from '../../src/cluster/journal'
import type { ReplicationSpec } from '../../src/scenarios/modes'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { CacheSpec, CopiesSpec, Scenario } from '../../src/scenarios/scenario'
import { validateScenario } from '../../src/scenarios/schema'
import { World } from '../../src/scenarios/world'
import { Observation } from '../../src/telemetry'

const SECOND = 1_000_000

interface Answer {
  atUs: number
  ok: boolean
  flags: number
  cause: string
  ageMs: number // NaN: none was told
  copyMs: number
  staleUs: number
}
/** What came of every read of a user, and how many reads the store was sent. */
function play(scenario: Scenario, seed: number, untilUs: number, acts: [atUs: number, command: Command][] = []) {
  const world = World.build(scenario, seed)
  const { nodes, links, journal } = world.cluster
  const observation = new Observation({
    classes: [...world.classes],
    journeys: world.journeys.length,
    shardOf: nodes.map((node) => node.shard),
    workers: nodes.map((node) => node.workers),
    links: links.length,
  })
  const answers: Answer[] = []
  const storeReads: number[] = []
  let last: Answer | null = null
  let staleUs = 0
  observation.listeners.push({
    returned(op) {
      staleUs = op.kind === 'read' ? op.staleUs : -1
    },
  })
  journal.attach((words, records) => {
    for (let i = 0; i < records; i++) {
      const at = i * STRIDE
      observation.fold(words.subarray(at, at + STRIDE), 1)
      const [kind, detail] = [words[at] & 255, words[at] >>> 8]
      if (kind === KIND.SENT && MESSAGE_TYPES[detail].name === 'storeRead') storeReads.push(timeOf(words, i))
      if (kind === KIND.RETURN) {
        last = {
          atUs: timeOf(words, i),
          ok: outcomeOf(detail) === 0,
          flags: (detail >>> 8) & 255,
          cause: OUTCOME_CAUSES[causeOf(detail)],
          ageMs: NaN,
          copyMs: NaN,
          staleUs,
        }
        if (staleUs >= 0) answers.push(last)
      }
      if (kind === KIND.AGED && last) Object.assign(last, { ageMs: words[at + 3], copyMs: words[at + 4] })
    }
  })
  for (const [atUs, command] of acts) {
    world.run(atUs)
    world.apply(command)
  }
  world.run(untilUs)
  journal.flush()
  return { answers, storeReads, world }
}
const has = (answer: Answer, flag: keyof typeof RETURN_FLAG): boolean => (answer.flags & RETURN_FLAG[flag]) !== 0

/** A small shop of few users who write much, over a cache. */
function shop(copies: CopiesSpec, cache: Partial<CacheSpec>, replication: ReplicationSpec): Scenario {
  const { groups, ...rest } = PRESETS['cache-stampede']
  return validateScenario({
    ...rest,
    faults: [],
    groups: groups.map((group) => {
      if (group.role === 'api') return { ...group, copies }
      if (group.role === 'cache') return { ...group, ttlUs: 2 * SECOND, ...cache }
      if (group.role === 'store')
        return {
          ...group,
          replication,
          capacity: { ...group.capacity!, service: { kind: 'exponential', meanUs: 3_000 }, queue: 64 },
        }
      if (group.role !== 'clients') return group
      const [dashboard, edit] = group.journeys
      const consistency = replication.mode === 'raft' ? 'session' : undefined
      return {
        ...group,
        users: { count: 100, active: 15, zipf: 0.8 },
        journeys: [
          { ...dashboard, ratePerSecond: 60, steps: [{ op: 'read', key: 'user', r: 2, copies: true, consistency }] },
          { ...edit, ratePerSecond: 20 },
        ],
      }
    }),
  })
}
const QUORUM: ReplicationSpec = { mode: 'quorum', n: 3, readRepair: true, ack: 'memory', timeoutUs: 250_000 }
const RAFT: ReplicationSpec = {
  mode: 'raft',
  electionTimeoutUs: [500_000, 1_000_000],
  heartbeatUs: 100_000,
  preVote: true,
  checkQuorum: true,
  reads: 'readIndex',
  snapshotEvery: 1_000,
}

const WAYS: [string, CopiesSpec, Partial<CacheSpec>][] = [
  ['cache-aside', { first: 'cache' }, {}],
  ['write-through', { first: 'cache', writes: 'through' }, { ttlJitter: 0.3 }],
  ['left alone, coalesced', { first: 'cache', writes: 'leave', coalesces: true }, { staleUs: SECOND }],
  ['leases and early expiry', { first: 'cache', writes: 'leave' }, { leaseUs: 200_000, earlyBeta: 2 }],
  ['store first', { first: 'store', staleIfErrorUs: 60 * SECOND }, {}],
]
const acts: [number, Command][] = [
  [4 * SECOND, { kind: 'delay', link: { from: { group: 'api' }, to: { group: 'cache' } }, addedUs: 40_000 }],
  [6 * SECOND, { kind: 'healAll' }],
  [7 * SECOND, { kind: 'kill', target: { node: 'cache' } }],
  [7.2 * SECOND, { kind: 'restart', target: { node: 'cache' } }],
  [8 * SECOND, { kind: 'offsetClock', target: { group: 'api' }, offsetUs: -900_000 }],
]

describe('a copy says how old it may be', () => {
  it.each(WAYS)('and never understates it: %s', (_, copies, cache) => {
    for (const [replication, seed] of [
      [QUORUM, 1],
      [QUORUM, 2],
      [RAFT, 3],
    ] as const) {
      const { answers } = play(shop(copies, cache, replication), seed, 12 * SECOND, acts)
      const aged = answers.filter((answer) => answer.ok && answer.ageMs >= 0)
      for (const answer of aged) {
        expect(answer.staleUs, `at ${answer.atUs}`).toBeLessThanOrEqual(answer.ageMs * 1_000)
        if (has(answer, 'copied')) expect(answer.copyMs).toBeLessThanOrEqual(answer.ageMs)
      }
      const copied = answers.filter((answer) => has(answer, 'copied'))
      if (copies.first === 'cache') {
        expect(copied.length).toBeGreaterThan(answers.length / 4)
        expect(aged.length).toBeGreaterThan(0)
        if (copies.writes === 'leave') expect(aged.some(({ staleUs }) => staleUs > 0)).toBe(true)
      }
      expect(copied.every((answer) => has(answer, 'stale') && !Number.isNaN(answer.ageMs))).toBe(true)
      expect(answers.filter(({ ok }) => !ok).length).toBeLessThan(answers.length / 10)
    }
  })
})

describe('a cache that comes back empty', () => {
  it('sends everybody to the store at once; coalesced, or by leases, far fewer', () => {
    for (const seed of [11, 12]) {
      const during = ({ storeReads, answers }: ReturnType<typeof play>) => ({
        reads: storeReads.filter((at) => at >= 40 * SECOND).length,
        failed: answers.filter(({ atUs, ok }) => atUs >= 40 * SECOND && !ok).length,
      })
      const [plain, coalesced] = ['cache-stampede', 'cache-coalesced'].map((id) =>
        during(play(PRESETS[id], seed, 43 * SECOND)),
      )
      const leased = validateScenario({
        ...PRESETS['cache-stampede'],
        groups: PRESETS['cache-stampede'].groups.map((g) => (g.role === 'cache' ? { ...g, leaseUs: 400_000 } : g)),
      })
      const withLeases = during(play(leased, seed, 43 * SECOND))
      expect(plain.failed, `seed ${seed}`).toBeGreaterThan(40)
      for (const cured of [coalesced, withLeases]) {
        expect(cured.reads, `seed ${seed}`).toBeLessThan(0.85 * plain.reads)
        expect(cured.failed, `seed ${seed}`).toBeLessThan(0.8 * plain.failed)
      }
    }
  })
})

describe('where the store does not answer', () => {
  const kill: [number, Command] = [6 * SECOND, { kind: 'kill', target: { shard: 0 } }]
  const late = (answers: Answer[]): Answer[] => answers.filter(({ atUs }) => atUs > 7 * SECOND)

  it('a copy stands in, and says so, why, and how long ago it was made; too old a one does not', () => {
    const scenario = shop({ first: 'store', staleIfErrorUs: 5 * SECOND }, {}, QUORUM)
    const { answers } = play(scenario, 5, 14 * SECOND, [kill])
    const served = late(answers).filter(({ ok }) => ok)
    expect(served.length).toBeGreaterThan(50)
    for (const answer of served) {
      expect(has(answer, 'copied') && has(answer, 'degraded')).toBe(true)
      expect(['timeout', 'unreachable']).toContain(answer.cause)
      expect(answer.copyMs).toBeLessThanOrEqual(5_000 + 100)
    }
    expect(answers.filter(({ atUs, ok }) => atUs > 13 * SECOND && ok)).toEqual([])
  })

  it('and nothing does, where no copies may', () => {
    const { answers } = play(shop({ first: 'store' }, {}, QUORUM), 5, 9 * SECOND, [kill])
    expect(late(answers).filter(({ ok, atUs }) => ok && atUs > 7.5 * SECOND)).toEqual([])
  })
})

describe('a feature flag', () => {
  it('fresh data off: any copy does, and the store is hardly asked', () => {
    const scenario = shop({ first: 'store', staleIfErrorUs: 60 * SECOND }, {}, QUORUM)
    const off: [number, Command] = [6 * SECOND, { kind: 'setFlag', flag: 'freshData', on: false }]
    const { answers, storeReads } = play(scenario, 5, 10 * SECOND, [off])
    const after = answers.filter(({ atUs }) => atUs > 6.1 * SECOND)
    const copied = after.filter((answer) => has(answer, 'copied'))
    expect(copied.length).toBeGreaterThan(0.5 * after.length)
    for (const answer of copied) expect([has(answer, 'degraded'), answer.cause]).toEqual([true, 'switchedOff'])
    const asked = (from: number): number => storeReads.filter((at) => at > from && at < from + 3 * SECOND).length
    expect(asked(6.5 * SECOND)).toBeLessThan(0.6 * asked(2 * SECOND))
  })

  it('recommendations off: nobody asks for them, dashboards are bare and say so; on again, they are whole', () => {
    const flag = (atS: number, on: boolean): [number, Command] => [
      atS * SECOND,
      { kind: 'setFlag', flag: 'recommendations', on },
    ]
    const { answers, world } = play(PRESETS.storefront, 3, 6 * SECOND, [flag(2, false), flag(4, true)])
    const between = (from: number, to: number) =>
      answers.filter(({ atUs }) => atUs > from * SECOND && atUs < to * SECOND && !Number.isNaN(atUs))
    const bare = (some: Answer[]): number => some.filter((answer) => has(answer, 'bare')).length
    expect(bare(between(0, 2))).toBe(0)
    const dark = between(2.3, 4).filter((answer) => has(answer, 'bare'))
    expect(dark.length).toBeGreaterThan(200)
    expect(dark.every(({ ok, cause }) => ok && cause === 'switchedOff')).toBe(true)
    expect(bare(between(4.5, 6))).toBe(0)
    expect(FEATURE_FLAGS).toHaveLength(2)
    expect(world.cluster.nodes.filter(({ role }) => role === 'api')).toHaveLength(3)
  })

  it('outlives the process of an instance, and reaches one that is down', () => {
    const acts: [number, Command][] = [
      [SECOND, { kind: 'kill', target: { group: 'api' } }],
      [1.1 * SECOND, { kind: 'setFlag', flag: 'recommendations', on: false }],
      [1.2 * SECOND, { kind: 'restart', target: { group: 'api' } }],
    ]
    const { answers } = play(PRESETS.storefront, 3, 3 * SECOND, acts)
    const dashboards = answers.filter(({ atUs, ok }) => ok && atUs > 2 * SECOND)
    expect(dashboards.filter((answer) => has(answer, 'bare')).length).toBeGreaterThan(0.8 * dashboards.length)
  })
})
