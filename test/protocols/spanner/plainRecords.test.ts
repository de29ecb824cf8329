/** Plain two-phase commit: what was done is remembered with its effect, also by the coordinator's peers, who tell it when it lost its disk. */
import { expect, it } from 'vitest'
import { F, TYPE, W } from '../../../src/cluster'
import { FLOATS, WORDS } from '../../../src/kernel/eventQueue'
import type { TwoPhaseNode } from '../../../src/protocols/spanner/twoPhase/role'
import { twoPhaseCommitMode } from '../../../src/scenarios/modes/twoPhaseCommit'
import { Shop, shop } from './shop'

const S = 1_000_000
const [PAYER, PAYEE] = [7, 399] // of the first shard and the last
const COUNT = 999_983 // of no customer

/** Asks the payer's coordinator to move 40, as an API would, and moves on a second. */
function ask(store: Shop): void {
  const { cluster } = store.world
  const api = cluster.nodes.find(({ id }) => id === 'api-1')!
  const m = cluster.send(api, store.replicas(0)[0], TYPE.storeTransfer, 0, COUNT, 0)
  const { words, floats } = cluster.queue
  words[m * WORDS + W.key] = PAYER
  words[m * WORDS + W.value] = PAYEE
  words[m * WORDS + W.call] = 1_000_000
  floats[m * FLOATS + F.x] = 40
  store.run(cluster.nowUs + S)
}
const balances = (store: Shop, shard: number, account: number) =>
  store.replicas(shard).map((node) => (node.state as TwoPhaseNode).image.balances.get(account))

it.each([
  ['with', true, 960],
  ['without', false, 920],
])('%s idempotency, asked again after its coordinator lost its disk', (_what, idempotency, left) => {
  const scenario = shop({ ...twoPhaseCommitMode.defaults(3), idempotency }, { shards: 2 })
  const store = new Shop(scenario, 1)
  store.apply({ kind: 'kill', target: { group: 'customers' } })
  store.run(S)
  ask(store)
  expect(balances(store, 0, PAYER)).toEqual([960, 960, 960])
  const target = { node: store.replicas(0)[0].id }
  store.apply({ kind: 'kill', target, loseDisk: true })
  store.run(3 * S).apply({ kind: 'restart', target })
  store.run(5 * S)
  ask(store)
  expect(balances(store, 0, PAYER)).toEqual([left, left, left])
  expect(balances(store, 1, PAYEE)[0]).toBe(2_000 - left)
})
