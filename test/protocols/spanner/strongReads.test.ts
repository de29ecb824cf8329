/**
 * Strong reads and writes of a key are linearizable by their timestamps: what is read is no older than anything acknowledged or
 * read before, while leaders are killed, cut off and handed over, and clocks drift as they may.
 */
import { expect, it } from 'vitest'
import { LEVEL, TYPE } from '../../../src/cluster'
import type { Asked } from '../../../src/experiments/spanner/stage'
import { ask, askedOf, runTo, stage } from '../../../src/experiments/spanner/stage'
import { Draws } from '../../../src/kernel/draws'
import type { SpannerConfig, SpannerNode } from '../../../src/protocols/spanner/role'
import { handOver } from '../../../src/protocols/spanner/role'
import { spannerMode } from '../../../src/scenarios/modes/spanner'

const KEYS = 40

function history(seed: number, trustsLeaseUs = 0): readonly Asked[] {
  const cluster = stage({
    groups: 1,
    replicas: 3,
    seed,
    spec: { ...spannerMode.defaults(3), leaseUs: 400_000, heartbeatUs: 50_000, timeoutUs: 200_000 },
    hop: { kind: 'uniform', minUs: 100, maxUs: 2_000 },
    patienceUs: 50_000,
    capacity: {},
  })
  const draws = new Draws(seed)
  const replicas = cluster.nodes.slice(1)
  const { raft } = (replicas[0].config as SpannerConfig).rules
  if (trustsLeaseUs > 0) Object.assign(raft, { electionUs: [trustsLeaseUs, trustsLeaseUs + 20_000] })
  replicas.forEach(({ id }, i) => cluster.apply({ kind: 'driftClock', target: { node: id }, ppm: [200, -200, 50][i] }))
  for (let n = 0; n < 4_000; n++) {
    runTo(cluster, 100_000 + n * 3_000)
    const draw = (what: number, below: number) => draws.at(1, what, n, 0).int(below)
    const isRead = draw(1, 3) > 0
    // Some ask anybody: who led once may still think that it does.
    if (draw(3, 4) === 0) (cluster.nodes[0].state as { leaders: number[] }).leaders[0] = draw(4, 3)
    ask(cluster, {
      group: 0,
      key: draw(5, KEYS),
      type: isRead ? TYPE.storeRead : TYPE.storeWrite,
      level: LEVEL.strong,
      ts: 0,
    })
    if (n % 300 !== 299) continue
    // What is broken is whole again before the next fault.
    for (const { id } of replicas) cluster.apply({ kind: 'restart', target: { node: id } })
    cluster.apply({ kind: 'healAll' })
    const leader = replicas.find((node) => (node.state as SpannerNode).office?.isReady) ?? replicas[0]
    const target = { node: leader.id }
    const fault = draw(2, 4)
    if (fault === 0) cluster.apply({ kind: 'kill', target })
    else if (fault === 1)
      cluster.apply({
        kind: 'partition',
        groups: [[target], replicas.filter((n) => n !== leader).map(({ id }) => ({ node: id }))],
      })
    else if (fault === 2) handOver(cluster, leader, replicas[(replicas.indexOf(leader) + 1) % 3])
    else cluster.apply({ kind: 'stall', target })
  }
  return askedOf(cluster).filter(({ answeredUs }) => answeredUs >= 0)
}
/** Operations whose timestamp is below one that had been acknowledged or read of the same key before they began. */
function outOfOrder(asked: readonly Asked[]): number {
  const ends = [...asked].sort((a, b) => a.answeredUs - b.answeredUs)
  const begins = [...asked].sort((a, b) => a.atUs - b.atUs)
  const floors = new Map<number, number>()
  let [next, wrong] = [0, 0]
  for (const { key, atUs, ts, type } of begins) {
    for (; next < ends.length && ends[next].answeredUs < atUs; next++)
      floors.set(ends[next].key, Math.max(floors.get(ends[next].key) ?? 0, ends[next].ts))
    const floor = floors.get(key) ?? 0
    if (type === TYPE.storeWrite ? ts <= floor : ts < floor) wrong++
  }
  return wrong
}

it.each([1, 2, 3, 4, 5, 6])('seed %i', (seed) => {
  const asked = history(seed)
  expect(asked.length).toBeGreaterThan(1_500)
  expect(outOfOrder(asked)).toBe(0)
})

it('a replica that trusts its lease for longer than the others wait is caught', () => {
  const wrong = [1, 2, 3, 4, 5, 6].map((seed) => outOfOrder(history(seed, 4_000_000)))
  expect(Math.max(...wrong)).toBeGreaterThan(0)
})
