import { describe, expect, it } from 'vitest'
import type { TelemetryShape } from '../../src/telemetry'
import { JournalBuilder, SHAPE, numbers, observed } from './journalBuilder'

describe('divergence', () => {
  it('counts a key from its first replica to its last', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    j.at(10).applied(1, 5, 7)
    expect([see().divergence.divergedKeys, ...see().divergence.behindKeys]).toEqual([1, 0, 0, 1, 1])
    j.at(20).applied(2, 5, 7)
    expect([see().divergence.divergedKeys, ...see().divergence.behindKeys]).toEqual([1, 0, 0, 0, 1])
    j.at(30).applied(3, 5, 7)
    expect([see().divergence.divergedKeys, ...see().divergence.behindKeys]).toEqual([0, 0, 0, 0, 0])
    expect(see().divergence.integralAt(100)).toBe(20)
  })

  it('forgets all of a disk that is lost, and goes back where a replica does', () => {
    const j = new JournalBuilder()
    const { see } = observed(j)
    for (const node of [1, 2, 3]) for (let key = 0; key < 4; key++) j.applied(node, key, 9)
    j.node('crashed', 3)
    expect(see().divergence.divergedKeys).toBe(0)
    j.node('crashedDiskLost', 2)
    expect([see().divergence.divergedKeys, see().divergence.behindKeys[2]]).toEqual([4, 4])
    for (let key = 0; key < 4; key++) j.applied(2, key, 9)
    j.applied(3, 1, 8)
    expect([see().divergence.divergedKeys, see().divergence.behindKeys[3]]).toEqual([1, 1])
  })

  it.each([1, 2, 3])('agrees with a count from scratch, also in copies, seed %i', (seed) => {
    const shape: TelemetryShape = { ...SHAPE, shardOf: [-1, 0, 1, 0, 1, 0, 1, -1], workers: Array<number>(8).fill(1) }
    const random = numbers(seed)
    const j = new JournalBuilder()
    const { observation, see } = observed(j, shape)
    const held = shape.shardOf.map(() => new Map<number, number>())
    let copy = observation.clone()
    let copied = JSON.stringify(counts(held, shape))
    for (let i = 0; i < 6000; i++) {
      const node = random(8)
      if (random(1000) === 0) {
        held[node].clear()
        j.node('crashedDiskLost', node)
      } else {
        const key = random(900) - 100
        const version = random(3) + 1
        if (shape.shardOf[node] >= 0) held[node].set(key, version)
        j.applied(node, key, version)
      }
      if (i % 500 !== 0) continue
      const { divergence } = see()
      expect([divergence.divergedKeys, [...divergence.behindKeys]]).toEqual(counts(held, shape))
      expect(JSON.stringify([copy.divergence.divergedKeys, [...copy.divergence.behindKeys]])).toBe(copied)
      copy = observation.clone()
      copied = JSON.stringify(counts(held, shape))
    }
  })
})

function counts(held: Map<number, number>[], shape: TelemetryShape): [number, number[]] {
  let diverged = 0
  const behind = shape.shardOf.map(() => 0)
  for (const shard of [0, 1]) {
    const nodes = shape.shardOf.flatMap((s, node) => (s === shard ? [node] : []))
    for (const key of new Set(nodes.flatMap((n) => [...held[n].keys()]))) {
      const versions = nodes.map((n) => held[n].get(key) ?? 0)
      const newest = Math.max(...versions)
      if (versions.some((v) => v !== newest)) diverged++
      nodes.forEach((n, i) => (behind[n] += versions[i] < newest ? 1 : 0))
    }
  }
  return [diverged, behind]
}
