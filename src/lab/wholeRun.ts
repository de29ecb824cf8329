/**
 * A run from its beginning to its horizon in one go, without branches or frames: what the command line, the embedded engine and
 * tests ask for. The same player as the page's plays it, so that its fingerprint is the page's.
 */
import type { StampedCommand } from '../cluster/command'
import { isPrice } from '../cluster/invariants'
import type { PolicyLibrary } from '../policies'
import { NO_POLICIES } from '../policies'
import type { Scenario } from '../scenarios/scenario'
import type { LatencyFigures, OutcomeCounts } from '../telemetry'
import { Totals, Traffic } from '../telemetry'
import { Checkpoints } from './checkpoints'
import type { Job } from './job'
import { finish } from './job'
import { Player, QUANTUM_EVENTS } from './player'
import type { ShardsNow } from './shardsNow'
import { shardsNow } from './shardsNow'

/** Figures that no operation gave are null, as JSON has no NaN. */
type Known<T> = { [K in keyof T]: number | null }

export interface WholeRun {
  fingerprint: string
  virtualTimeUs: number
  events: number
  operations: OutcomeCounts & { byJourney: Record<string, OutcomeCounts> }
  latencyMs: Known<LatencyFigures> & { byJourney: Record<string, Known<LatencyFigures>> }
  /** Over answered reads of all journeys. */
  staleness: { reads: number; stale: number; ratio: number | null; maxUs: number; maxMissed: number }
  /** Of its alerts (SRE Workbook, ch. 5): means from when users first felt it; null where none ended. */
  incidents: {
    count: number
    open: number
    detectMs: number | null
    mitigateMs: number | null
    repairMs: number | null
  }
  traffic: { messages: number; bytes: number }
  /** Broken invariants of the store's mode, by code. */
  breaches: Record<string, number>
  /** Acknowledged writes that are gone, whether the mode's settings promise to keep them or not. */
  writesLost: number
  /** Effects of operations beyond their first, whether the mode's settings promise that there are none or not. */
  effectsRepeated: number
  /** Where shards were added or removed: those in use, and the last change with its share of all keys. */
  shards?: ShardsNow
  /** Set where events kept causing each other within one microsecond: the run ended there. */
  loop?: { atUs: number; events: number }
}

/** The scenario must have passed its schema, and the commands must name what it has. */
export function wholeRun(
  scenario: Scenario,
  seed: number,
  forUs: number,
  commands: readonly StampedCommand[] = [],
  policies: PolicyLibrary = NO_POLICIES,
): WholeRun {
  return finish(wholeRunJob(scenario, seed, forUs, commands, policies))
}
/** The same in pieces. */
export function* wholeRunJob(
  scenario: Scenario,
  seed: number,
  forUs: number,
  commands: readonly StampedCommand[],
  policies: PolicyLibrary = NO_POLICIES,
): Job<WholeRun> {
  const player = new Player(scenario, seed, new Checkpoints(), false, 0, policies)
  const { journeys } = player.world
  const totals = new Totals(journeys.length)
  player.observation.listeners.push(totals)
  const traffic = new Traffic()
  player.world.cluster.journal.attach((words, records) => traffic.fold(words, records))
  player.track.commands = commands.map((stamped) => ({ ...stamped }))
  for (;;) {
    const ran = player.advance(forUs, QUANTUM_EVENTS)
    if (ran < QUANTUM_EVENTS || player.world.loop) break
    yield
  }
  player.look()
  const { hex, atUs, events } = player.fingerprint()
  const { loop, cluster } = player.world
  const shards = shardsNow(cluster)
  const breaches: Record<string, number> = {}
  let writesLost = 0
  let effectsRepeated = 0
  for (const { code, params } of player.track.store?.breaches ?? []) {
    if (!isPrice(code)) breaches[code] = (breaches[code] ?? 0) + 1
    if (code === 'writesLost' || code === 'acknowledgedLost') writesLost += params.writes
    if (code === 'effectsRepeated' || code === 'onceBroken') effectsRepeated += params.effects
  }
  return {
    fingerprint: hex,
    virtualTimeUs: atUs,
    events,
    ...inJourneys(totals, journeys),
    incidents: incidentFigures(player),
    traffic: { messages: traffic.messages, bytes: traffic.bytes },
    breaches,
    writesLost,
    effectsRepeated,
    ...(shards?.last ? { shards } : {}),
    ...(loop ? { loop } : {}),
  }
}

function incidentFigures(player: Player): WholeRun['incidents'] {
  const { ended, open, detectUs, mitigateUs, repairUs } = player.observation.objectives.incidents
  const mean = (us: number): number | null => (ended === 0 ? null : us / ended / 1000)
  return {
    count: ended + (open ? 1 : 0),
    open: open ? 1 : 0,
    detectMs: mean(detectUs),
    mitigateMs: mean(mitigateUs),
    repairMs: mean(repairUs),
  }
}

function inJourneys(
  totals: Totals,
  journeys: readonly string[],
): Pick<WholeRun, 'operations' | 'latencyMs' | 'staleness'> {
  const { operations, latencyMs, staleness } = totals.totals()
  const { byJourney: counts, ...all } = operations
  const { byJourney: latencies, ...latency } = latencyMs
  const byName = <T>(values: readonly T[]): Record<string, T> =>
    Object.fromEntries(journeys.map((journey, i) => [journey, values[i]]))
  return {
    operations: { ...all, byJourney: byName(counts) },
    latencyMs: { ...known(latency), byJourney: byName(latencies.map(known)) },
    staleness: { ...staleness, ratio: Number.isNaN(staleness.ratio) ? null : staleness.ratio },
  }
}
function known(latency: LatencyFigures): Known<LatencyFigures> {
  const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)
  const { count, mean, p50, p95, p99, p999 } = latency
  return {
    count,
    mean: orNull(mean),
    p50: orNull(p50),
    p95: orNull(p95),
    p99: orNull(p99),
    p999: orNull(p999),
  }
}
