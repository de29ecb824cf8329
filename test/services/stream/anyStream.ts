/**
 * A cluster whose users hand in jobs to a stream (or a job queue) that workers empty, under any settings and any faults, with
 * everything written down that its promises are about.
 */
import fc from 'fast-check'
import type { Command, NodeTarget } from '../../../src/cluster'
import { KIND, OUTCOME, STRIDE, TYPE } from '../../../src/cluster'
import { outcomeOf, timeOf } from '../../../src/cluster/journal'
import type { GroupSpec, Scenario } from '../../../src/scenarios/scenario'
import { validateScenario } from '../../../src/scenarios/schema'
import { World } from '../../../src/scenarios/world'
import type { ConsumerState } from '../../../src/services/stream/consumerState'
import type { StreamState } from '../../../src/services/stream/state'
import { endOf } from '../../../src/services/stream/state'
import { Saturation } from '../../../src/telemetry'
import type { Row } from '../../checkers/histories'

type Role<R> = Extract<GroupSpec, { role: R }>
export type StreamSettings = Partial<Omit<Role<'stream'>, 'role' | 'id' | 'count' | 'zones'>>
export type QueueSettings = Partial<Omit<Role<'queue'>, 'role' | 'id' | 'count' | 'zones'>>
export type WorkerSettings = Partial<Omit<Role<'worker'>, 'role' | 'id' | 'zones'>>

const ZONES = ['internet', 'a']
const constant = (us: number) => ({ kind: 'constant', us }) as const
function scenarioWith(jobs: GroupSpec, workers: GroupSpec[], ratePerSecond: number): Scenario {
  return validateScenario({
    version: 1,
    id: 'jobs',
    zones: ZONES,
    latency: { kind: 'exponential', meanUs: 300 },
    crossZoneUs: 0,
    groups: [
      {
        id: 'users',
        role: 'clients',
        count: 1,
        zones: ['internet'],
        calls: 'api',
        users: { count: 100, active: 50, zipf: 0.6 },
        journeys: [{ id: 'order', ratePerSecond, deadlineUs: 1_500_000, steps: [{ op: 'submit' }] }],
      },
      { id: 'api', role: 'api', count: 1, zones: ['a'], queue: 'jobs' },
      jobs,
      ...workers,
    ],
    links: [
      { from: 'users', to: 'api' },
      { from: 'api', to: 'jobs' },
      ...workers.map(({ id }) => ({ from: id, to: 'jobs' })),
    ],
  })
}
const worker = (settings: WorkerSettings): Role<'worker'> => ({
  id: 'worker',
  role: 'worker',
  count: 3,
  zones: ['a'],
  takesFrom: 'jobs',
  capacity: { workers: 1, queue: 4, service: { kind: 'exponential', meanUs: 30_000 } },
  ...settings,
})

export function streamScenario(
  settings: StreamSettings = {},
  workers: WorkerSettings = {},
  ratePerSecond = 40,
): Scenario {
  const jobs: Role<'stream'> = { id: 'jobs', role: 'stream', count: 1, zones: ['a'], partitions: 6, ...settings }
  return scenarioWith(jobs, [worker(workers)], ratePerSecond)
}
/** The same stream, read by two groups. */
export function sharedStream(settings: StreamSettings = {}): Scenario {
  const jobs: Role<'stream'> = { id: 'jobs', role: 'stream', count: 1, zones: ['a'], partitions: 4, ...settings }
  return scenarioWith(jobs, [worker({ countMax: 3 }), { ...worker({ count: 2 }), id: 'audit' }], 40)
}
export function queueScenario(
  settings: QueueSettings = {},
  workers: WorkerSettings = {},
  ratePerSecond = 40,
): Scenario {
  const visibilityUs = 1_000_000
  const jobs: Role<'queue'> = {
    id: 'jobs',
    role: 'queue',
    count: 1,
    zones: ['a'],
    slots: 200,
    visibilityUs,
    ...settings,
  }
  return scenarioWith(jobs, [worker(workers)], ratePerSecond)
}

/** A job by the operation that handed it in. */
const nameOf = (origin: number, count: number): string => `${origin}:${count}`

export class JobRun {
  readonly world: World
  /** Names of jobs: told to their users as taken, worked on to the end and how often, and how their users fared. */
  readonly acknowledged = new Set<string>()
  readonly worked = new Map<string, number>()
  readonly outcomes = { ok: 0, fail: 0, info: 0 }
  /** What each consumer polled, in the order of its work, and when it was given other partitions. */
  readonly polls: Row[] = []
  /** The line as the journal tells it, by whom it is about. */
  readonly line: { atUs: number; kind: number; inService: boolean; name: string; busy: number }[] = []
  /** What its records say of the line's length and of busy workers. */
  readonly saturation: Saturation

  constructor(scenario: Scenario, seed: number) {
    this.world = World.build(scenario, seed)
    this.saturation = new Saturation(this.world.cluster.nodes.map(() => 0))
    this.spy()
    this.world.cluster.journal.attach((words, records) => {
      for (let i = 0; i < records; i++) this.note(words, i)
    })
  }
  get jobs() {
    return this.world.cluster.nodes.find(({ id }) => id === 'jobs')!
  }
  get stream(): StreamState {
    return this.jobs.state as StreamState
  }
  get workers() {
    return this.world.cluster.nodes.filter(({ group }) => group === 'worker' || group === 'audit')
  }
  /** Commands by the second that they come at. */
  play(untilS: number, commands: readonly [atS: number, command: Command][] = []): this {
    for (const [atS, command] of commands) {
      this.world.run(atS * 1e6)
      this.world.apply(command)
    }
    this.world.run(untilS * 1e6)
    this.world.cluster.journal.flush()
    return this
  }
  /** Heals everything, lets nobody new come, and plays on until nothing is left to do; answers the seconds that took, null: too many. */
  drain(withinS = 300): number | null {
    const { cluster } = this.world
    for (const zone of ZONES)
      for (const kind of ['restart', 'resume', 'resumeDisk'] as const) this.world.apply({ kind, target: { zone } })
    for (const zone of ZONES) this.world.apply({ kind: 'slow', target: { zone }, factor: 1 })
    this.world.apply({ kind: 'healAll' })
    for (const { id, membership } of this.workers)
      if (membership) this.world.apply({ kind: 'addInstance', target: { node: id } })
    this.world.apply({ kind: 'kill', target: { node: 'users' } })
    const from = cluster.nowUs
    for (let s = 1; s <= withinS; s++) {
      this.play(from / 1e6 + s)
      const { jobs, leased, waiting, inService } = this.jobs.state as {
        jobs?: unknown[]
        leased?: Map<unknown, unknown>
        waiting?: number
        inService?: number
      }
      if ((jobs?.length ?? 0) + (leased?.size ?? 0) + (waiting ?? 0) + (inService ?? 0) === 0) return s
    }
    return null
  }
  /** By Maelstrom's kafka workload: what is in the log, as sent, and what was polled. Of a log that keeps everything. */
  history(): Row[] {
    const sends = this.stream.partitions.flatMap((log, partition) =>
      log.entries.flatMap(({ origin, count, path }, i): Row[] => {
        const value = `${nameOf(origin, count)}:${path}`
        return [
          [1000 + partition, 'invoke', 'send', [['send', partition, value]]],
          [1000 + partition, 'ok', 'send', [['send', partition, [log.start + i, value]]]],
        ]
      }),
    )
    return [...sends, ...this.polls]
  }
  lags(): number[] {
    const { partitions, groups } = this.stream
    return partitions.map((log, p) => endOf(log) - Math.min(...groups.map(({ committed }) => committed[p])))
  }

  /** Notes which entry a consumer begins on. */
  private spy(): void {
    const { cluster } = this.world
    const work = cluster.work.bind(cluster)
    const generations = new Map<number, number>()
    cluster.work = (node, type, origin, count, path, attempt) => {
      const { parts, generation } = node.state as ConsumerState
      if (generations.get(node.index) !== generation) {
        generations.set(node.index, generation)
        this.polls.push([node.index, 'invoke', 'assign'], [node.index, 'ok', 'assign'])
      }
      for (const [partition, { working, entries, head, next }] of parts) {
        const entry = entries[head]
        if (!working || entry.origin !== origin || entry.count !== count || attempt !== 0) continue
        const records = [[next, `${nameOf(origin, count)}:${entry.path}`]]
        this.polls.push([node.index, 'invoke', 'poll', [['poll']]])
        this.polls.push([node.index, 'ok', 'poll', [['poll', new Map([[partition, records]])]]])
        break
      }
      return work(node, type, origin, count, path, attempt)
    }
  }
  private note(words: Int32Array, i: number): void {
    const at = i * STRIDE
    const kind = words[at] & 255
    const detail = words[at] >>> 8
    const name = nameOf(words[at + 2], words[at + 3])
    if (kind === KIND.RETURN) {
      const outcome = outcomeOf(detail)
      if (outcome === OUTCOME.ok) this.acknowledged.add(nameOf(words[at + 1], words[at + 2]))
      this.outcomes[outcome === OUTCOME.ok ? 'ok' : outcome === OUTCOME.info ? 'info' : 'fail']++
    }
    if (kind < KIND.QUEUED || kind > KIND.ABANDONED) return
    const type = detail & 255
    if (kind === KIND.FINISHED && words[at + 1] !== this.jobs.index && (type === TYPE.streamEntry || type === TYPE.job))
      this.worked.set(name, (this.worked.get(name) ?? 0) + 1)
    if (words[at + 1] !== this.jobs.index) return
    const inService = detail >> 8 === 1
    this.line.push({ atUs: timeOf(words, i), kind, inService, name, busy: words[at + 5] })
    this.saturation.recordAt(words, at)
  }
}

/** Faults from the second second on, in order; the users and the service that they ask stay well. */
export function anyJobFaults(most: number): fc.Arbitrary<[atS: number, command: Command][]> {
  const workers = fc.constantFrom('worker-1', 'worker-2', 'worker-3').map((node) => ({ node }))
  const target: fc.Arbitrary<NodeTarget> = fc.oneof(
    { weight: 4, arbitrary: workers },
    { weight: 1, arbitrary: fc.constant({ node: 'jobs' }) },
    { weight: 1, arbitrary: fc.constant({ group: 'worker' }) },
  )
  const link = fc.record({ from: target, to: fc.constant<NodeTarget>({ node: 'jobs' }), oneWay: fc.boolean() })
  const kindOf = <K extends string>(...kinds: K[]): fc.Arbitrary<K> => fc.constantFrom(...kinds)
  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.record({ kind: kindOf('kill', 'kill', 'restart', 'stall', 'resume', 'stallDisk', 'resumeDisk'), target }),
    fc.record({ kind: kindOf('slow'), target, factor: fc.constantFrom(1, 5, 30) }),
    fc.record({ kind: kindOf('cut', 'heal', 'hold', 'release'), link }),
    fc.record({ kind: kindOf('lose', 'duplicate'), link, probability: fc.constantFrom(0, 0.3, 1) }),
    fc.record({ kind: kindOf('delay'), link, addedUs: fc.nat(2_000_000) }),
    fc.record({ kind: kindOf('addInstance', 'drainInstance'), target: workers }),
    fc.record({ kind: kindOf('redrive'), target: fc.constant<NodeTarget>({ node: 'jobs' }) }),
  )
  return fc
    .array(fc.tuple(fc.integer({ min: 1_000, max: 15_000 }), command), { maxLength: most })
    .map((all) => all.sort((a, b) => a[0] - b[0]).map(([ms, one]): [number, Command] => [ms / 1_000, one]))
}
export { constant }
