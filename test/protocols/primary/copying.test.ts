/** A follower that needs what has left the log, or has lost its disk, copies the primary's table, and is as if it had always been there. */
import { describe, expect, it } from 'vitest'
import { KEPT } from '../../../src/protocols/primary/log'
import { converged } from '../../../src/protocols/primary/invariants'
import type { PrimaryState } from '../../../src/protocols/primary/state'
import { Stand, commandOf } from '../stand'
import { primaryShard } from './shard'

/** More than twice the window, over more keys than a page holds. */
const MANY = 2 * KEPT + 300
function writeMany(stand: Stand, from: number, count: number, keys = 700): void {
  for (let i = from; i < from + count; i++) {
    stand.ask(0, true, i % keys, i + 1)
    if (i % 20 === 0) stand.run(1_500) // a sync takes 50 µs
  }
  stand.run(3_000)
}

describe('copying', () => {
  it('a follower that was away for longer than the window', () => {
    const stand = new Stand(primaryShard({ replication: 'semiSync' }))
    writeMany(stand, 0, 50)
    stand.cluster.apply(commandOf('kill', ['c']))
    writeMany(stand, 50, MANY)
    const [a, , c] = stand.states<PrimaryState>()
    expect(a.log.base).toBeGreaterThan(c.log.base + c.log.entries.length)
    stand.cluster.apply(commandOf('restart', ['c']))
    stand.run(20_000)
    expect(converged(stand.states())).toBeNull()
    writeMany(stand, 0, 20)
    expect(converged(stand.states())).toBeNull()
    expect(stand.states<PrimaryState>()[2].log.durable).toBe(a.log.durable)
  })

  it('a replica without its disk, while writes go on, in pages; whoever copied can be primary, and knows what was written', () => {
    const stand = new Stand(primaryShard({ replication: 'semiSync' }))
    writeMany(stand, 0, MANY)
    stand.cluster.apply(commandOf('kill', ['c', 'disk']))
    stand.cluster.apply(commandOf('restart', ['c']))
    const last = stand.ask(0, true, 5, 77)
    for (let i = 0; i < 30; i++) {
      stand.ask(0, true, i, 900_000 + i)
      stand.run(40)
    }
    stand.run(10_000)
    expect(stand.cluster.nodes[3].diskLost).toBe(false)
    expect(converged(stand.states())).toBeNull()
    stand.cluster.apply(commandOf('kill', ['a']))
    stand.cluster.apply(commandOf('kill', ['b']))
    stand.cluster.apply(commandOf('restart', ['b']))
    stand.run(100_000)
    const leader = stand.states<PrimaryState>().findIndex((s, place) => s.role === 'primary' && place > 0)
    const { key, value, count } = stand.asks[last]
    const again = stand.ask(leader, true, key, value, { count })
    stand.run(1_000)
    const [first, second] = [last, again].map((ask) => stand.results.find((r) => r.ask === ask && r.status === 'ok')!)
    expect(second.version).toBe(first.version)
  })

  it('begins anew when its primary dies in the middle', () => {
    const stand = new Stand(primaryShard({ replication: 'semiSync' }))
    writeMany(stand, 0, MANY)
    stand.cluster.apply(commandOf('kill', ['c', 'disk']))
    stand.cluster.apply(commandOf('restart', ['c']))
    while (stand.states<PrimaryState>()[2].copying === null) stand.run(10)
    stand.cluster.apply(commandOf('isolate', ['a']))
    stand.run(50_000)
    // With a alone and c no member yet, nobody can be elected.
    expect(stand.states<PrimaryState>().every((s) => s.role !== 'primary')).toBe(true)
    stand.cluster.apply({ kind: 'healAll' })
    stand.run(100_000)
    expect(converged(stand.states())).toBeNull()
    expect(stand.states<PrimaryState>().every((s) => !s.blank)).toBe(true)
  })
})
