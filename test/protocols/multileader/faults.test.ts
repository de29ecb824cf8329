/** Random faults on a shard of leaders: after healing, all are equal, and no acknowledged write is missing but what the policy gives up. */
import { describe, expect, it } from 'vitest'
import type { LeaderCell, Policy } from '../../../src/protocols/multileader/cell'
import { clockOf, leaderCells } from '../../../src/protocols/multileader/cell'
import { converged } from '../../../src/protocols/optimistic/invariants'
import type { OptimisticState } from '../../../src/protocols/optimistic/state'
import { total } from '../../../src/protocols/optimistic/vector'
import { playSeed } from '../optimistic/playSeed'
import { optimisticShard } from '../optimistic/shard'
import { Stand } from '../stand'

const SEEDS = Array.from({ length: 60 }, (_, i) => i + 1)
describe.each<Policy>(['lastWriterWins', 'keepSiblings', 'max', 'union'])('%s', (policy) => {
  it('converges after random faults, also when disks are lost', () => {
    const outcomes = SEEDS.map((seed) => playSeed(seed, { type: leaderCells(policy), losesDisks: true }))
    expect(outcomes.flatMap((o) => o.problems)).toEqual([])
    expect(outcomes.filter((o) => o.disksLost > 0).length).toBeGreaterThan(20)
  }, 60_000)
})

it('while no disk is lost, every acknowledged write is there, or one that its leader or another made over it', () => {
  const type = leaderCells('union')
  const outcomes = SEEDS.map((seed) => playSeed(seed, { type, losesDisks: false }))
  for (const { states, acknowledged } of outcomes)
    for (const { key, value } of acknowledged) {
      const cell = states[0].cells.get(key) as LeaderCell
      expect(cell.versions.flatMap((v) => v.values.map((one) => one.value))).toContain(value)
    }
  expect(outcomes.reduce((sum, o) => sum + o.acknowledged.length, 0)).toBeGreaterThan(500)
})

it('a leader whose clock is ahead wins over later writes of others: they are acknowledged and lost', () => {
  const shown = (aheadUs: number): number => {
    const stand = new Stand(optimisticShard({ type: leaderCells('lastWriterWins') }))
    stand.cluster.apply({ kind: 'offsetClock', target: { node: 'a' }, offsetUs: aheadUs })
    stand.ask(0, true, 1, 50)
    stand.run(2_000)
    const later = stand.ask(1, true, 1, 60)
    stand.run(2_000)
    expect(stand.results.find((r) => r.ask === later)?.status).toBe('ok')
    const [{ cells }] = stand.states<OptimisticState<LeaderCell>>()
    return leaderCells('lastWriterWins').read(cells.get(1) as LeaderCell).value
  }
  expect(shown(0)).toBe(60)
  expect(shown(5_000)).toBe(50)
})

it('the check of convergence finds a replica that forgot, and waits for what is still being told', () => {
  const type = leaderCells('lastWriterWins')
  const stand = new Stand(optimisticShard({ type }))
  stand.ask(0, true, 1, 50)
  stand.run(80)
  expect(converged(type, stand.states())).toBeNull()
  stand.run(5_000)
  const states = stand.states<OptimisticState<LeaderCell>>()
  expect(converged(type, states)).toBeNull()
  expect(total(clockOf(states[2].cells.get(1) as LeaderCell))).toBe(1)
  states[2].cells.delete(1)
  expect(converged(type, states)).toEqual({ code: 'notConverged', places: [0, 2], key: 1 })
})
