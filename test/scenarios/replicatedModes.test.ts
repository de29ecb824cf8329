/** Storefront with a primary, with many leaders, or on replicated data types: it works, survives faults, and is a value. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { RETURN_FLAG } from '../../src/cluster'
import { converged as equalCells } from '../../src/protocols/optimistic/invariants'
import type { OptimisticConfig } from '../../src/protocols/optimistic/role'
import type { OptimisticState } from '../../src/protocols/optimistic/state'
import { converged, lostAcknowledged } from '../../src/protocols/primary/invariants'
import type { PrimaryState } from '../../src/protocols/primary/state'
import type { ReplicationSpec } from '../../src/scenarios/modes'
import { World } from '../../src/scenarios/world'
import { okShare, play, shop, statesOfShard } from './shop'

const SHARDS = [0, 1, 2, 3]
const primary = (replication: 'async' | 'semiSync' | 'sync', fencing = true): ReplicationSpec => ({
  mode: 'primary',
  replication,
  heartbeatUs: 100_000,
  failoverUs: 1_000_000,
  fencing,
})
const MODES: [string, ReplicationSpec][] = [
  ['asynchronous primary', primary('async')],
  ['semi-synchronous primary', primary('semiSync')],
  ['synchronous primary', primary('sync')],
  ['leaders, last writer wins', { mode: 'multileader', resolution: 'lastWriterWins', retryUs: 500_000 }],
  ['leaders, siblings', { mode: 'multileader', resolution: 'keepSiblings', retryUs: 500_000 }],
  ['leaders, all values', { mode: 'multileader', resolution: 'merge', merge: 'union', retryUs: 500_000 }],
  ['registers by state', { mode: 'crdt', type: 'lwwRegister', exchange: 'state', everyUs: 500_000 }],
  ['sets by delta', { mode: 'crdt', type: 'orSet', exchange: 'delta', everyUs: 500_000 }],
  ['counters by delta', { mode: 'crdt', type: 'pnCounter', exchange: 'delta', everyUs: 500_000 }],
]
const isolate = (node: string): Command => ({ kind: 'isolate', target: { node } })
const kill = (node: string, loseDisk = false): Command => ({ kind: 'kill', target: { node }, loseDisk })
const restart = (node: string): Command => ({ kind: 'restart', target: { node } })
const healAll: Command = { kind: 'healAll' }
/** A crash, a disk lost, and a partition, all over before second 20. */
const TROUBLE: Record<number, Command[]> = {
  6: [kill('shard-1a'), kill('shard-3b', true)],
  8: [isolate('shard-2b')],
  11: [restart('shard-1a'), restart('shard-3b')],
  14: [healAll],
}

describe.each(MODES)('%s', (_name, spec) => {
  const scenario = shop(spec)

  it('serves nearly everybody', () => {
    const { returned } = play(scenario, 3, 15)
    expect(okShare(returned)).toBeGreaterThan(0.995)
  })

  it('after a crash, a lost disk and a partition its replicas agree again', () => {
    const { world, returned } = play(scenario, 3, 24, { ...TROUBLE, 20: [kill('customers')] })
    expect(okShare(returned)).toBeGreaterThan(0.9)
    for (const shard of SHARDS) {
      if (spec.mode === 'primary') {
        expect(converged(statesOfShard<PrimaryState>(world, shard))).toBeNull()
        continue
      }
      const { type } = world.cluster.nodes.find((n) => n.shard === shard)!.config as OptimisticConfig<object>
      expect(equalCells(type, statesOfShard<OptimisticState<object>>(world, shard))).toBeNull()
    }
    expect(world.cluster.nodes.every((node) => !node.diskLost)).toBe(true)
  })

  it('restored in the midst of trouble it goes on to the same end', () => {
    const straight = play(scenario, 3, 13, TROUBLE)
    const { world } = play(scenario, 3, 9, TROUBLE)
    const fresh = World.build(scenario, 3)
    fresh.load(world.save())
    fresh.run(11e6)
    for (const command of TROUBLE[11]) fresh.apply(command)
    fresh.run(13e6)
    expect(fresh.cluster.journal.fingerprint()).toBe(straight.fingerprint)
  })
})

/** Acknowledged writes that the shard's primary has not, after its first primary was cut off and killed. */
function lostByKilling(spec: ReplicationSpec): { lost: number; acknowledged: number; lostVersions: number[] } {
  const peers = ['shard-1b', 'shard-1c'].map((node) => ({ node }))
  const { world, returned } = play(shop(spec), 5, 25, {
    10: [{ kind: 'partition', groups: [[{ node: 'shard-1a' }], peers] }],
    10.5: [kill('shard-1a'), healAll],
    14: [restart('shard-1a')],
  })
  const states = statesOfShard<PrimaryState>(world, 0)
  const users = 40_000
  const acknowledged = returned.filter((op) => op.isWrite && op.outcome === 0 && op.key % users < users / 4)
  const leader = states.find((state) => state.role === 'primary')!
  const lost = lostAcknowledged(leader, acknowledged)
  return { lost: lost.length, acknowledged: acknowledged.length, lostVersions: lost.map(({ version }) => version) }
}

describe('killing a primary that was cut off from its followers', () => {
  it('asynchronous: what it acknowledged meanwhile is lost, and known by name', () => {
    const { lost, acknowledged, lostVersions } = lostByKilling(primary('async'))
    expect(acknowledged).toBeGreaterThan(100)
    expect(lost).toBeGreaterThan(0)
    expect(lost).toBeLessThan(20)
    expect(new Set(lostVersions.map((version) => Math.floor(version / 4294967296)))).toEqual(new Set([1]))
  })
  it.each(['semiSync', 'sync'] as const)('%s and fenced: nothing is lost', (replication) => {
    const { lost, acknowledged } = lostByKilling(primary(replication))
    expect(acknowledged).toBeGreaterThan(100)
    expect(lost).toBe(0)
  })
})

describe('a primary cut off from its followers, and an API instance with it', () => {
  const CUT: Record<number, Command[]> = {
    10: [
      {
        kind: 'partition',
        groups: [
          [{ node: 'shard-1a' }, { node: 'api-1' }],
          ['shard-1b', 'shard-1c', 'api-2', 'api-3'].map((node) => ({ node })),
        ],
      },
    ],
  }
  /** Epochs of the writes acknowledged after second 13, in order. */
  const epochs = (fencing: boolean): number[] =>
    play(shop(primary('async', fencing)), 7, 25, CUT)
      .returned.filter((op) => op.isWrite && op.outcome === 0 && op.invokedUs > 13e6 && op.key % 40_000 < 10_000)
      .map((op) => Math.floor(op.version / 4294967296))

  it('fenced: one primary acknowledges', () => expect(new Set(epochs(true))).toEqual(new Set([2])))
  it('unfenced: two acknowledge, side by side', () => {
    const both = epochs(false)
    const turns = both.filter((epoch, i) => i > 0 && epoch !== both[i - 1])
    expect(new Set(both)).toEqual(new Set([1, 2]))
    expect(turns.length).toBeGreaterThan(4)
  })
})

describe('clocks', () => {
  it('last writer wins: a leader whose clock lags acknowledges what nobody ever reads; with siblings nothing is lost so', () => {
    const stale = (resolution: 'lastWriterWins' | 'keepSiblings'): number => {
      const { returned } = play(shop({ mode: 'multileader', resolution, retryUs: 500_000 }), 3, 20, {
        1: [{ kind: 'offsetClock', target: { node: 'shard-1a' }, offsetUs: 20_000_000 }],
      })
      const writes = returned.filter((op) => op.isWrite && op.outcome === 0)
      const reads = returned.filter((op) => !op.isWrite && op.outcome === 0)
      return writes.filter((w) =>
        reads.some(
          (r) =>
            r.key === w.key &&
            r.invokedUs > w.returnedUs + 1e6 &&
            r.value !== w.value &&
            writes.every((later) => later.key !== w.key || later.invokedUs <= w.invokedUs),
        ),
      ).length
    }
    expect(stale('lastWriterWins')).toBeGreaterThan(1)
    expect(stale('keepSiblings')).toBe(0)
  })
})

it('answers that may be old are flagged, and told with their age: followers, and every leader among several', () => {
  const flagged = (spec: ReplicationSpec): number => {
    const { returned } = play(shop(spec), 3, 10)
    const reads = returned.filter((op) => !op.isWrite && op.outcome === 0)
    return reads.filter((op) => op.stale).length / reads.length
  }
  expect(RETURN_FLAG.stale).toBe(8)
  expect(flagged(primary('semiSync'))).toBeGreaterThan(0.4)
  expect(flagged(primary('semiSync'))).toBeLessThan(0.8)
})
