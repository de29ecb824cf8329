/** The trace of one operation of a run, played again from its beginning: what a check that failed shows of its witness. */
import { Deliveries } from '../cluster'
import type { Hand } from '../lab/crew'
import type { Job } from '../lab/job'
import { finish } from '../lab/job'
import { QUANTUM_EVENTS } from '../lab/player'
import type { OperationRow } from '../lab/protocol'
import { surveyedOf } from '../lab/surveyed'
import { traceShown } from '../lab/traceShown'
import type { Load } from '../lab/trial/serve'
import { prepareRun } from '../lab/trial/serve'
import { FaultlineError } from '../kernel'
import type { PolicyLibrary } from '../policies'
import { NO_POLICIES } from '../policies'
import type { RunValue } from '../scenarios/run'
import type { Trace } from '../telemetry'
import { TraceRecorder, traceOf } from '../telemetry'
import { playerOf } from './judge'

export interface TracedRequest {
  run: RunValue // up to its horizon, at most
  operation: { client: number; count: number }
}
export interface TracedOperation {
  operation: OperationRow
  path: Trace['path']
  story: Trace['story']
  /** Names, by index, of what the path and the story name. */
  nodes: string[]
  links: { from: number; to: number }[]
}
/** null: the run has no such operation, or could not be played. */
export type TracedAnswer = { traced: TracedOperation | null }
export type Tracer = Hand<TracedRequest, TracedAnswer>

export function* tracedJob(
  { run, operation: asked }: TracedRequest,
  policies: PolicyLibrary = NO_POLICIES,
): Job<TracedOperation | null> {
  const player = playerOf(run, run.seed, policies)
  const { cluster } = player.world
  if (!(asked.client in cluster.nodes)) return null
  const surveyed = surveyedOf(cluster)
  const recorder = new TraceRecorder(
    [asked],
    surveyed.roads.map(({ from }) => from),
  )
  const fold = new Deliveries((words, records) => recorder.fold(words, records))
  cluster.journal.attach(fold.fold)
  player.observation.listeners.push(recorder)
  const [traced] = recorder.traced
  while (player.advance(run.horizonUs, QUANTUM_EVENTS) === QUANTUM_EVENTS && !player.world.loop) {
    player.look()
    if (traced.row) break
    yield
  }
  player.look()
  fold.end(player.timeUs)
  const operation = recorder.operation(traced, player.observation)
  const whole = traceOf(traced.records, recorder.meanwhile, surveyed, player.timeUs)
  if (!operation || !whole) return null
  const { path, story } = traceShown(whole, player)
  return {
    operation,
    path,
    story,
    nodes: cluster.nodes.map(({ id }) => id),
    links: surveyed.roads.map(({ from, to }) => ({ from, to })),
  }
}

/** A bug of ours is thrown, and ends the worker. */
export async function serveTraced(request: TracedRequest, load: Load): Promise<TracedAnswer> {
  try {
    return { traced: finish(tracedJob(request, await prepareRun(request.run, load))) }
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error
    return { traced: null }
  }
}
