/** Each invariant of the transactional modes tells a breach that is planted. */
import { expect, it } from 'vitest'
import type { TwoPhaseNode } from '../../../src/protocols/spanner/twoPhase/role'
import { spannerMode } from '../../../src/scenarios/modes/spanner'
import { twoPhaseCommitMode } from '../../../src/scenarios/modes/twoPhaseCommit'
import { Shop, shop } from './shop'

const SPANNER = { ...spannerMode.defaults(3), leaseUs: 1_000_000, heartbeatUs: 100_000 }
const FAR = 1e15

/** What is told after `plant` was done to a shop that was well. */
function told(store: Shop, plant: (store: Shop) => void, forUs = 1_000_000): string[] {
  store.run(3_000_000)
  expect(store.violations).toEqual([])
  plant(store)
  store.run(3_000_000 + forUs)
  return [...new Set(store.violations.map(({ code }) => code))]
}
const spanner = () => new Shop(shop(SPANNER, { shards: 2 }), 1)
const plain = () => new Shop(shop(twoPhaseCommitMode.defaults(3), { shards: 2 }), 1)
const PREPARED = { txn: 1e12, age: FAR, coordinator: 1, key: 399, amount: 1, ts: FAR }

it('clocks beyond their bound', () => {
  expect(told(spanner(), (s) => s.apply({ kind: 'jumpClock', target: { node: 'shard-1b' }, byUs: -100_000 }))).toEqual([
    'clockBeyondBound',
  ])
})
it('replicas that differ', () => {
  const plant = (s: Shop) => {
    s.stateOf('shard-1b').machine.digest ^= 1
  }
  expect(told(spanner(), plant)).toEqual(['replicasDiffer'])
})
it('money that is made', () => {
  const plant = (s: Shop) => {
    for (const node of s.replicas(1)) s.stateOf(node.id).machine.balances.set(398, [{ ts: 1, value: 1_001 }])
  }
  expect(told(spanner(), plant)).toEqual(['moneyNotConserved'])
})
it('a balance below zero', () => {
  const plant = (s: Shop) => {
    for (const node of s.replicas(1)) s.stateOf(node.id).machine.balances.set(398, [{ ts: FAR, value: -1 }])
  }
  expect(told(spanner(), plant)).toEqual(['negativeBalance'])
})
it('a lock that nobody releases', () => {
  const plant = (s: Shop) => {
    s.stateOf(s.leaderOf(0)!.id).machine.prepared.set(PREPARED.txn, PREPARED)
  }
  expect(told(spanner(), plant, 5_000_000)).toEqual(['locksHeld'])
})

const imageOf = (s: Shop, id: string) => (s.store.find((node) => node.id === id)!.state as TwoPhaseNode).image
it('participants that decide differently', () => {
  const plant = (s: Shop) => {
    imageOf(s, 'shard-1a').outcomes.set(-1, true)
    imageOf(s, 'shard-1b').outcomes.set(-1, false)
  }
  expect(told(plain(), plant)).toEqual(['outcomesDiffer'])
})
it('a vote that is never answered', () => {
  const plant = (s: Shop) => {
    const coordinator = s.replicas(0)[1].index // which coordinates nothing, and so does not ask itself
    const work = { write: { key: -9, row: { value: 0, version: 1 } }, moves: [] }
    imageOf(s, 'shard-1b').votes.set(-1, { txn: -1, coordinator, op: -1, work })
  }
  expect(told(plain(), plant, 5_000_000)).toEqual(['locksHeld'])
})
