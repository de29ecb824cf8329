/**
 * What no fault may break: work is neither lost nor made, waits and integrals agree to the microsecond, first come is first
 * served, slots come back, and a run continued elsewhere is the same run.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Admission } from '../../src/cluster'
import { SHED_REASONS, TYPE } from '../../src/cluster'
import { FLOATS, WORDS } from '../../src/kernel/eventQueue'
import { Distribution, Draws } from '../../src/kernel'
import { AIMD_DEFAULTS, GRADIENT2_DEFAULTS, VEGAS_DEFAULTS } from '../../src/resilience/limit'
import type { AdmissionConfig } from '../../src/services/admission'
import { admissionOf } from '../../src/services/admission'
import type { WorkKind } from '../telemetry/journalBuilder'
import { saturationOf } from '../telemetry/journalBuilder'
import { ALL_WELL, anyFaults } from './anyFault'
import type { TimedCommand } from './anyFault'
import type { Act, RecordRow } from './stage'
import { Stage } from './stage'

const UNTIL_US = 6000
const IDS = ['a', 'b', 'c', 'd']
const WORKERS = [0, 1, 2, 3]

/** Three servers (one, two, three workers) and some traffic from everybody to everybody; links lose and repeat a little. */
function busyStage(seed: number, admission: Admission | null = null): Stage {
  const draws = new Draws(seed).at(1, 2, 3, 4)
  const plan = (from: number): Act[] =>
    Array.from({ length: 60 }, (_, i): Act => {
      const atUs = draws.int(UNTIL_US)
      const what = draws.int(8)
      if (what === 0) return { atUs, sync: i }
      if (what === 1) return { atUs, timer: i, inUs: draws.int(900) }
      if (what === 2) return { atUs, timeout: i, inUs: 300 * (1 + draws.int(2)) }
      const to = IDS[(from + 1 + draws.int(3)) % 4]
      return { atUs, send: to, name: from * 1000 + i + 1, type: what === 3 ? TYPE.joinAsk : TYPE.storeRead }
    })
  const stage = new Stage(seed)
  IDS.forEach((id, i) => {
    const service = Distribution.of({ kind: 'exponential', meanUs: 100 + 100 * i })
    const disk = Distribution.of({ kind: 'uniform', minUs: 0, maxUs: 90 })
    stage.node(
      id,
      plan(i),
      {
        zone: i < 2 ? 'x' : 'y',
        workers: WORKERS[i],
        queueLimit: 3 * i,
        service,
        disk,
        replies: true,
      },
      admission,
    )
  })
  for (const a of IDS)
    for (const b of IDS)
      if (a < b)
        stage.link(a, b, 40, { loss: 0.05, duplicate: 0.1, ordered: a === 'a', bytesPerSecond: b === 'd' ? 20e6 : 0 })
  stage.cluster.start()
  return stage
}
/** Commands at their times, then everything well, then to the end; `between` sees the stage before each command. */
function playOn(stage: Stage, commands: TimedCommand[], between: (stage: Stage, i: number) => Stage = (s) => s): Stage {
  commands.forEach(({ atUs, command }, i) => {
    stage.runBefore(atUs)
    stage = between(stage, i)
    stage.cluster.apply(command)
  })
  stage.runBefore(UNTIL_US)
  for (const command of ALL_WELL) stage.cluster.apply(command)
  return stage.drain()
}

/** The queue of one node, told from the records of who came and went: by name, in order. */
function follow(rows: RecordRow[], node: number, inOrder: boolean) {
  const line: { name: number; atUs: number }[] = []
  const serving: { name: number; atUs: number }[] = []
  const waits: [number, number][] = []
  const services: [number, number][] = []
  const steps: { atUs: number; depth: number; busy: number }[] = []
  for (const { kind, atUs, detail, words } of rows.filter((r) => r.words[0] === node)) {
    const [, , name, depth, busy] = words
    const leave = (from: typeof line, into: [number, number][]): void => {
      const at = from.findIndex((one) => one.name === name)
      if (at < 0) throw new Error(`${name} left node ${node} at ${atUs} without having come`)
      into.push([from.splice(at, 1)[0].atUs, atUs])
    }
    if (kind === 'QUEUED') line.push({ name, atUs })
    else if (kind === 'STARTED') {
      if (line.length > 0) {
        if (inOrder && line[0].name !== name)
          throw new Error(`${name} was served before ${line[0].name}, which came first`)
        leave(line, waits)
      }
      serving.push({ name, atUs })
    } else if (kind === 'FINISHED') leave(serving, services)
    else if (kind === 'SHED') leave(line, waits)
    else if (kind === 'ABANDONED') leave(detail >> 8 === 1 ? serving : line, detail >> 8 === 1 ? services : waits)
    if (depth !== line.length || busy !== serving.length)
      throw new Error(`node ${node} at ${atUs}: wrong depth or busy`)
    steps.push({ atUs, depth, busy })
  }
  return { waits, services, steps, left: line.length + serving.length }
}
const clipped = (spans: [number, number][], from: number, to: number): number =>
  spans.reduce((sum, [a, b]) => sum + Math.max(0, Math.min(b, to) - Math.max(a, from)), 0)
function integral(steps: { atUs: number; [what: string]: number }[], what: string, from: number, to: number): number {
  let sum = 0
  steps.forEach((step, i) => {
    const until = steps[i + 1]?.atUs ?? Infinity
    sum += step[what] * Math.max(0, Math.min(until, to) - Math.max(step.atUs, from))
  })
  return sum
}

const seeds = fc.nat(1_000_000)
const faults = anyFaults(IDS, UNTIL_US, 12)
const WAITS = { targetUs: 50, intervalUs: 400 }
const sheds: fc.Arbitrary<AdmissionConfig> = fc.record({
  order: fc.constantFrom('oldest', 'newest', 'important', 'adaptive'),
  deadline: fc.boolean(),
  priority: fc.constantFrom(null, [1, 0.8, 0.5, 0.25] as const),
  rate: fc.constantFrom(null, null, { perSecond: 9_000, burst: 3 }),
  tenants: fc.constant(null),
  limit: fc.constantFrom<AdmissionConfig['limit'][]>(
    null,
    { kind: 'fixed', limit: 4 },
    { kind: 'aimd', ...AIMD_DEFAULTS, initial: 4, min: 2 },
    { kind: 'gradient', ...GRADIENT2_DEFAULTS, initial: 4, min: 2 },
    { kind: 'vegas', ...VEGAS_DEFAULTS, initial: 4 },
  ),
  codel: fc.constantFrom(null, WAITS),
  delay: fc.constantFrom(null, WAITS),
  meanServiceUs: fc.constant(200),
})

function expectExactQueues(stage: Stage, from: number, inOrder: boolean): void {
  const to = stage.cluster.nowUs
  const work = stage.kinds('QUEUED', 'STARTED', 'FINISHED', 'REFUSED', 'ABANDONED', 'SHED')
  const saturation = saturationOf(
    WORKERS,
    work.map(({ kind, words: [node, , , depth, busy], atUs }) => ({ kind: kind as WorkKind, node, depth, busy, atUs })),
  )
  IDS.forEach((_, node) => {
    const { waits, services, steps, left } = follow(work, node, inOrder)
    expect(left).toBe(0)
    for (const [a, b] of [
      [0, to],
      [from, to],
      [from, from + 500],
    ]) {
      expect(integral(steps, 'depth', a, b)).toBe(clipped(waits, a, b))
      expect(integral(steps, 'busy', a, b)).toBe(clipped(services, a, b))
    }
    const totals = saturation.totals(node, to)
    expect(totals.queueIntegralUs).toBe(clipped(waits, 0, to))
    expect(totals.waitsUs).toBe(totals.queueIntegralUs)
    expect(totals.busyIntegralUs).toBe(clipped(services, 0, to))
    expect(totals.starts).toBe(services.length)
    expect(totals.arrivals).toBe(totals.finishes + totals.refusals + totals.abandoned + totals.shed)
  })
}

describe('whatever faults come', () => {
  it("Little's law and utilisation hold as integrals on every queue and over any window, first come first served", () => {
    fc.assert(
      fc.property(seeds, faults, fc.nat(UNTIL_US), (seed, commands, from) => {
        const stage = playOn(busyStage(seed), commands)
        expectExactQueues(stage, from, true)
      }),
      { numRuns: 40 },
    )
  })

  it('the same where work is turned away, dropped from the queue and served in another order', () => {
    const reasons = new Set<number>()
    fc.assert(
      fc.property(seeds, faults, fc.nat(UNTIL_US), sheds, (seed, commands, from, config) => {
        const stage = playOn(busyStage(seed, admissionOf(config)), commands)
        expectExactQueues(stage, from, config.order === 'oldest')
        for (const { detail } of stage.kinds('REFUSED', 'SHED')) reasons.add(detail >> 8)
        expect([stage.cluster.queue.allocated, stage.cluster.queue.pending]).toEqual([0, 0])
      }),
      { numRuns: 120, seed: 7 }, // among these every reason is met
    )
    const others: readonly string[] = ['calledOff', 'byPolicy'] // not by settings
    const own = SHED_REASONS.filter((reason) => !others.includes(reason))
    expect([...reasons].sort()).toEqual(own.map((reason) => SHED_REASONS.indexOf(reason)))
  })

  it('a run that sheds, continued from a checkpoint, is the same run', () => {
    fc.assert(
      fc.property(seeds, faults, sheds, (seed, commands, config) => {
        const begin = (): Stage => busyStage(seed, admissionOf(config))
        const straight = playOn(begin(), commands).cluster.journal
        const moved = playOn(begin(), commands, (stage) => {
          const other = begin()
          other.cluster.load(stage.cluster.save())
          return other
        }).cluster.journal
        expect([moved.total, moved.fingerprint()]).toEqual([straight.total, straight.fingerprint()])
      }),
      { numRuns: 25 },
    )
  })

  it('no slot stays in use, nobody is busy and nothing waits when all is well again', () => {
    fc.assert(
      fc.property(seeds, faults, (seed, commands) => {
        const { cluster } = playOn(busyStage(seed), commands)
        expect([cluster.queue.allocated, cluster.queue.pending]).toEqual([0, 0])
        for (const n of cluster.nodes) {
          expect([n.busy, n.queueDepth, n.running.length, n.deferred.length, n.diskDeferred.length]).toEqual([
            0, 0, 0, 0, 0,
          ])
        }
      }),
      { numRuns: 40 },
    )
  })

  it('a payload arrives as it was sent, once, twice or never, and never spoilt', () => {
    fc.assert(
      fc.property(seeds, faults, (seed, commands) => {
        const stage = playOn(busyStage(seed), commands)
        expect(IDS.flatMap((id) => stage.log(id)).filter((line) => line.includes('spoilt'))).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  it('a run continued from a checkpoint, in a fresh cluster or over another run, is the same run', () => {
    fc.assert(
      fc.property(seeds, faults, fc.boolean(), (seed, commands, fresh) => {
        const straight = playOn(busyStage(seed), commands).cluster.journal
        const moved = playOn(busyStage(seed), commands, (stage) => {
          const other = busyStage(seed)
          if (!fresh) other.runBefore(UNTIL_US / 2)
          other.cluster.load(stage.cluster.save())
          return other
        }).cluster.journal
        expect([moved.total, moved.fingerprint()]).toEqual([straight.total, straight.fingerprint()])
      }),
      { numRuns: 25 },
    )
  })

  it('nothing depends on what a slot held before: junk in released slots changes no run', () => {
    fc.assert(
      fc.property(seeds, faults, (seed, commands) => {
        const clean = playOn(busyStage(seed), commands).cluster.journal.fingerprint()
        const stage = busyStage(seed)
        spoilReleased(stage)
        expect(playOn(stage, commands).cluster.journal.fingerprint()).toBe(clean)
      }),
      { numRuns: 25 },
    )
  })
})

function spoilReleased({ cluster: { queue } }: Stage): void {
  const release = queue.release.bind(queue)
  queue.release = (slot) => {
    queue.words.fill(-559038737, slot * WORDS, slot * WORDS + WORDS)
    queue.floats.fill(-1e300, slot * FLOATS, slot * FLOATS + FLOATS)
    release(slot)
  }
}
