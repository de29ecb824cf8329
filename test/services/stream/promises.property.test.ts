/**
 * What queues and streams promise whatever faults come: no acknowledged job is lost unless the disk is; each is done at least once or
 * lies among the dead letters; a partition's entries are worked on in order; waits and integrals agree to the microsecond; and once
 * all is healed, nothing is left.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KIND } from '../../../src/cluster'
import type { JobQueueState } from '../../../src/services/jobQueue'
import { ASSIGNORS } from '../../../src/services/stream/assignors'
import { Operations } from '../../../src/checkers'
import { checkTotalOrderQueue } from '../../../src/checkers/invariants/totalOrderQueue'
import { historyOf } from '../../checkers/histories'
import type { QueueSettings, StreamSettings, WorkerSettings } from './anyStream'
import { JobRun, anyJobFaults, constant, queueScenario, sharedStream, streamScenario } from './anyStream'

const seeds = fc.nat(1_000_000)
const faults = anyJobFaults(10)
const anyWorkers: fc.Arbitrary<WorkerSettings> = fc.record(
  { poisonShare: fc.constantFrom(0, 0.05), count: fc.constantFrom(2, 3), countMax: fc.constant(3) },
  { requiredKeys: ['count', 'countMax'] },
)
const anyQueue: fc.Arbitrary<QueueSettings> = fc.record(
  {
    maxDeliveries: fc.integer({ min: 1, max: 4 }),
    slots: fc.constantFrom(5, 1_000),
    waitUs: fc.constantFrom(100_000, 900_000),
  },
  { requiredKeys: ['maxDeliveries'] },
)
const anyStream: fc.Arbitrary<StreamSettings> = fc.record(
  {
    maxDeliveries: fc.integer({ min: 1, max: 3 }),
    partitions: fc.integer({ min: 1, max: 8 }),
    partitionBy: fc.constantFrom('user', 'order', 'roundRobin'),
    lagMax: fc.constantFrom(10, 1_000),
    disk: fc.constant(constant(500)),
  },
  { requiredKeys: ['maxDeliveries', 'partitions'] },
)
const anyConsumer: fc.Arbitrary<WorkerSettings> = fc.record({
  count: fc.constantFrom(2, 3),
  countMax: fc.constant(3),
  poisonShare: fc.constantFrom(0, 0.05),
  consumer: fc.record({
    batch: fc.integer({ min: 1, max: 30 }),
    assignor: fc.constantFrom(...ASSIGNORS),
    sessionUs: fc.constantFrom(700_000, 3_000_000),
  }),
  capacity: fc.record({
    workers: fc.integer({ min: 1, max: 3 }),
    queue: fc.constant(4),
    service: fc.constant(constant(25_000)),
  }),
})

/** Integrals of the line told by who came and left, against those told by its depth. */
function checkIntegrals(run: JobRun): void {
  const to = run.world.cluster.nowUs
  const waiting = new Map<string, number[]>()
  const serving = new Map<string, number[]>()
  let [waits, services, busyUs, busy, sinceUs] = [0, 0, 0, 0, 0]
  const leave = (from: Map<string, number[]>, name: string, atUs: number): number => {
    const since = from.get(name)?.shift()
    if (since === undefined) throw new Error(`${name} left at ${atUs} without having come`)
    return atUs - since
  }
  const enter = (into: Map<string, number[]>, name: string, atUs: number): void => {
    const all = into.get(name)
    if (all) all.push(atUs)
    else into.set(name, [atUs])
  }
  for (const r of run.line) {
    busyUs += busy * (r.atUs - sinceUs)
    busy = r.busy
    sinceUs = r.atUs
    if (r.kind === KIND.QUEUED) enter(waiting, r.name, r.atUs)
    else if (r.kind === KIND.STARTED) {
      waits += leave(waiting, r.name, r.atUs)
      enter(serving, r.name, r.atUs)
    } else if (r.kind === KIND.FINISHED || r.inService) services += leave(serving, r.name, r.atUs)
    else waits += leave(waiting, r.name, r.atUs)
  }
  const open = (line: Map<string, number[]>): number => [...line.values()].flat().reduce((sum, at) => sum + to - at, 0)
  const totals = run.saturation.totals(run.jobs.index, to)
  expect(totals.queueIntegralUs).toBe(waits + open(waiting))
  expect(totals.waitsUs).toBe(totals.queueIntegralUs)
  expect(busyUs + busy * (to - sinceUs)).toBe(services + open(serving))
  expect(totals.busyIntegralUs).toBe(services + open(serving))
}
/** Dead letters by name. */
function deadOf(run: JobRun): Set<string> {
  const { dead } = run.jobs.state as Pick<JobQueueState, 'dead'> | JobRun['stream']
  return new Set(dead.map((d) => ('entry' in d ? `${d.entry.origin}:${d.entry.count}` : `${d.origin}:${d.count}`)))
}
function unaccounted(run: JobRun): string[] {
  const dead = deadOf(run)
  return [...run.acknowledged].filter((name) => !run.worked.has(name) && !dead.has(name))
}

describe('a job queue, whatever faults come', () => {
  it('drains, has every acknowledged job done or dead, and its integrals agree', () => {
    fc.assert(
      fc.property(seeds, anyQueue, anyWorkers, faults, (seed, queue, workers, commands) => {
        const run = new JobRun(queueScenario(queue, workers), seed).play(16, commands)
        expect(run.drain()).not.toBeNull()
        expect(run.acknowledged.size).toBeGreaterThan(0)
        expect(unaccounted(run)).toEqual([])
        checkIntegrals(run)
      }),
      { numRuns: 25 },
    )
  })
})

describe('a stream, whatever faults come', () => {
  it('drains, has every acknowledged entry done or dead, and its integrals agree', () => {
    fc.assert(
      fc.property(seeds, anyStream, anyConsumer, faults, (seed, stream, workers, commands) => {
        const run = new JobRun(streamScenario(stream, workers), seed).play(16, commands)
        expect(run.drain()).not.toBeNull()
        expect(run.acknowledged.size).toBeGreaterThan(0)
        expect(unaccounted(run)).toEqual([])
        expect(run.lags()).toEqual(run.lags().fill(0))
        checkIntegrals(run)
      }),
      { numRuns: 25 },
    )
  })

  it('each partition is one log in one order, for all who read it', () => {
    fc.assert(
      fc.property(seeds, anyStream, anyConsumer, faults, (seed, stream, workers, commands) => {
        const kept = { ...stream, retention: { entries: 100_000 } }
        const run = new JobRun(streamScenario(kept, { ...workers, poisonShare: 0 }), seed).play(16, commands)
        run.drain()
        const verdict = checkTotalOrderQueue(new Operations(historyOf(run.history())))
        expect(verdict).toMatchObject({ findings: [] })
        expect(run.polls.length).toBeGreaterThan(0)
      }),
      { numRuns: 15 },
    )
  })

  it('two groups that read it each get all of it', () => {
    fc.assert(
      fc.property(seeds, faults, (seed, commands) => {
        const run = new JobRun(sharedStream(), seed).play(16, commands)
        expect(run.drain()).not.toBeNull()
        expect(unaccounted(run)).toEqual([])
        expect(Math.min(...[...run.worked.values()])).toBeGreaterThanOrEqual(2)
        checkIntegrals(run)
      }),
      { numRuns: 10 },
    )
  })
})
