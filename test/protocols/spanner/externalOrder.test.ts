/**
 * External consistency (OSDI 2012, section 1 and 4.1.2) of writes to two groups, each begun when the one before was acknowledged:
 * timestamps follow that order with commit wait, while clocks keep their bounds; not without it, and not with a clock that lies.
 */
import { describe, expect, it } from 'vitest'
import { TYPE } from '../../../src/cluster'
import { ask, askedOf, runTo, stage } from '../../../src/experiments/spanner/stage'
import { Draws } from '../../../src/kernel/draws'
import { spannerInvariants } from '../../../src/protocols/spanner/invariants'
import { spannerMode } from '../../../src/scenarios/modes/spanner'

/** Codes of what was broken in `rounds` writes to each of two groups, whose replicas' clocks drift by up to `ppm`. */
function broken(seed: number, commitWait: boolean, ppm: number, rounds = 60): string[] {
  const cluster = stage({
    groups: 2,
    replicas: 3,
    seed,
    spec: { ...spannerMode.defaults(3), commitWait },
    hop: { kind: 'uniform', minUs: 100, maxUs: 300 },
    patienceUs: 10_000_000,
    capacity: {},
  })
  const draws = new Draws(seed)
  for (const node of cluster.nodes.slice(1)) {
    const drift = Math.floor((2 * draws.at(node.index, 1, 0, 0).unit() - 1) * ppm)
    cluster.apply({ kind: 'driftClock', target: { node: node.id }, ppm: drift })
  }
  const groups = [0, 1].map((shard) => cluster.nodes.filter((node) => node.shard === shard))
  const memories = groups.map(() => spannerInvariants.begin())
  const found: string[] = []
  for (let round = 0; round < rounds; round++) {
    runTo(cluster, 20_000_000 + round * 200_000)
    for (const group of [0, 1, 0, 1]) {
      const id = ask(cluster, { group, key: round, type: TYPE.storeWrite, level: 0, ts: 0 })
      while (askedOf(cluster)[id].answeredUs < 0) cluster.step()
    }
    groups.forEach((replicas, i) => {
      for (const { code } of spannerInvariants.look(memories[i], replicas, cluster)) found.push(code)
    })
  }
  return [...new Set(found)].sort()
}
const SEEDS = Array.from({ length: 12 }, (_, i) => i + 1)
/** Two groups whose leaders' clocks drift apart. */
const PINNED = 1

describe('timestamps follow the order of what was seen', () => {
  it.each(SEEDS)('with commit wait and clocks within 200 µs/s (seed %i)', (seed) => {
    expect(broken(seed, true, 200)).toEqual([])
  })
})
describe('they do not', () => {
  it(`without commit wait (seed ${PINNED})`, () => {
    expect(broken(PINNED, false, 200)).toEqual(['externalOrder'])
  })
  it('with a clock that drifts beyond its bound', () => {
    const found = SEEDS.flatMap((seed) => broken(seed, true, 5_000, 20))
    expect(found).toContain('clockBeyondBound')
    expect(found).toContain('externalOrder')
  })
})
