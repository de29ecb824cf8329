/** Workers of a queue and consumers of a stream that are added and drained while they work. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../src/cluster'
import { DUTY } from '../../../src/cluster'
import type { JobQueueState } from '../../../src/services/jobQueue'
import { JobRun, queueScenario, streamScenario } from './anyStream'

const grows = { count: 2, countMax: 3, bootUs: 500_000 }
const on = (kind: 'addInstance' | 'drainInstance' | 'kill' | 'restart', node: string): Command => ({
  kind,
  target: { node },
})
const duty = (run: JobRun, id: string) => run.workers.find((w) => w.id === id)!.membership?.duty
const owners = (run: JobRun): string[] => run.stream.groups[0].owners.map((o) => run.world.cluster.nodes[o]?.id ?? '')
/** Whether it is seen at work at any of many moments. */
function works(run: JobRun, id: string, fromS: number, toS: number): boolean {
  let seen = false
  for (let s = fromS; s < toS; s += 0.02) {
    run.play(s)
    seen ||= run.workers.find((w) => w.id === id)!.busy > 0
  }
  return seen
}
/** Everybody's job was done, and none twice. */
function allOnce(run: JobRun): void {
  expect(run.drain()).not.toBeNull()
  expect(run.worked.size).toBe(run.acknowledged.size)
  expect(Math.max(...run.worked.values())).toBe(1)
}

describe('consumers of a group', () => {
  it('one that stands by is of no group; added, it boots and gets its part', () => {
    const run = new JobRun(streamScenario({}, grows), 1).play(5)
    expect(new Set(owners(run))).toEqual(new Set(['worker-1', 'worker-2']))
    run.play(5.3, [[5, on('addInstance', 'worker-3')]])
    expect([duty(run, 'worker-3'), run.stream.groups[0].members.size]).toEqual([DUTY.boots, 2])
    run.play(8)
    expect(owners(run).filter((id) => id === 'worker-3')).toHaveLength(2)
    allOnce(run)
  })

  it('one that is drained leaves: its partitions move long before its session would have ended', () => {
    const consumer = { sessionUs: 60_000_000 }
    const played = (kind: 'drainInstance' | 'kill') =>
      new JobRun(streamScenario({}, { ...grows, consumer }), 1).play(8, [[5, on(kind, 'worker-2')]])
    const drained = played('drainInstance')
    expect(drained.stream.groups[0]).toMatchObject({ generation: 2, phase: 'stable', moved: 3, redelivered: 0 })
    expect(new Set(owners(drained))).toEqual(new Set(['worker-1']))
    expect(duty(drained, 'worker-2')).toBe(DUTY.standsBy)
    allOnce(drained)
    const killed = played('kill')
    expect(killed.stream.groups[0].generation).toBe(1)
    expect(owners(killed)).toContain('worker-2')
  })

  it('one that is drained finishes and commits what it has, before it stands by', () => {
    const run = new JobRun(streamScenario({}, { ...grows, consumer: { batch: 50 } }), 2)
    run.play(10.5, [
      [4, { kind: 'slow', target: { group: 'worker' }, factor: 10 }],
      [8, on('drainInstance', 'worker-2')],
    ])
    expect(duty(run, 'worker-2')).toBe(DUTY.drains)
    expect(owners(run)).toContain('worker-2')
    run.play(60, [[12, { kind: 'slow', target: { group: 'worker' }, factor: 1 }]])
    expect(duty(run, 'worker-2')).toBe(DUTY.standsBy)
    allOnce(run)
  })

  it('one that left and came back at once is not put out by the session it had', () => {
    const consumer = { sessionUs: 2_000_000 }
    const run = new JobRun(streamScenario({}, { ...grows, bootUs: 0, consumer }), 1).play(12, [
      [5, on('drainInstance', 'worker-2')],
      [5.2, on('addInstance', 'worker-2')],
    ])
    expect(run.stream.groups[0]).toMatchObject({ generation: 3, phase: 'stable' })
    expect(owners(run)).toContain('worker-2')
    allOnce(run)
  })

  it('one that crashes while it drains stands by once it is back', () => {
    const run = new JobRun(streamScenario({}, grows), 1).play(20, [
      [5, { kind: 'slow', target: { node: 'worker-2' }, factor: 1_000 }],
      [6, on('drainInstance', 'worker-2')],
      [7, on('kill', 'worker-2')],
      [8, on('restart', 'worker-2')],
    ])
    expect(duty(run, 'worker-2')).toBe(DUTY.standsBy)
    expect(new Set(owners(run))).toEqual(new Set(['worker-1']))
  })
})

describe('workers of a queue', () => {
  it('one that stands by takes nothing; added, it boots and takes jobs', () => {
    const run = new JobRun(queueScenario({}, grows), 1)
    expect(works(run, 'worker-3', 0, 5)).toBe(false)
    run.play(6, [[5, on('addInstance', 'worker-3')]])
    expect(duty(run, 'worker-3')).toBe(DUTY.serves)
    expect(works(run, 'worker-3', 6, 10)).toBe(true)
    allOnce(run)
  })

  it('one that is drained finishes its job, asks for no other, and is asked nothing: its open question is forgotten', () => {
    const run = new JobRun(queueScenario({}, grows, 5), 1).play(7, [[5, on('drainInstance', 'worker-2')]])
    expect(duty(run, 'worker-2')).toBe(DUTY.standsBy)
    const { index } = run.workers[1]
    expect((run.jobs.state as JobQueueState).asking.some(({ worker }) => worker === index)).toBe(false)
    expect(works(run, 'worker-2', 7, 12)).toBe(false)
    allOnce(run)
  })

  it('one that is added while it drains goes on taking jobs', () => {
    const run = new JobRun(queueScenario({}, grows), 1).play(8, [
      [5, on('drainInstance', 'worker-2')],
      [5.1, on('addInstance', 'worker-2')],
    ])
    expect(duty(run, 'worker-2')).toBe(DUTY.serves)
    expect((run.jobs.state as JobQueueState).asking.length + run.workers[0].busy + run.workers[1].busy).toBe(2)
    allOnce(run)
  })
})
