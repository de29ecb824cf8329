/**
 * Shards added and removed under load: how much moves, and that nothing acknowledged is missed or lost meanwhile, whatever crashes,
 * cuts and losses come.
 */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/cluster'
import { Draws } from '../../src/kernel'
import { dynamoMode } from '../../src/scenarios/modes/dynamo'
import { raftMode } from '../../src/scenarios/modes/raft'
import { nodeNames } from '../../src/scenarios/nodeNames'
import { World } from '../../src/scenarios/world'
import { refusalOf } from './gate'
import { flowsOf } from '../../src/protocols/resharding/atlas'
import type { Shop } from './movingShop'
import { MovingShop, QUORUM, movingShop } from './movingShop'

const S = 1_000_000
const QUIET: Command = { kind: 'kill', target: { group: 'customers' } }

describe('a fifth shard under load', () => {
  const N = 5
  it.each([
    ['ring', 0.5 / N, 1.5 / N],
    ['jump', 0.8 / N, 1.2 / N],
    ['rendezvous', 0.8 / N, 1.2 / N],
    ['slots', 0.8 / N, 1.2 / N],
    ['modulo', 0.78, 0.82],
    ['range', 0.12, 0.13],
  ] as const)('%s: what moves is its share, and nothing acknowledged is missed', (scheme, least, most) => {
    const shop = new MovingShop(movingShop({ partition: { scheme } }), 7).run(5 * S)
    shop.act({ kind: 'addShard' }).run(20 * S)
    expect([shop.isSettled, shop.map.changes]).toEqual([true, [5]])
    const { share } = flowsOf(shop.atlas, shop.map.changes)
    expect(share).toBeGreaterThan(least)
    expect(share).toBeLessThan(most)
    shop.act(QUIET).run(22 * S)
    expect([shop.missed, shop.lost(2), shop.strays, shop.broken, shop.failed]).toEqual([[], [], [], [], 0])
    expect(shop.ended.length).toBeGreaterThan(4_000)
  })
})

/** Faults and changes drawn from a seed between 2 and 9 s; everything is healed at 10 s. */
function storm(shop: MovingShop, seed: number, losesDisks: boolean): string[] {
  const draws = new Draws(seed)
  let drawn = 0
  const int = (below: number): number => draws.at(1, 2, drawn++, 3).int(below)
  const told: string[] = []
  const act = (atUs: number, command: Command): void => {
    shop.run(atUs)
    told.push(`${atUs} ${JSON.stringify(command)}`)
    shop.act(command)
  }
  const replica = () => ({ node: shop.replicas[int(shop.replicas.length)].id })
  const noneLost = (): boolean => shop.replicas.every((node) => !node.diskLost)
  let atUs = 2 * S
  act(atUs, { kind: 'addShard' })
  while (atUs < 9 * S) {
    atUs += int(400_000)
    const target = replica()
    const link = { from: target, to: replica(), oneWay: int(2) === 0 }
    const fault = int(15)
    if (fault < 3) act(atUs, { kind: 'kill', target })
    else if (fault < 7) for (const { id } of shop.replicas) act(atUs, { kind: 'restart', target: { node: id } })
    else if (fault === 7 && losesDisks && noneLost()) act(atUs, { kind: 'kill', target, loseDisk: true })
    else if (fault === 8) act(atUs, { kind: 'stall', target })
    else if (fault === 9) act(atUs, { kind: 'cut', link })
    else if (fault === 10) act(atUs, { kind: 'isolate', target })
    else if (fault === 11)
      act(atUs, { kind: 'lose', link: { from: { group: 'store' }, to: { group: 'store' } }, probability: 0.2 })
    else if (fault === 12)
      act(atUs, { kind: 'duplicate', link: { from: { group: 'store' }, to: { group: 'store' } }, probability: 0.3 })
    else if (fault === 13) act(atUs, int(2) === 0 ? { kind: 'addShard' } : { kind: 'removeShard', shard: 4 })
    else act(atUs, { kind: 'healAll' })
  }
  act(10 * S, { kind: 'healAll' })
  for (const { id } of shop.replicas) {
    act(10 * S, { kind: 'resume', target: { node: id } })
    act(10 * S, { kind: 'restart', target: { node: id } })
  }
  for (let second = 11; second < 60 && !shop.isSettled; second++) shop.run(second * S)
  act(shop.world.cluster.nowUs + S, QUIET)
  shop.run(shop.world.cluster.nowUs + 6 * S)
  return told
}

const DYNAMO = { ...dynamoMode.defaults(3), timeoutUs: 100_000, antiEntropyUs: 500_000 }
const KINDS: [name: string, shop: Shop, most: { missed: boolean; homes: number }][] = [
  ['majorities, ring', { partition: { scheme: 'ring' } }, { missed: true, homes: 2 }],
  ['majorities, modulo', { partition: { scheme: 'modulo' }, shards: 2, shardsMax: 5 }, { missed: true, homes: 2 }],
  ['one writes, all read', { partition: { scheme: 'jump' }, w: 1, r: 3 }, { missed: true, homes: 1 }],
  [
    'asked by the callers themselves',
    { partition: { scheme: 'jump' }, replication: { ...QUORUM, mode: 'quorum', coordinator: 'client' } as never },
    { missed: true, homes: 2 },
  ],
  [
    'a linearizable register',
    {
      partition: { scheme: 'jump' },
      replication: {
        ...DYNAMO,
        versions: 'lastWriter',
        readRepair: 'beforeReply',
        sloppyQuorum: false,
        hintedHandoff: false,
        majorities: true,
        readBeforeWrite: true,
      },
    },
    { missed: true, homes: 2 },
  ],
  ['Dynamo', { partition: { scheme: 'ring' }, replication: DYNAMO, w: 1, r: 1 }, { missed: false, homes: 1 }],
]

describe.each(KINDS)('%s: storms', (_, shop, { missed, homes }) => {
  it('nothing acknowledged is missed or lost, and the change comes to its end', () => {
    for (let seed = 1; seed <= Number(process.env.SEEDS ?? 3); seed++) {
      const moving = new MovingShop(movingShop(shop), seed)
      const told = storm(moving, seed, (shop.w ?? 2) > 1) // what one disk alone has is lost with it
      const found = {
        settled: moving.isSettled,
        missed: missed ? moving.missed : [],
        lost: moving.lost(homes),
        strays: moving.strays,
        broken: moving.broken,
      }
      const none = { settled: true, missed: [], lost: [], strays: [], broken: [] }
      expect(found, `seed ${seed}:\n${told.join('\n')}`).toEqual(none)
    }
  })
})

describe('a change under way', () => {
  const scenario = movingShop({ partition: { scheme: 'ring' } })
  const play = (interrupted: boolean): string => {
    const shop = new MovingShop(scenario, 3).run(3 * S)
    shop.act({ kind: 'addShard' }).run(3 * S + 600_000)
    expect([shop.map.moving, shop.isSettled]).toEqual([true, false])
    if (!interrupted) return shop.run(12 * S).world.cluster.journal.fingerprint()
    const saved = shop.world.save()
    shop.run(5 * S)
    const fresh = new MovingShop(scenario, 3)
    fresh.world.load(saved)
    return fresh.run(12 * S).world.cluster.journal.fingerprint()
  }
  it('is replayed and restored to the same end', () => {
    const straight = play(false)
    expect([play(false), play(true)]).toEqual([straight, straight])
  })
  it('waits for a replica that is down: what only it has is not left behind', () => {
    const shop = new MovingShop(scenario, 3).run(3 * S)
    shop.act({ kind: 'kill', target: { node: 'shard-2b' } }, { kind: 'addShard' }).run(15 * S)
    expect(shop.map.moving).toBe(true)
    shop.act({ kind: 'restart', target: { node: 'shard-2b' } }).run(20 * S)
    expect([shop.isSettled, shop.missed, shop.lost(2)]).toEqual([true, [], []])
  })
})

describe('an order that cannot be carried out is refused', () => {
  const codeOf = (shop: MovingShop, command: Command): string => refusalOf(() => shop.world.refuse(command)).code
  it('as things are', () => {
    const shop = new MovingShop(movingShop({ partition: { scheme: 'jump' } }), 3).run(S)
    expect(codeOf(shop, { kind: 'removeShard', shard: 4 })).toBe('shards.notInUse')
    expect(codeOf(shop, { kind: 'removeShard', shard: 0 })).toBe('shards.onlyLast')
    shop.act({ kind: 'addShard' })
    expect(codeOf(shop, { kind: 'removeShard', shard: 4 })).toBe('shards.underWay')
    shop.run(15 * S)
    expect(codeOf(shop, { kind: 'addShard' })).toBe('shards.noSpareShard')
    shop.act({ kind: 'kill', target: { group: 'store' } })
    expect(codeOf(shop, { kind: 'removeShard', shard: 4 })).toBe('shards.nobodyUp')
  })
  it('by the mode, with the modes that can', () => {
    const raft = movingShop({ replication: raftMode.defaults(3) })
    expect(nodeNames(raft)).toHaveLength(15) // no spare nodes where they could not be used
    expect(refusalOf(() => World.build(raft, 1).refuse({ kind: 'addShard' }))).toMatchObject({
      problem: 'cannotReshard',
      allowed: 'quorum, dynamo',
    })
  })
})
