/**
 * The linearizable register under a storefront that tries again: the API asks another replica, customers ask another API, messages
 * come twice or never, nodes of every kind die, shards come and go. With one version an operation, in whatever attempt, it stands;
 * without that, or without any other of its parts, it falls, and the witness shows how.
 */
import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/cluster'
import { Draws } from '../../../src/kernel'
import type { DynamoSpec } from '../../../src/scenarios/modes/dynamo'
import type { Scenario } from '../../../src/scenarios/scenario'
import { FaultlineError } from '../../../src/kernel'
import { changed, JudgedLab } from './judged'

const REGISTER: DynamoSpec = {
  mode: 'dynamo',
  n: 3,
  ack: 'synced',
  timeoutUs: 200_000,
  versions: 'lastWriter',
  readRepair: 'beforeReply',
  sloppyQuorum: false,
  hintedHandoff: false,
  membership: 'silence',
  majorities: true,
  readBeforeWrite: true,
  idempotency: true,
}
const RETRY = { attempts: 3, timeoutUs: 400_000, backoffUs: 20_000 }

/** Three customers who change their settings and look at their dashboards, all under the same keys. */
function shop(change: Partial<DynamoSpec> = {}, rw = 2): Scenario {
  return changed('storefront', (group) => {
    if (group.role === 'store')
      return { ...group, shards: 2, shardsMax: 3, moveBytesPerSecond: 50_000, replication: { ...REGISTER, ...change } }
    if (group.role === 'worker') return { ...group, w: rw }
    if (group.role !== 'clients') return group
    const dashboard = group.journeys[1]
    return {
      ...group,
      users: { count: 30, active: 3, zipf: 0 },
      journeys: [
        {
          id: 'settings',
          ratePerSecond: 20,
          deadlineUs: 2_000_000,
          retry: RETRY,
          steps: [
            { op: 'write', key: 'user', w: rw, emitsJob: true },
            { op: 'read', key: 'user', r: rw },
          ],
        },
        { ...dashboard, ratePerSecond: 60, retry: RETRY, steps: [{ op: 'read', key: 'user', r: rw }] },
      ],
    }
  })
}

type Acts = [atS: number, Command][]
const REPLICAS = ['1', '2'].flatMap((s) => ['a', 'b', 'c'].map((r) => `shard-${s}${r}`))
const NODES = [...REPLICAS, 'api-1', 'api-2', 'api-3']
const inStore = { from: { group: 'store' }, to: { group: 'store' } }
const toStore = { from: { group: 'api' }, to: { group: 'store' } }
const atApi = { from: { group: 'balancer' }, to: { group: 'api' } }
const STORM_S = 6

/** A fault every so often, each of some; all is healed now and then. */
function storm(seed: number): Acts {
  const draws = new Draws(seed)
  let drawn = 0
  const int = (below: number): number => draws.at(1, 2, drawn++, 3).int(below)
  const acts: Acts = []
  for (let atS = 1; atS < STORM_S; atS += (1 + int(6)) / 10) {
    const node = NODES[int(NODES.length)]
    const target = { node }
    const link = [inStore, toStore, atApi][int(3)]
    const of: (() => Command)[] = [
      () => ({ kind: 'kill', target }),
      () => ({ kind: 'kill', target }),
      () => ({ kind: 'isolate', target }),
      () => ({ kind: 'stall', target }),
      () => ({ kind: 'lose', link, probability: 0.4 }),
      () => ({ kind: 'duplicate', link, probability: 0.5 }),
      () => ({ kind: 'delay', link, addedUs: 150_000 }),
      () => ({ kind: 'offsetClock', target, offsetUs: int(2_000_000) - 1_000_000 }),
      () => ({ kind: 'stallDisk', target: { node: REPLICAS[int(REPLICAS.length)] } }),
      () => (int(2) === 0 ? { kind: 'addShard' } : { kind: 'removeShard', shard: int(3) }),
    ]
    acts.push([atS, of[int(of.length)]()])
    if (int(3) > 0) continue
    acts.push([atS, { kind: 'healAll' }])
    for (const id of NODES)
      for (const kind of ['restart', 'resume', 'resumeDisk'] as const)
        if (kind !== 'resumeDisk' || id.startsWith('shard')) acts.push([atS, { kind, target: { node: id } }])
  }
  return acts
}

const CUT_OFF: Acts = [[2, { kind: 'cut', link: { from: { node: 'shard-1a' }, to: { group: 'store' } } }]]
const LOSSY: Acts = [[2, { kind: 'lose', link: inStore, probability: 0.4 }]]
/** All processes end while no disk writes. */
const BLACKOUT: Acts = [
  ...REPLICAS.map((node): Acts[number] => [2, { kind: 'stallDisk', target: { node } }]),
  ...REPLICAS.map((node): Acts[number] => [3.5, { kind: 'kill', target: { node } }]),
  ...REPLICAS.map((node): Acts[number] => [4, { kind: 'resumeDisk', target: { node } }]),
  ...REPLICAS.map((node): Acts[number] => [4, { kind: 'restart', target: { node } }]),
]

/** A change of shards that cannot be made now is none. */
function judged(scenario: Scenario, seed: number, acts = storm(seed)): JudgedLab {
  const run = new JudgedLab(scenario, seed)
  for (const [atS, command] of acts) {
    run.seek(atS)
    try {
      run.act(command)
    } catch (error) {
      if (!(error instanceof FaultlineError) || !error.code.startsWith('shards.')) throw error
    }
  }
  return run.seek(STORM_S + 1)
}
const SEEDS = Array.from({ length: 6 }, (_, i) => i + 1)
const OFF: [part: string, change: Partial<DynamoSpec>, rw: number, acts?: Acts][] = [
  ['one version an operation', { idempotency: false }, 2],
  ['majorities', { majorities: false }, 1, CUT_OFF],
  ['strict quorums', { sloppyQuorum: true, hintedHandoff: true }, 2],
  ['reading before writing', { readBeforeWrite: false }, 2],
  ['writing back before a reply', { readRepair: 'background' }, 2, LOSSY],
  ['durable before reply', { ack: 'memory' }, 2, BLACKOUT],
]
const MANY_SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)

describe('the linearizable register where everybody tries again', () => {
  test.each(SEEDS)('stands: seed %i', (seed) => {
    const run = judged(shop(), seed)
    const { testedUs, unknownUs, brokenUs } = run.verdict('dashboard').standings.linearizable
    expect([testedUs !== null, unknownUs, brokenUs]).toEqual([true, null, null])
  })
  test.each(OFF)('falls without %s: some seed, with a witness', (_part, change, rw, acts) => {
    for (const seed of MANY_SEEDS) {
      const { breaches } = judged(shop(change, rw), seed, acts).verdict('dashboard')
      const breach = breaches.find(({ guarantee }) => guarantee === 'linearizable')
      if (!breach) continue
      expect(breach.shortest.operations.length).toBeLessThan(10)
      expect(breach.shortest.reasons.length).toBeGreaterThan(0)
      return
    }
    expect.fail('no seed falls')
  })
})
