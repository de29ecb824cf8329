/** What must hold of maps of shards: each promise finds its planted violation, and is silent where there is none. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/cluster'
import { newResharding } from '../../../src/protocols/dynamo/maps'
import { stateOf } from '../../../src/protocols/dynamo/state'
import { homesDiffer } from '../../../src/protocols/resharding/atlas'
import { FIRST_MAP, begun, epochOf } from '../../../src/protocols/resharding/shardMap'
import { MovingShop, movingShop } from '../../scenarios/movingShop'

const S = 1_000_000
const kill = (loseDisk: boolean): Command => ({ kind: 'kill', target: { node: 'shard-1a' }, loseDisk })
const LOOK_US = 20_000

/** A fifth shard was added, and everybody knows. */
function grown(): MovingShop {
  const shop = new MovingShop(movingShop({ partition: { scheme: 'ring' } }), 3).run(S)
  shop.act({ kind: 'addShard' }).run(15 * S)
  expect([shop.isSettled, shop.broken]).toEqual([true, []])
  return shop
}
const first = (shop: MovingShop) => stateOf(shop.replicas[0])
const now = (shop: MovingShop): number => shop.world.cluster.nowUs

describe('no replica forgets a change', () => {
  it('while it is up', () => {
    const shop = grown()
    first(shop).resharding = newResharding()
    shop.look()
    expect(shop.broken).toEqual(['mapWentBack'])
  })
  it('that its disk had when it crashed', () => {
    const shop = grown()
    first(shop).resharding!.onDisk = FIRST_MAP
    shop.act(kill(false))
    expect(shop.run(now(shop) + 5 * LOOK_US).broken).toEqual(['mapWentBack'])
  })
  it('but one that lost its disk has to be told anew', () => {
    const shop = grown().act(kill(true))
    shop.run(now(shop) + LOOK_US).act({ kind: 'restart', target: { node: 'shard-1a' } })
    expect(shop.run(now(shop) + S).broken).toEqual([])
  })
})

it('all changes are in one order', () => {
  const shop = grown()
  const other = begun(FIRST_MAP, -1)
  shop.replicas.slice(0, 2).forEach((node) => {
    stateOf(node).resharding = { ...newResharding(), map: other, onDisk: other, epoch: epochOf(other) }
  })
  shop.look()
  expect(shop.broken).toContain('mapsDisagree')
})

it('an operation under way is asked of its key’s homes', () => {
  const shop = grown()
  const map = begun(shop.map, -5)
  const isMoving = (key: number): boolean => homesDiffer(shop.atlas, map, 2, key)
  const calls = () => shop.replicas.map((node) => [...stateOf(node).coordinating.calls.values()])
  const asked = (): number => calls().findIndex((open) => open.some(({ key }) => isMoving(key)))
  while (asked() < 0) shop.world.run(now(shop) + 100)
  // It learns of a change, and does not ask again where that touches.
  Object.assign(stateOf(shop.replicas[asked()]).resharding!, { map, epoch: epochOf(map) })
  shop.look()
  expect(shop.broken).toEqual(['askedElsewhere'])
})
