/**
 * What must hold of any case: the same run again has the same fingerprint; a checkpoint of its middle, loaded into a fresh
 * world, goes on to the same end; no assertion fails on the way; and once everything is healed and nobody new comes, every
 * queue drains. An assertion that fails is thrown, not reported: it is a bug at a place.
 */
import type { Command, StampedCommand } from '../../cluster'
import { World } from '../../scenarios/world'
import type { CallingState } from '../../services/calling'
import { callOfName } from '../../services/calling'
import type { SwarmCase } from './drawCase'
import { breakersOf } from './drawFaults'

export interface CaseReport {
  fingerprint: string
  virtualTimeUs: number
  events: number
  /** With their stamps, as they landed. */
  commands: StampedCommand[]
  /** Codes of what did not hold, with what they are about. Empty: all is well. */
  failures: { code: 'replay' | 'restore' | 'loop' | 'drain' | 'guards'; what: string }[]
  drainedAfterUs: number | null
}

export function checkCase(drawn: SwarmCase): CaseReport {
  const straight = begin(drawn)
  play(straight, drawn.horizonUs)
  const report: CaseReport = {
    fingerprint: fingerprintOf(straight.world),
    virtualTimeUs: straight.world.cluster.nowUs,
    events: straight.world.cluster.events,
    commands: straight.stamped.slice(),
    failures: [],
    drainedAfterUs: null,
  }
  const fail = (code: CaseReport['failures'][number]['code'], what: string) => report.failures.push({ code, what })
  const { loop } = straight.world
  if (loop) {
    fail('loop', `${loop.events} events at ${loop.atUs} µs`)
    return report
  }
  const miscounting = straight.world.cluster.nodes.filter(({ state }) => miscounts(state)).map(({ id }) => id)
  if (miscounting.length > 0) fail('guards', miscounting.join(', '))
  const again = replayed(drawn)
  if (again !== report.fingerprint) fail('replay', `${again} instead of ${report.fingerprint}`)
  const restored = restoredInTheMiddle(drawn)
  if (restored !== report.fingerprint) fail('restore', `${restored} instead of ${report.fingerprint}`)
  report.drainedAfterUs = drain(straight.world)
  if (report.drainedAfterUs === null) fail('drain', stillBusy(straight.world).join(', '))
  return report
}

interface Played {
  world: World
  left: SwarmCase['commands']
  stamped: StampedCommand[]
}
function begin(drawn: SwarmCase): Played {
  return { world: World.build(drawn.scenario, drawn.seed), left: drawn.commands.slice(), stamped: [] }
}
function play(played: Played, untilUs: number): void {
  const { world, left, stamped } = played
  while (left.length > 0 && left[0].atUs <= untilUs && !world.loop) {
    const { atUs, command } = left[0]
    world.run(atUs)
    if (world.loop) return
    left.shift()
    stamped.push({ atUs: world.cluster.nowUs, afterEvents: world.cluster.events, command })
    world.apply(command)
  }
  world.run(untilUs)
}
function replayed(drawn: SwarmCase): string {
  const played = begin(drawn)
  play(played, drawn.horizonUs)
  return fingerprintOf(played.world)
}
/** Saved in the middle, played on a little, and then loaded twice: into the very world and into a fresh one. */
function restoredInTheMiddle(drawn: SwarmCase): string {
  const played = begin(drawn)
  play(played, Math.floor(drawn.horizonUs / 2))
  const saved = played.world.save()
  const left = played.left.slice()
  const fresh = World.build(drawn.scenario, drawn.seed)
  play(played, Math.floor(drawn.horizonUs * 0.7))
  fresh.load(saved)
  played.world.load(saved)
  play({ world: fresh, left: left.slice(), stamped: [] }, drawn.horizonUs)
  play({ world: played.world, left, stamped: [] }, drawn.horizonUs)
  const [a, b] = [fingerprintOf(fresh), fingerprintOf(played.world)]
  return a === b ? a : `${a} and ${b}`
}
function fingerprintOf(world: World): string {
  return world.cluster.journal.fingerprint()
}

const PATIENCE_US = 3_600_000_000
const STEP_US = 1_000_000

/** Heals everything and lets nobody new come; how long until all work is done, or null if it never is. */
function drain(world: World): number | null {
  for (const command of healing(world)) world.apply(command)
  const fromUs = world.cluster.nowUs
  for (let atUs = fromUs; atUs <= fromUs + PATIENCE_US; atUs += STEP_US) {
    world.run(atUs)
    if (world.loop) return null
    if (stillBusy(world).length === 0) return atUs - fromUs
  }
  return null
}
function healing(world: World): Command[] {
  const commands: Command[] = [{ kind: 'healAll' }]
  for (const { id } of world.cluster.nodes) {
    const target = { node: id }
    commands.push(
      { kind: 'restart', target },
      { kind: 'resume', target },
      { kind: 'resumeDisk', target },
      { kind: 'slow', target, factor: 1 },
      { kind: 'degrade', target, errorRate: 0, addedUs: 0 },
      { kind: 'driftClock', target, ppm: 0 },
    )
  }
  for (const [from, edge] of breakersOf(world.scenario))
    commands.push({ kind: 'resetBreaker', target: { group: from }, edge })
  for (const group of world.scenario.groups) {
    if (group.role === 'clients') commands.push({ kind: 'kill', target: { group: group.id } })
  }
  return commands
}

function stillBusy(world: World): string[] {
  return world.cluster.nodes
    .filter((node) => {
      const atNode = node.queueDepth + node.busy + node.deferred.length + node.diskDeferred.length
      return atNode > 0 || heldBy(node.state) > 0
    })
    .map((node) => node.id)
}

/** Whether the guards of a node's calls count anything else than the calls under way, or, at the users', one that has ended. */
function miscounts(state: unknown): boolean {
  const { guards = [], pending } = (state ?? {}) as Partial<CallingState> & { pending?: { rows?: { count: number }[] } }
  const rows = pending?.rows && new Set(pending.rows.map(({ count }) => count))
  return guards.some(
    ({ underWay, inflight, bulkhead, waiting }) =>
      inflight !== underWay.size ||
      (bulkhead !== null && (bulkhead.running !== underWay.size || bulkhead.waiting !== waiting.length)) ||
      (rows !== undefined && [...underWay.keys()].some((name) => !rows.has(callOfName(name)))),
  )
}

/** Where a role's state holds work not yet done, by the names that the services use. */
interface Holding {
  requests?: Held | number
  pending?: Held
  jobs?: Held
  leased?: Held
  waiting?: number
  inService?: number
  writes?: Held
  outstanding?: number[] | { readonly size: number } // a number for each instance called
  coordinating?: { calls: Held }
  store?: { unsynced: Held }
  guards?: CallingState['guards']
  handedOn?: Held
  waits?: Held
}
type Held = { readonly size: number } | { readonly length: number }
function heldBy(state: unknown): number {
  const { requests, pending, jobs, leased, waiting, inService, writes, outstanding, coordinating, store, ...calls } =
    (state ?? {}) as Holding
  const size = (held: Held | number | undefined): number => {
    if (typeof held !== 'object') return 0 // a mere count of what came so far
    return 'size' in held ? held.size : held.length
  }
  const called = outstanding instanceof Array ? outstanding.reduce((a, b) => a + b, 0) : size(outstanding)
  return (
    size(requests) +
    size(pending) +
    size(jobs) +
    size(leased) +
    (waiting ?? 0) +
    (inService ?? 0) +
    size(writes) +
    called +
    size(coordinating?.calls) +
    size(store?.unsynced) +
    size(calls.handedOn) +
    size(calls.waits) +
    (calls.guards ?? []).reduce((sum, { inflight, waiting }) => sum + inflight + waiting.length, 0)
  )
}
