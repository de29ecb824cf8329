/** Storefront on Raft groups: what it promises under a killed leader, a lost disk and a partition, and that a run is a value. */
import { expect, it } from 'vitest'
import type { Command } from '../../../src/cluster'
import type { RaftNode } from '../../../src/protocols/raft/node'
import { raftMode } from '../../../src/scenarios/modes/raft'
import { validateScenario } from '../../../src/scenarios/schema'
import { World } from '../../../src/scenarios/world'
import type { Played } from '../../scenarios/shop'
import { okShare, play, shop } from '../../scenarios/shop'

const scenario = shop(raftMode.defaults(3))
/** Keys from here up are orders, which are read by majority; dashboards may come from the cache. */
const USERS = 40_000
const members = ({ world }: Played): RaftNode[] =>
  world.cluster.nodes.filter((node) => node.role === 'raftReplica').map((node) => node.state as RaftNode)
const target = (node: string) => ({ node })
const FAULTS: Record<number, Command[]> = {
  5: [{ kind: 'kill', target: target('shard-1b') }],
  9: [{ kind: 'restart', target: target('shard-1b') }],
  11: [{ kind: 'kill', target: target('shard-2a'), loseDisk: true }],
  13: [{ kind: 'restart', target: target('shard-2a') }],
  15: [{ kind: 'isolate', target: target('shard-4c') }],
  20: [{ kind: 'healAll' }],
}

it('undisturbed, all but what was asked before the first election is answered', () => {
  const played = play(scenario, 7, 30)
  expect(okShare(played.returned.filter((op) => op.invokedUs > 2e6))).toBeGreaterThan(0.999)
  expect(played.returned.filter((op) => op.isWrite && op.outcome === 0).length).toBeGreaterThan(500)
}, 60_000)

it('through a killed leader, a lost disk and a cut-off leader no acknowledged write is lost, and replicas converge', () => {
  const played = play(scenario, 7, 30, FAULTS)
  expect(okShare(played.returned)).toBeGreaterThan(0.97)
  const tables = members(played).map((node) => node.machine.table)
  const acknowledged = played.returned.filter((op) => op.isWrite && op.outcome === 0)
  // What came in the last heartbeats may still be on its way to followers.
  for (const { key, version } of acknowledged.filter((op) => op.returnedUs < 29e6))
    expect(tables.filter((table) => table.version(key) >= version).length).toBeGreaterThanOrEqual(3)
  expect(played.world.cluster.nodes.every((node) => !node.diskLost)).toBe(true)
}, 60_000)

it('a read by majority sees every write acknowledged before it was asked', () => {
  const { returned } = play(scenario, 11, 30, FAULTS)
  const ok = returned.filter((op) => op.outcome === 0)
  const writes = ok.filter((op) => op.isWrite)
  let judged = 0
  for (const read of ok.filter((op) => !op.isWrite && !op.stale && op.key >= USERS)) {
    for (const write of writes.filter((w) => w.key === read.key && w.returnedUs <= read.invokedUs)) {
      judged++
      expect(read.version).toBeGreaterThanOrEqual(write.version)
    }
  }
  expect(judged).toBeGreaterThan(100)
}, 60_000)

it('a checkpoint in a fresh world goes on to the same end', () => {
  const straight = play(scenario, 3, 12, { 5: FAULTS[5], 9: FAULTS[9], 11: FAULTS[11] })
  const half = play(scenario, 3, 7, { 5: FAULTS[5] })
  const fresh = World.build(scenario, 3)
  fresh.load(half.world.save())
  fresh.run(9e6)
  for (const command of FAULTS[9]) fresh.apply(command)
  fresh.run(11e6)
  for (const command of FAULTS[11]) fresh.apply(command)
  fresh.run(12e6)
  expect(fresh.cluster.journal.fingerprint()).toBe(straight.fingerprint)
}, 60_000)

it.each([
  ['electionTimeoutUs.0', { electionTimeoutUs: [100_000, 200_000] as [number, number] }],
  ['electionTimeoutUs.1', { electionTimeoutUs: [500_000, 400_000] as [number, number] }],
  ['reads', { reads: 'lease' as const, checkQuorum: false }],
])('refuses impossible settings: %s', (field, settings) => {
  const spec = { ...raftMode.defaults(3), ...settings }
  const groups = scenario.groups.map((group) => (group.role === 'store' ? { ...group, replication: spec } : group))
  expect(() => validateScenario({ ...scenario, groups })).toThrow(
    expect.objectContaining({
      params: expect.objectContaining({ field: expect.stringContaining(field) as string }) as object,
    }),
  )
})
