/** Which shard a key goes to: what is built in as a policy, on every way of partitioning, and what others do to a run. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster/command'
import asMapped from '../../src/decisions/partition/asMapped.ts?raw'
import { PARTITION } from '../../src/decisions/partition/contract'
import hashed from '../../src/decisions/partition/hashed.ts?raw'
import inBlocks from '../../src/decisions/partition/inBlocks.ts?raw'
import jump from '../../src/decisions/partition/jump.ts?raw'
import modulo from '../../src/decisions/partition/modulo.ts?raw'
import oneShard from '../../src/decisions/partition/oneShard.ts?raw'
import range from '../../src/decisions/partition/range.ts?raw'
import rendezvous from '../../src/decisions/partition/rendezvous.ts?raw'
import ring from '../../src/decisions/partition/ring.ts?raw'
import type { PartitionContext } from '../../src/decisions/faultline'
import type { PartitionSpec } from '../../src/partitioning'
import type { ReplicationSpec } from '../../src/scenarios/modes'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { GroupSpec, Scenario } from '../../src/scenarios/scenario'
import { shop } from '../scenarios/shop'
import { expectSameRun, figures, play } from './play'
import { RAFT } from './stores'

const SECOND = 1_000_000
const store = PRESETS.storefront
const DYNAMO: ReplicationSpec = {
  mode: 'dynamo',
  n: 3,
  ack: 'synced',
  timeoutUs: 200_000,
  versions: 'vectorClock',
  readRepair: 'background',
  sloppyQuorum: true,
  hintedHandoff: true,
  membership: 'gossip',
  antiEntropyUs: 1_000_000,
  majorities: false,
  readBeforeWrite: false,
}
const BY: Record<string, [spec: PartitionSpec, text: string]> = {
  range: [{ scheme: 'range' }, range],
  modulo: [{ scheme: 'modulo' }, modulo],
  ring: [{ scheme: 'ring' }, ring],
  'ring of tokens': [{ scheme: 'ring', hash: 'murmur3' }, ring],
  jump: [{ scheme: 'jump' }, jump],
  rendezvous: [{ scheme: 'rendezvous' }, rendezvous],
  slots: [{ scheme: 'slots' }, asMapped],
}
type Store = Extract<GroupSpec, { role: 'store' }>
function storeOf(scenario: Scenario, change: Partial<Store>): Scenario {
  const groups = scenario.groups.map((group) => (group.role === 'store' ? { ...group, ...change } : group))
  return { ...scenario, groups }
}
/** Nine in ten who come are of one tenant, and neighbours. */
function neighbours(scenario: Scenario): Scenario {
  const tenants = [
    { id: 'big', users: 4_000, rate: 9 },
    { id: 'others', users: 36_000, rate: 1 },
  ]
  const groups = scenario.groups.map((group) =>
    group.role === 'clients' ? { ...group, users: { ...group.users, zipf: 0, tenants } } : group,
  )
  return { ...scenario, groups }
}
const kill: Command = { kind: 'kill', target: { node: 'shard-1a' } }
const more: Command = { kind: 'addShard' }

describe('the built-in decision as a policy', () => {
  it.each(Object.entries(BY))('runs the very same run, while a shard is added: %s', (_, [spec, text]) => {
    expectSameRun(storeOf(store, { partition: spec, moveBytesPerSecond: 1_000_000 }), ['partition', text], {
      forUs: 3 * SECOND,
      faults: { 500_000: more, 2e6: kill },
    })
  })
  it.each<[string, ReplicationSpec]>([
    ['of leaders', RAFT],
    ['Dynamo', DYNAMO],
  ])('runs the very same run on other stores: %s', (_, replication) => {
    expectSameRun(shop(replication), ['partition', range], { faults: { 1e6: kill } })
  })
  it('runs the very same run where services ask all homes themselves', () => {
    expectSameRun(PRESETS['slow-replica'], ['partition', range])
  })
})

/** Reads and writes that each shard was asked for. */
function askedByShard(scenario: Scenario, text: string | null): number[] {
  const { stored } = play(scenario, ['partition', text])
  return [0, 1, 2, 3].map((shard) => stored.get(String(shard)) ?? 0)
}
const mostOverMean = (asked: number[]): number => (4 * Math.max(...asked)) / asked.reduce((a, b) => a + b)

describe('another decision', () => {
  it('all to one shard: it alone is asked, and users wait for it', () => {
    expect(askedByShard(store, oneShard).slice(1)).toEqual([0, 0, 0])
    const p99 = (text: string | null): number => figures(store, ['partition', text]).latencyMs.p99 ?? 0
    expect(p99(oneShard)).toBeGreaterThan(1.5 * p99(null))
  })
  it('users who are neighbours: by range one shard has them all, hashed or in blocks nobody has', () => {
    const near = neighbours(store)
    expect(mostOverMean(askedByShard(near, range))).toBeGreaterThan(3)
    for (const text of [hashed, inBlocks, modulo]) expect(mostOverMean(askedByShard(near, text))).toBeLessThan(1.5)
  })
  it.each<[string, Scenario]>([
    ['quorums', store],
    ['leaders', shop(RAFT)],
    ['Dynamo', shop(DYNAMO)],
  ])('in mid-run: what was written is not found, and nothing that a store promises is broken: %s', (_, scenario) => {
    const [plain, moved] = [null, hashed].map((text) =>
      figures(scenario, ['partition', text], { forUs: 6 * SECOND, sinceUs: 3 * SECOND }),
    )
    expect(moved.staleness.stale).toBeGreaterThan(20 + 3 * plain.staleness.stale)
    expect(moved.breaches).toEqual(plain.breaches)
    expect(moved.operations.failed).toBeLessThan(10 + plain.operations.failed)
  })
  it('taken back: what was written before is found again', () => {
    const back: Command = { kind: 'setPolicy', contract: 'partition', code: null, reach: {} }
    const stale = (faults: Record<number, Command>): number =>
      figures(store, ['partition', hashed], { forUs: 6 * SECOND, sinceUs: 3 * SECOND, faults }).staleness.stale
    expect(stale({ 3_200_000: back })).toBeLessThan(stale({}) / 3)
  })
  it('by the number of shards: with one more most keys are looked for where they never were, on a ring a part of them', () => {
    const quick = storeOf(store, { moveBytesPerSecond: 10_000_000 })
    const stale = (text: string | null): number =>
      figures(quick, ['partition', text], { forUs: 8 * SECOND, faults: { [3 * SECOND]: more } }).staleness.stale
    const all = [modulo, ring, null].map(stale)
    expect(all[0]).toBeGreaterThan(1.5 * all[1])
    expect(all[1]).toBeGreaterThan(2 * all[2])
  })
  it('for one operation alone: it looks where nobody else writes', () => {
    const play = { forUs: 4 * SECOND, reach: { journey: 'dashboard' } }
    const { staleness } = figures(store, ['partition', hashed], play)
    expect(staleness.ratio).toBeGreaterThan(0.05)
  })
})

describe('answers', () => {
  const context: PartitionContext = {
    ...{ nowUs: 0, random: () => 0.5, randomInt: () => 0 },
    ...{ key: 7, keyCount: 100, operation: 'read', scheme: 'range', mapped: 0, ranges: [], hash: 1 },
    shards: [
      { name: 'shard-1', turn: 1, score: 0.4 },
      { name: 'shard-2', turn: 0, score: 0.3 },
    ],
  }
  it('name a shard; anything else is refused', () => {
    const refused = [2, -1, 0.5, NaN, '0', null, undefined, {}].map(
      (answer) => PARTITION.problemOf(answer, context)?.code,
    )
    expect(refused).toEqual([...Array<string>(2).fill('outOfRange'), ...Array<string>(6).fill('notIndex')])
    expect([0, 1].map((answer) => PARTITION.problemOf(answer, context))).toEqual([null, null])
  })
  it.each(['4', '-1', 'NaN', 'undefined', "'shard-1'"])(
    'of code that names no shard: what is built in stands in, and %s decides no more',
    (answer) => {
      const { world, fingerprint } = play(store, ['partition', `export default function bad() { return ${answer} }`], {
        forUs: SECOND,
      })
      expect(world.desk.inForce()).toMatchObject([{ decisions: 0, failures: 20, off: true }])
      expect(fingerprint).not.toBe('')
    },
  )
})
