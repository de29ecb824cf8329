/** The presets about queues and streams tell their stories under every seed tried. */
import { describe, expect, it } from 'vitest'
import type { JobQueueState } from '../../src/services/jobQueue'
import { lagOf } from '../../src/services/stream/log'
import { PRESETS } from '../../src/scenarios/presets/all'
import type { StreamState } from '../../src/services/stream/state'
import { World } from '../../src/scenarios/world'

const SEEDS = [1, 2, 3, 4, 5]
const worldOf = (preset: string, seed: number): World => World.build(PRESETS[preset], seed)
const queueOf = (world: World): JobQueueState =>
  world.cluster.nodes.find(({ id }) => id === 'jobs')!.state as JobQueueState
const streamOf = (world: World): StreamState =>
  world.cluster.nodes.find(({ id }) => id === 'clicks')!.state as StreamState
const ageS = (world: World): number => {
  const [oldest] = queueOf(world).jobs
  return oldest ? (world.cluster.nowUs - oldest.atUs) / 1e6 : 0
}
/** What was submitted and made in a stretch of time, a second. */
function rates(world: World, fromS: number, toS: number) {
  world.run(fromS * 1e6)
  const before = { ...queueOf(world), waiting: queueOf(world).jobs.length, leased: queueOf(world).leased.size }
  world.run(toS * 1e6)
  const { done, jobs, leased } = queueOf(world)
  const came = done - before.done + jobs.length - before.waiting + leased.size - before.leased
  return { came: came / (toS - fromS), done: (done - before.done) / (toS - fromS) }
}

describe('queue-backlog', () => {
  it.each(SEEDS)(
    'seed %i: the backlog grows by what comes over what is done, its age with it, and drains the same way',
    (seed) => {
      const world = worldOf('queue-backlog', seed)
      world.run(40e6)
      expect(queueOf(world).jobs.length).toBeLessThan(30)
      const slow = rates(world, 40, 60)
      const backlog = queueOf(world).jobs.length
      expect(slow.came).toBeGreaterThan(1.4 * slow.done)
      expect(backlog).toBeGreaterThan(200)
      expect(ageS(world)).toBeGreaterThan(5)
      // Little: the oldest has waited for as long as what stands behind it took to come.
      expect(ageS(world)).toBeCloseTo(backlog / slow.came, -1)
      const healed = rates(world, 60, 65)
      const predictedS = backlog / (healed.done - healed.came)
      let emptyS = 60
      while (queueOf(world).jobs.length > 5 && emptyS < 120) world.run(++emptyS * 1e6)
      expect((emptyS - 60) / predictedS).toBeGreaterThan(0.6)
      expect((emptyS - 60) / predictedS).toBeLessThan(1.6)
      expect(queueOf(world)).toMatchObject({ refused: 0, redelivered: 0 })
    },
  )

  it.each(SEEDS)('seed %i: with backpressure jobs stay young, and their senders are refused', (seed) => {
    const world = worldOf('queue-backpressure', seed)
    world.run(60e6)
    expect(queueOf(world).jobs.length).toBe(40)
    expect(ageS(world)).toBeLessThan(3)
    expect(queueOf(world).refused).toBeGreaterThan(200)
    world.run(70e6)
    const { refused } = queueOf(world)
    expect(queueOf(world).jobs.length).toBeLessThan(20)
    world.run(90e6)
    expect(queueOf(world).refused).toBe(refused)
  })
})

describe('stream-rebalance', () => {
  const lags = (world: World): number[] => {
    const state = streamOf(world)
    return state.partitions.map((_, partition) => lagOf(state, state.groups[0], partition))
  }
  const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0)

  it.each(SEEDS)(
    'seed %i: three of twelve partitions fall behind, change hands, and catch up; some work is done twice',
    (seed) => {
      const world = worldOf('stream-rebalance', seed)
      world.run(40e6)
      const [group] = streamOf(world).groups
      expect(group).toMatchObject({ generation: 1, redelivered: 0 })
      expect(sum(lags(world))).toBeLessThan(40)
      const ill = world.cluster.nodes.find(({ id }) => id === 'counter-2')!.index
      world.run(48e6)
      const orphaned = lags(world).filter((_, partition) => group.owners[partition] === ill)
      expect(orphaned).toHaveLength(3)
      expect(sum(orphaned)).toBeGreaterThan(3 * (sum(lags(world)) - sum(orphaned)))
      world.run(60e6)
      expect(streamOf(world).groups[0]).toMatchObject({ generation: 2, moved: 3, phase: 'stable' })
      expect(streamOf(world).groups[0].redelivered).toBeGreaterThan(0)
      world.run(73e6)
      expect(sum(lags(world))).toBeLessThan(60)
      world.run(90e6)
      expect(streamOf(world).groups[0]).toMatchObject({ generation: 3, moved: 3 })
      expect(new Set(streamOf(world).groups[0].owners).size).toBe(4)
    },
  )
})

describe('poison-job', () => {
  it.each(SEEDS)(
    'seed %i: poison dies after three deliveries, an outage kills good jobs too, and a redrive saves those',
    (seed) => {
      const world = worldOf('poison-job', seed)
      world.run(40e6)
      const poison = queueOf(world).dead.length
      expect(poison).toBeGreaterThan(3)
      expect(poison).toBeLessThan(40)
      world.run(65e6)
      const dead = queueOf(world).dead.length
      expect(dead).toBeGreaterThan(poison + 50)
      world.apply({ kind: 'redrive', target: { node: 'jobs' } })
      world.run(80e6)
      expect(queueOf(world).dead.length).toBeLessThan(dead / 2)
      expect(queueOf(world).jobs.length).toBeLessThan(10)
    },
  )
})
