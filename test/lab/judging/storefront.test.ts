/**
 * Storefront judged live: which settings stand, which fall, and why. Few users, so that their keys are contended; seeds were
 * found by search.
 */
import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/cluster'
import type { DynamoSpec } from '../../../src/scenarios/modes/dynamo'
import { LNKD_SSD } from '../../../src/scenarios/latencies'
import { raftMode } from '../../../src/scenarios/modes/raft'
import { presetOf } from '../../../src/scenarios/presets'
import type { Scenario } from '../../../src/scenarios/scenario'
import { changed, judged, steps, type JudgedLab } from './judged'

type Acts = [atS: number, Command][]
type Group = Scenario['groups'][number]
type Change = (group: Group) => Group

const S = 1e6
const on = (node: string) => ({ node })
const within = { from: { group: 'store' }, to: { group: 'store' } }
const replicas = ['a', 'b', 'c']
const shards = [1, 2, 3, 4]
const everyReplica = (kind: 'kill' | 'restart' | 'stallDisk' | 'resumeDisk', atS: number): Acts =>
  shards.flatMap((shard) => replicas.map((r): Acts[number] => [atS, { kind, target: on(`shard-${shard}${r}`) }]))

/** Reads of r, writes of w, workers' too. */
function quorums(r: number, w: number, active = 3): Change {
  const stepped = steps((step) => (step.op === 'read' ? { ...step, r } : step.op === 'write' ? { ...step, w } : step))
  return (group) => {
    const changed = stepped(group)
    if (changed.role === 'clients') return { ...changed, users: { ...changed.users, active } }
    return changed.role === 'worker' ? { ...changed, w } : changed
  }
}
const once: Change = (group) =>
  (group.role === 'worker' || group.role === 'api') && group.storeRetry
    ? { ...group, storeRetry: { ...group.storeRetry, attempts: 1 } }
    : group
const store =
  (change: (group: Group & { role: 'store' }) => Partial<Group & { role: 'store' }>): Change =>
  (group) =>
    group.role === 'store' ? { ...group, ...change(group) } : group
const storefront = (...changes: Change[]): Scenario =>
  changed('storefront', (group) => changes.reduce((so, change) => change(so), group))

const brokenUs = (run: JudgedLab, journey = 'dashboard') => run.verdict(journey).standings.linearizable.brokenUs
/** The one that no order can include. */
const orderBreach = (run: JudgedLab) =>
  run.verdict('dashboard').breaches.find(({ guarantee }) => guarantee === 'linearizable')!
const stands = (run: JudgedLab): void =>
  expect(
    run.verdicts().map(({ standings: { linearizable: s } }) => [s.testedUs !== null, s.brokenUs, s.unknownUs]),
  ).toEqual([
    [true, null, null],
    [true, null, null],
  ])

describe('a leaderless quorum', () => {
  const cutOff: Acts = [[4, { kind: 'cut', link: { from: on('shard-1a'), to: { group: 'store' } } }]]

  test('R = W = 1: falls within seconds of a partition, and the witness is right', () => {
    const run = judged(presetOf('storefront')!, 1, cutOff, 6)
    const { shortest, atUs } = orderBreach(run)
    expect(atUs).toBeGreaterThan(4 * S)
    expect(brokenUs(run)).toBe(atUs)
    const { operations, failing, reasons } = shortest
    const read = operations[failing]
    const newer = operations.find(
      (op) => op.outcome === 'ok' && op.returnedUs < read.invokedUs && op.value !== read.value,
    )
    expect(read).toMatchObject({ f: 'read', outcome: 'ok' })
    expect(newer).toBeDefined()
    expect(operations.length).toBeLessThanOrEqual(3)
    expect(reasons).toContainEqual(expect.objectContaining({ code: 'register.read' }))
    // Checkouts, whose R + W > N on keys of their own, are none the worse.
    expect(brokenUs(run, 'checkout')).toBeNull()
  })

  test('R + W > N and no fault at all: two reads during one write see the new and then the old', () => {
    const slowToWrite = { kind: 'exponential', meanUs: 60_000 } as const
    const legs = { write: slowToWrite, ack: LNKD_SSD, read: LNKD_SSD, response: LNKD_SSD }
    const plain = storefront(
      quorums(2, 2),
      once,
      store(({ replication }) => ({ replication: { ...replication, readRepair: false } as never })),
    )
    const links = plain.links.map((link) => (link.from === 'store' ? { ...link, latency: { legs } } : link))
    const run = judged({ ...plain, links }, 1, [], 2)
    const { operations, failing } = orderBreach(run).shortest
    const late = operations[failing]
    const early = operations.find((op) => op.f === 'read' && op.returnedUs < late.invokedUs && op.value !== late.value)!
    const during = operations.find((op) => op.f === 'write' && op.value === early.value)!
    expect(during.invokedUs).toBeLessThan(early.returnedUs)
    expect(Number.isNaN(during.returnedUs) || during.returnedUs > late.invokedUs).toBe(true)
    expect(run.verdict('dashboard').voidedBy).toEqual([])
  })

  test('a weak writer voids strong reads of the same keys', () => {
    const weak = storefront(quorums(2, 2), (group) => (group.role === 'worker' ? { ...group, w: 1 } : group))
    const voided = (scenario: Scenario) => judged(scenario, 1, [], 1).verdict('dashboard').voidedBy
    expect(voided(weak)).toEqual([null])
    expect(voided(storefront(quorums(2, 2)))).toEqual([])
    expect(voided(presetOf('storefront')!)).toEqual([]) // its reads are weak by themselves
  })
})

describe('the linearizable register', () => {
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
  }
  const register = (change: Partial<DynamoSpec> = {}, rw = 2): Scenario =>
    storefront(
      quorums(rw, rw),
      once,
      store(() => ({ replication: { ...REGISTER, ...change } })),
    )
  const crashesAndCuts: Acts = [
    [2, { kind: 'kill', target: on('shard-1b') }],
    [3, { kind: 'restart', target: on('shard-1b') }],
    [3.5, { kind: 'isolate', target: on('shard-2c') }],
    [5, { kind: 'healAll' }],
    [5, { kind: 'isolate', target: on('shard-3a') }],
    [5.5, { kind: 'kill', target: on('shard-3b') }],
    [6.5, { kind: 'restart', target: on('shard-3b') }],
    [7, { kind: 'healAll' }],
    ...everyReplica('kill', 7.5),
    ...everyReplica('restart', 8),
  ]
  const clocks: Acts = shards.map((s) => [1, { kind: 'offsetClock', target: on(`shard-${s}a`), offsetUs: 1_000_000 }])
  const lossy: Acts = [[2, { kind: 'lose', link: within, probability: 0.4 }]]
  const blackout: Acts = [
    ...everyReplica('stallDisk', 2),
    ...everyReplica('kill', 3.5),
    ...everyReplica('resumeDisk', 4),
    ...everyReplica('restart', 4),
  ]
  const isolated: Acts = [
    [4, { kind: 'kill', target: on('shard-1b') }],
    [6, { kind: 'restart', target: on('shard-1b') }],
    [7, { kind: 'isolate', target: on('shard-2c') }],
  ]

  test('stands under crashes, partitions, wrong clocks and loss', () => {
    stands(judged(register(), 2, crashesAndCuts, 9))
    for (const acts of [clocks, lossy, blackout]) stands(judged(register(), 2, acts, 5))
  })

  const OFF: [part: string, change: Partial<DynamoSpec>, rw: number, acts: Acts, seed: number, toS: number][] = [
    ['majorities', { majorities: false }, 1, isolated, 1, 7],
    ['strict quorums', { sloppyQuorum: true, hintedHandoff: true }, 2, [...isolated, [9, { kind: 'healAll' }]], 1, 10],
    ['reading before writing', { readBeforeWrite: false }, 2, clocks, 1, 3],
    ['writing back before a reply', { readRepair: 'background' }, 2, lossy, 2, 4],
    ['durable before reply', { ack: 'memory' }, 2, blackout, 1, 7],
  ]
  test.each(OFF)('falls without %s', (_part, change, rw, acts, seed, toS) => {
    const { shortest } = orderBreach(judged(register(change, rw), seed, acts, toS))
    expect(shortest.operations.length).toBeLessThan(8)
    expect(shortest.reasons.length).toBeGreaterThan(0)
  })

  test('falls where a write that got no answer is tried again: it may happen twice', () => {
    const retrying = storefront(
      quorums(2, 2),
      store(() => ({ replication: REGISTER })),
    )
    const acts: Acts = [
      [4, { kind: 'kill', target: on('shard-1b') }],
      [6, { kind: 'restart', target: on('shard-1b') }],
      [7, { kind: 'isolate', target: on('shard-2c') }],
      [9, { kind: 'healAll' }],
      [10, { kind: 'isolate', target: on('shard-3a') }],
      [10.5, { kind: 'kill', target: on('shard-3b') }],
      [12, { kind: 'restart', target: on('shard-3b') }],
      [13, { kind: 'healAll' }],
    ]
    expect(brokenUs(judged(retrying, 1, acts, 14))).not.toBeNull()
  })
})

describe('raft', () => {
  const raft = (reads: 'readIndex' | 'lease'): Scenario =>
    storefront(
      quorums(2, 2, 8),
      store(() => ({ replication: { ...raftMode.defaults(3), reads } })),
    )
  const deposed = (drifts: boolean): Acts =>
    shards
      .flatMap((shard) =>
        replicas.flatMap((r, i): Acts => {
          const node = on(`shard-${shard}${r}`)
          const atS = 3 + 2 * i
          const lie: Acts = drifts ? [[atS, { kind: 'driftClock', target: node, ppm: -900_000 }]] : []
          const truth: Acts = drifts ? [[atS + 1.9, { kind: 'driftClock', target: node, ppm: 0 }]] : []
          const link = { from: node, to: { group: 'store' } }
          return [...lie, [atS, { kind: 'cut', link }], [atS + 1.9, { kind: 'heal', link }], ...truth]
        }),
      )
      .sort(([a], [b]) => a - b)

  test.each([
    [
      'read index, crashes',
      'readIndex',
      [
        [3, { kind: 'kill', target: on('shard-1a') }],
        [4, { kind: 'kill', target: on('shard-2b') }],
        [6, { kind: 'restart', target: on('shard-1a') }],
      ],
    ],
    ['read index, deposed leaders whose clocks lie', 'readIndex', deposed(true)],
    ['lease, deposed leaders whose clocks are right', 'lease', deposed(false)],
  ] as [string, 'readIndex' | 'lease', Acts][])('%s: stands', (_what, reads, acts) => {
    stands(judged(raft(reads), 1, acts, 9))
  })
  test('lease, a deposed leader whose clock is slow: falls', () => {
    const run = judged(raft('lease'), 1, deposed(true), 9)
    expect([brokenUs(run), brokenUs(run, 'checkout')]).not.toEqual([null, null])
  })
})
