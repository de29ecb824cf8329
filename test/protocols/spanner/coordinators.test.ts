/**
 * A coordinator dies between votes and decision. In plain two-phase commit, whoever has voted yes keeps its locks until that very
 * machine is back; a coordinator that is a group (OSDI 2012, 4.2.1) has another leader soon.
 */
import { describe, expect, it } from 'vitest'
import type { TwoPhaseNode } from '../../../src/protocols/spanner/twoPhase/role'
import { spannerMode } from '../../../src/scenarios/modes/spanner'
import { twoPhaseCommitMode } from '../../../src/scenarios/modes/twoPhaseCommit'
import { Shop, shop } from './shop'

const LEASE_US = 1_000_000
const spannerShop = (): Shop =>
  new Shop(shop({ ...spannerMode.defaults(3), leaseUs: LEASE_US, heartbeatUs: 100_000 }, { shards: 2 }), 5)
const plainShop = (): Shop => new Shop(shop(twoPhaseCommitMode.defaults(3), { shards: 2 }), 5)

/** Transactions that replicas of a shard have promised to commit if `node` says so. */
function inDoubt(store: Shop, coordinator: number): number {
  const votes = store.store.flatMap((node) => (node.up ? [...(node.state as TwoPhaseNode).image.votes.values()] : []))
  return new Set(votes.filter((vote) => vote.coordinator === coordinator).map((vote) => vote.txn)).size
}
/** Runs until some transaction of that coordinator is in doubt. */
function runUntil(store: Shop, happens: () => boolean): void {
  while (!happens()) store.world.run(store.world.cluster.nowUs + 1_000)
}

describe('the only machine that knows is killed', () => {
  it('plain: locks are in doubt for as long as it is away, and free when it is back', () => {
    const store = plainShop().run(5_000_000)
    const [first] = store.replicas(0)
    runUntil(store, () => inDoubt(store, first.index) > 0)
    store.apply({ kind: 'kill', target: { node: first.id } })
    const doubtful = inDoubt(store, first.index)
    store.run(store.world.cluster.nowUs + 20_000_000)
    expect(inDoubt(store, first.index)).toBeGreaterThanOrEqual(doubtful)
    store.apply({ kind: 'restart', target: { node: first.id } })
    store.apply({ kind: 'kill', target: { group: 'customers' } })
    store.run(store.world.cluster.nowUs + 20_000_000)
    expect(inDoubt(store, first.index)).toBe(0)
    expect(store.violations).toEqual([])
  })

  it('replicated: the next leader ends what was prepared, while the machine is away', () => {
    const store = spannerShop().run(5_000_000)
    const leader = store.leaderOf(0)!
    const preparedAt = (shard: number): number[] =>
      store.replicas(shard).flatMap((node) => (node.up ? [...store.stateOf(node.id).machine.prepared.keys()] : []))
    runUntil(store, () => preparedAt(1).length > 0)
    const doubtful = preparedAt(1)
    store.apply({ kind: 'kill', target: { node: leader.id } })
    store.run(store.world.cluster.nowUs + 6 * LEASE_US)
    expect(store.leaderOf(0)?.id).not.toBe(leader.id)
    expect(preparedAt(1).filter((txn) => doubtful.includes(txn))).toEqual([])
    expect(store.violations).toEqual([])
  })
})
