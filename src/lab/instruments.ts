/**
 * A run's traces and metrics, to be handed to other tools. The run is played twice: once for metrics and to see which operations
 * are worth a trace, once to record these.
 */
import { Deliveries, tenantOf, type Fold } from '../cluster'
import type { StampedCommand } from '../cluster/command'
import { NO_POLICIES, type PolicyLibrary } from '../policies'
import { ENGINE_VERSION } from '../scenarios/engineVersion'
import type { RunValue } from '../scenarios/run'
import { scenarioOf } from '../scenarios/scenarioOf'
import type { Scenario } from '../scenarios/scenario'
import { tenantEndsOf, tenantsOf } from '../scenarios/tenants'
import { Red, TailSample, TraceRecorder, traceOf, type OperationRow } from '../telemetry'
import { RunCounts, runMetrics, operationsCsv, otlpMetrics, otlpTraces, prometheusText } from '../telemetry/export'
import type { Names, TracedOperation } from '../telemetry/export'
import { Checkpoints } from './checkpoints'
import type { InstrumentFormat } from './instrumentFormats'
import { finish, type Job } from './job'
import { Player, QUANTUM_EVENTS } from './player'
import { surveyedOf } from './surveyed'

interface Recorded {
  scenario: Scenario
  seed: number
  forUs: number
  commands: readonly StampedCommand[]
  policies?: PolicyLibrary
}

const FAILED_MAX = 200
const SLOW_A_STRETCH = 5
const STRETCHES = 20
const ORDINARY_MAX = 100

export function instrumentsText(recorded: Recorded, format: InstrumentFormat): string {
  return finish(instrumentsJob(recorded, format))
}
/** Of a run as a value, up to its horizon. */
export function runInstruments(
  { seed, horizonUs, commands, ...other }: RunValue,
  format: InstrumentFormat,
  policies?: PolicyLibrary,
): Job<string> {
  return instrumentsJob({ scenario: scenarioOf(other), seed, forUs: horizonUs, commands, policies }, format)
}

/** In pieces. OTLP is one object that is a request for traces and one for metrics: each reader ignores the other's field. */
export function* instrumentsJob(recorded: Recorded, format: InstrumentFormat): Job<string> {
  const player = playerOf(recorded)
  const { nodes, links } = player.world.cluster
  const roads = links.map(({ from, to }) => ({ from: from.index, to: to.index }))
  const tenants = tenantsOf(recorded.scenario).map(({ id }) => id)
  const instances = { nodes, links: roads, journeys: player.world.journeys, tenants }
  const counts = new RunCounts(instances)
  const red = new Red(player.world.cluster, player.observation)
  red.attach()
  const stretchUs = Math.max(1, Math.ceil(recorded.forUs / STRETCHES))
  const sample = new TailSample({ failed: FAILED_MAX, slowAStretch: SLOW_A_STRETCH, stretchUs, ordinary: ORDINARY_MAX })
  player.observation.listeners.push(sample)
  yield* played(player, recorded.forUs, (words, records) => counts.fold(words, records))
  const families = runMetrics(red.cut(player.timeUs), counts, instances)
  if (format === 'prometheus') return prometheusText(families)
  const traced = yield* tracesOf(recorded, sample, player.world.journeys)
  if (format === 'operations-csv') return operationsCsv(traced)
  const names: Names = {
    scenario: recorded.scenario.id,
    seed: recorded.seed,
    nodes,
    links: roads,
    version: ENGINE_VERSION,
  }
  const spans = traced.map(({ journey, tenant, row, trace }) => ({ name: `${journey} ${row.kind}`, tenant, trace }))
  return `${JSON.stringify({ ...otlpTraces(spans, names), ...otlpMetrics(families, player.timeUs, names) })}\n`
}

function* tracesOf(recorded: Recorded, sample: TailSample, journeys: readonly string[]): Job<TracedOperation[]> {
  const rows = sample.rows()
  const tenants = tenantsOf(recorded.scenario)
  const ends = tenantEndsOf(recorded.scenario)
  const tenantNameOf = ({ journey, session }: OperationRow): string =>
    tenants.length === 0 || journey < 0 ? '' : tenants[tenantOf(ends, session)].id
  const player = playerOf(recorded)
  const surveyed = surveyedOf(player.world.cluster)
  const senders = surveyed.roads.map(({ from }) => from)
  const recorder = new TraceRecorder(
    rows.map(({ row }) => row),
    senders,
  )
  yield* played(player, recorded.forUs, (words, records) => recorder.fold(words, records))
  return rows.flatMap(({ row, kept }, i) => {
    const trace = traceOf(recorder.traced[i].records, recorder.meanwhile, surveyed, player.timeUs)
    return trace === null ? [] : [{ journey: nameOf(journeys, row), tenant: tenantNameOf(row), kept, row, trace }]
  })
}
function nameOf(journeys: readonly string[], { journey }: OperationRow): string {
  return journeys[journey] ?? ''
}

function playerOf({ scenario, seed, commands, policies = NO_POLICIES }: Recorded): Player {
  const player = new Player(scenario, seed, new Checkpoints(), false, 0, policies)
  player.track.commands = commands.map((stamped) => ({ ...stamped }))
  return player
}
function* played(player: Player, forUs: number, fold: Fold): Job<void> {
  const deliveries = new Deliveries(fold)
  player.world.cluster.journal.attach(deliveries.fold)
  while (player.advance(forUs, QUANTUM_EVENTS) === QUANTUM_EVENTS && !player.world.loop) yield
  player.look()
  deliveries.end(player.timeUs)
}
