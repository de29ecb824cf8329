import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/cluster'
import type { ConsumerState } from '../../../src/services/stream/consumerState'
import { endOf } from '../../../src/services/stream/state'
import { JobRun, constant, sharedStream, streamScenario } from './anyStream'

const kill = (node: string, loseDisk = false): Command => ({ kind: 'kill', target: { node }, loseDisk })
const restart = (node: string): Command => ({ kind: 'restart', target: { node } })
const stall = (node: string): Command => ({ kind: 'stall', target: { node } })
const resume = (node: string): Command => ({ kind: 'resume', target: { node } })
const slowWorkers: Command = { kind: 'slow', target: { group: 'worker' }, factor: 50 }
const one = { count: 1 }
const appendedIn = (run: JobRun): number => run.stream.partitions.reduce((sum, log) => sum + endOf(log), 0)
const owners = (run: JobRun): string[] => run.stream.groups[0].owners.map((o) => run.world.cluster.nodes[o]?.id ?? '')
const consumer = (run: JobRun, id: string) => run.workers.find((w) => w.id === id)!.state as ConsumerState

describe('a stream', () => {
  it('puts entries with one key into one partition, in the order they came', () => {
    const run = new JobRun(streamScenario({ retention: { entries: 10_000 } }), 1).play(10)
    const partitionOf = new Map<number, number>()
    run.stream.partitions.forEach(({ entries }, partition) => {
      entries.forEach(({ user, atUs }, i) => {
        expect(partitionOf.get(user) ?? partition).toBe(partition)
        partitionOf.set(user, partition)
        if (i > 0) expect(entries[i - 1].atUs).toBeLessThanOrEqual(atUs)
      })
    })
    expect(new Set(partitionOf.values()).size).toBe(6)
  })

  it('in turn, spreads them evenly; by user, the popular ones make one partition hot', () => {
    const ends = (partitionBy: 'user' | 'roundRobin') =>
      new JobRun(streamScenario({ partitionBy }), 1).play(10).stream.partitions.map(endOf)
    const [turns, users] = [ends('roundRobin'), ends('user')]
    expect(Math.max(...turns) - Math.min(...turns)).toBeLessThanOrEqual(1)
    expect(Math.max(...users)).toBeGreaterThan(2 * Math.min(...users))
  })

  it('gives every entry to every group, and forgets what all are done with', () => {
    const run = new JobRun(sharedStream(), 1).play(10)
    run.drain()
    for (const { committed } of run.stream.groups) expect(committed.reduce((a, b) => a + b)).toBe(run.acknowledged.size)
    expect(run.stream.partitions.every(({ entries }) => entries.length === 0)).toBe(true)
  })

  it('keeps what retention says: a group that is too slow skips what is gone, and that is counted', () => {
    for (const retention of [{ entries: 5 }, { ageUs: 1_000_000 }]) {
      const run = new JobRun(streamScenario({ retention }), 1).play(12, [[2, slowWorkers]])
      const [group] = run.stream.groups
      expect(group.skipped).toBeGreaterThan(20)
      expect(run.drain()).not.toBeNull()
      expect(run.worked.size).toBeLessThan(run.acknowledged.size)
    }
  })

  it('refuses beyond the lag allowed, and users are told; with time to wait it holds producers back instead', () => {
    const full = new JobRun(streamScenario({ lagMax: 5 }), 1).play(10, [[2, slowWorkers]])
    expect(full.stream.refused).toBe(full.outcomes.fail)
    expect(full.outcomes.fail).toBeGreaterThan(100)
    expect(Math.max(...full.lags())).toBe(5)
    const waits = new JobRun(streamScenario({ lagMax: 5, waitUs: 900_000 }), 1).play(10, [
      [2, { ...slowWorkers, factor: 3 }],
    ])
    expect(waits.outcomes.ok).toBeGreaterThan(full.outcomes.ok)
    expect(Math.max(...waits.lags())).toBeLessThanOrEqual(5)
  })

  it('loses in a crash only what it had told nobody was there', () => {
    const disk = constant(40_000)
    const run = new JobRun(streamScenario({ disk, retention: { entries: 9_999 } }, {}, 20), 3)
    run.play(6, [
      [3, kill('jobs')],
      [3.5, restart('jobs')],
    ])
    const kept = new Set(run.stream.partitions.flatMap((log) => log.entries.map((e) => `${e.origin}:${e.count}`)))
    expect([...run.acknowledged].filter((name) => !kept.has(name))).toEqual([])
    expect(run.drain()).not.toBeNull()
  })

  it('loses with its disk what was not worked on yet, and offsets go on', () => {
    const run = new JobRun(streamScenario(), 1).play(4, [[2, slowWorkers]])
    const before = appendedIn(run)
    run.play(4.2, [
      [4, kill('jobs', true)],
      [4.1, restart('jobs')],
    ])
    expect(appendedIn(run)).toBeGreaterThanOrEqual(before)
    run.drain()
    expect(run.worked.size).toBeLessThan(run.acknowledged.size)
  })
})

describe('a consumer group', () => {
  it('shares the partitions, and commits what is done', () => {
    const run = new JobRun(streamScenario(), 1).play(10)
    expect(owners(run)).toEqual(['worker-1', 'worker-2', 'worker-3', 'worker-1', 'worker-2', 'worker-3'])
    run.drain()
    expect(run.worked.size).toBe(run.acknowledged.size)
    expect([...run.worked.values()].every((times) => times === 1)).toBe(true)
  })

  it('of which one dies, notices when its session ends; until then its partitions fall behind, and no others', () => {
    const session = { consumer: { sessionUs: 3_000_000 } }
    const run = new JobRun(streamScenario({}, session), 1).play(7.5, [[5, kill('worker-2')]])
    expect(run.stream.groups[0].generation).toBe(1)
    const lags = run.lags()
    expect(Math.min(lags[1], lags[4])).toBeGreaterThan(Math.max(lags[0], lags[2], lags[3], lags[5]))
    run.play(9)
    expect(run.stream.groups[0]).toMatchObject({ generation: 2, phase: 'stable', moved: 2 })
    expect(owners(run)).toEqual(['worker-1', 'worker-1', 'worker-3', 'worker-1', 'worker-3', 'worker-3'])
  })

  it('does again what a dead member had done and not committed: at least once', () => {
    const slow = { ...slowWorkers, factor: 5 } // so that batches are long
    const run = new JobRun(streamScenario(), 1).play(14, [
      [4, slow],
      [8, kill('worker-2')],
    ])
    run.drain()
    const again = [...run.worked.values()].filter((times) => times > 1).length
    expect(again).toBeGreaterThan(0)
    expect(run.stream.groups[0].redelivered).toBeGreaterThanOrEqual(again)
    expect([...run.acknowledged].every((name) => run.worked.has(name))).toBe(true)
  })

  it('that commits before the work does nothing twice, and loses what a dead member had in hand: at most once', () => {
    const before = { consumer: { commit: 'before' as const } }
    const run = new JobRun(streamScenario({}, before), 1).play(14, [
      [4, { ...slowWorkers, factor: 5 }],
      [8, kill('worker-2')],
    ])
    run.drain()
    expect(Math.max(...run.worked.values())).toBe(1)
    expect(run.acknowledged.size - run.worked.size).toBeGreaterThan(0)
  })

  it('refuses the commit of a member that was taken for dead, which drops what it has and joins anew', () => {
    const run = new JobRun(streamScenario({}, { consumer: { sessionUs: 1_000_000, batch: 5 } }), 1).play(12, [
      [4, { ...slowWorkers, factor: 4 }],
      [5, stall('worker-1')],
      [8, resume('worker-1')],
    ])
    const [group] = run.stream.groups
    expect(group.generation).toBe(3)
    expect(consumer(run, 'worker-1').generation).toBe(3)
    run.drain()
    expect([...run.worked.values()].filter((times) => times > 1).length).toBeGreaterThan(0)
  })

  it('pauses while it rebalances: nobody is given anything until everybody has finished and joined', () => {
    const run = new JobRun(streamScenario(), 1).play(5, [[3, { ...slowWorkers, factor: 10 }]])
    run.play(5.4, [
      [5, kill('worker-3')],
      [5.05, restart('worker-3')],
    ])
    const [group] = run.stream.groups
    expect(group.phase).toBe('joining')
    const given = group.given.slice()
    run.play(5.5)
    expect(run.stream.groups[0].given).toEqual(given)
    run.play(20)
    expect(run.stream.groups[0]).toMatchObject({ phase: 'stable', generation: 2 })
  })

  it('goes on at its committed offsets when the coordinator was down', () => {
    const run = new JobRun(streamScenario(), 1).play(9, [
      [5, kill('jobs')],
      [6, restart('jobs')],
    ])
    expect(run.stream.groups[0]).toMatchObject({ phase: 'stable', generation: 2 })
    run.drain()
    expect([...run.acknowledged].every((name) => run.worked.has(name))).toBe(true)
  })

  it('with more members than partitions leaves some without work', () => {
    const run = new JobRun(streamScenario({ partitions: 2 }), 1).play(6)
    expect(owners(run)).toEqual(['worker-1', 'worker-2'])
    expect(consumer(run, 'worker-3')).toMatchObject({ phase: 'polling', done: 0 })
  })

  it('of members with several workers keeps the order within a partition, working on several at once', () => {
    const capacity = { workers: 3, queue: 4, service: constant(50_000) }
    const run = new JobRun(streamScenario({}, { ...one, capacity }), 1).play(10)
    run.drain()
    expect(run.worked.size).toBe(run.acknowledged.size)
    expect(run.world.cluster.nowUs).toBeLessThan(30e6)
  })
})

describe('poison in a stream', () => {
  const poisoned = { poisonShare: 0.05 }
  it('blocks its partition for ever where nothing is given up, and the others go on', () => {
    const run = new JobRun(streamScenario({}, poisoned, 10), 2).play(30)
    const lags = run.lags()
    expect(Math.max(...lags)).toBeGreaterThan(10)
    expect(consumer(run, 'worker-1').failed + consumer(run, 'worker-2').failed).toBeGreaterThan(20)
  })
  it('is given up after so many tries, kept, and redriven on command', () => {
    const run = new JobRun(streamScenario({ maxDeliveries: 3 }, poisoned), 2).play(20)
    run.drain()
    const dead = run.stream.dead.length
    expect(dead).toBeGreaterThan(10)
    expect(dead / run.acknowledged.size).toBeCloseTo(0.05, 1)
    run.play(run.world.cluster.nowUs / 1e6 + 0.1, [
      [run.world.cluster.nowUs / 1e6, { kind: 'redrive', target: { group: 'jobs' } }],
    ])
    expect(run.stream.dead.length).toBeLessThan(dead)
    run.drain()
    expect(run.stream.dead.length).toBe(dead) // poison stays poison
  })
})
