/**
 * The storefront on both transactional modes: it serves, replicas converge, money is conserved, at every moment and on any replicas
 * that are up to date; through a crash and a partition; and a checkpoint goes on as the run did.
 */
import { describe, expect, it } from 'vitest'
import { movedAt } from '../../../src/protocols/spanner/machine'
import { safeTs } from '../../../src/protocols/spanner/safeTime'
import type { TwoPhaseNode } from '../../../src/protocols/spanner/twoPhase/role'
import { spannerMode } from '../../../src/scenarios/modes/spanner'
import { twoPhaseCommitMode } from '../../../src/scenarios/modes/twoPhaseCommit'
import { World } from '../../../src/scenarios/world'
import { Shop, drifting, faults, shop, suffer } from './shop'

const SPANNER = { ...spannerMode.defaults(3), leaseUs: 1_500_000, heartbeatUs: 100_000 }
const PLAIN = twoPhaseCommitMode.defaults(3)

describe.each([
  ['spanner', SPANNER],
  ['twoPhaseCommit', PLAIN],
])('%s', (_name, spec) => {
  it('serves, and nothing that it promises breaks', () => {
    const store = new Shop(shop(spec), 7).run(20_000_000)
    expect(store.violations).toEqual([])
    for (const kind of ['read', 'write', 'transfer']) expect([kind, store.okShare(kind) > 0.99]).toEqual([kind, true])
  })
  it('a checkpoint loaded into a fresh world goes on to the same end', () => {
    const scenario = shop(spec, { shards: 2 })
    const straight = World.build(scenario, 3)
    straight.apply({ kind: 'driftClock', target: { node: 'shard-1b' }, ppm: 150 })
    straight.run(4_000_000)
    straight.apply({ kind: 'kill', target: { node: 'shard-1a' } })
    straight.run(4_300_000)
    const saved = straight.save()
    straight.run(12_000_000)
    const fresh = World.build(scenario, 3)
    fresh.load(saved)
    fresh.run(12_000_000)
    expect(fresh.cluster.journal.fingerprint()).toBe(straight.cluster.journal.fingerprint())
  })
})

/** Everything healed, nobody new: each group has a leader, and its replicas are equal and idle. */
function settled(store: Shop): unknown[] {
  store.apply({ kind: 'kill', target: { group: 'customers' } })
  store.run(store.world.cluster.nowUs + 20_000_000)
  return Array.from({ length: store.shards }, (_, shard) => {
    const states = store.replicas(shard).map((node) => store.stateOf(node.id))
    return {
      leaders: states.filter((state) => state.raft.role === 'leader').length,
      contents: new Set(states.map(({ machine }) => machine.digest)).size,
      prepared: Math.max(...states.map(({ machine }) => machine.prepared.size)),
      running: Math.max(...states.map(({ office }) => office?.txns.size ?? 0)),
    }
  })
}
const SETTLED = { leaders: 1, contents: 1, prepared: 0, running: 0 }

describe('spanner under faults', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'seed %i: nothing breaks, and afterwards all is settled',
    (seed) => {
      const store = new Shop(shop(SPANNER, { shards: 3 }), seed)
      drifting(store, seed, 200)
      suffer(store, faults(store, seed, 15_000_000))
      store.run(store.world.cluster.nowUs + 10_000_000)
      expect(store.violations).toEqual([])
      expect(store.okShare('transfer')).toBeGreaterThan(0.3)
      expect(settled(store)).toEqual([SETTLED, SETTLED, SETTLED])
    },
    60_000,
  )

  it('a leader crashes, another is cut off, all heals: no acknowledged write is lost', () => {
    const store = new Shop(shop(SPANNER, { shards: 2 }), 11).run(4_000_000)
    const acknowledged = store.replicas(0).map((node) => [...store.stateOf(node.id).machine.done.keys()])[0]
    store.apply({ kind: 'kill', target: { node: store.leaderOf(0)!.id } })
    store.run(8_000_000)
    store.apply({ kind: 'isolate', target: { node: store.leaderOf(1)!.id } })
    store.run(12_000_000)
    store.apply({ kind: 'healAll' })
    for (const { id } of store.store) store.apply({ kind: 'restart', target: { node: id } })
    store.run(20_000_000)
    expect(settled(store)).toEqual([SETTLED, SETTLED])
    expect(store.violations).toEqual([])
    for (const node of store.replicas(0))
      for (const op of acknowledged) expect(store.stateOf(node.id).machine.done.has(op)).toBe(true)
  })

  it('snapshots at a timestamp are consistent, on any replicas that are safe to read there', () => {
    const store = new Shop(shop(SPANNER, { shards: 3, ratePerSecond: 30 }), 2)
    let [compared, moved] = [0, 0]
    for (let atUs = 2_000_000; atUs < 10_000_000; atUs += 173_000) {
      store.run(atUs)
      for (const place of [0, 1, 2]) {
        const chosen = [0, 1, 2].map((shard) => store.replicas(shard)[(place + shard) % 3])
        const states = chosen.map((node) => store.stateOf(node.id))
        const ts = Math.min(...states.map(safeTs))
        const parts = states.map(({ machine }) => movedAt(machine, ts, SPANNER.initialBalance))
        expect(parts[0] + parts[1] + parts[2]).toBe(0)
        compared++
        moved += Math.abs(parts[0])
      }
    }
    expect([compared > 100, moved > 0]).toEqual([true, true])
  })
})

describe('plain two-phase commit under faults', () => {
  it.each([1, 2, 3, 4])(
    'seed %i: all decide alike, and once healed no lock is left',
    (seed) => {
      const store = new Shop(shop(PLAIN, { shards: 3 }), seed)
      suffer(store, faults(store, seed, 15_000_000))
      store.apply({ kind: 'kill', target: { group: 'customers' } })
      store.run(store.world.cluster.nowUs + 60_000_000)
      expect(store.violations).toEqual([])
      const images = store.store.map((node) => (node.state as TwoPhaseNode).image)
      expect(images.map(({ votes }) => votes.size)).toEqual(images.map(() => 0))
      const total = [0, 1, 2].map((shard) => {
        const { balances } = (store.replicas(shard)[0].state as TwoPhaseNode).image
        return [...balances.values()].reduce((moved, balance) => moved + balance - PLAIN.initialBalance, 0)
      })
      expect(total[0] + total[1] + total[2]).toBe(0)
      for (let shard = 0; shard < 3; shard++) {
        const contents = store.replicas(shard).map((node) => (node.state as TwoPhaseNode).image)
        const told = contents.map(({ rows, balances }) => JSON.stringify([[...rows].sort(), [...balances].sort()]))
        expect(new Set(told).size).toBe(1)
      }
    },
    60_000,
  )
})
