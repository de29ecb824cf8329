/**
 * Answers questions about the past by replay, with recording on, in a world of its own: the playing one is never disturbed.
 * It starts at the checkpoint before what is asked and stops when the answer is complete, or where the branch ends.
 */
import type { OperationListener, OperationsQuestion, RecordRow, SpaceTimeData, Trace } from '../telemetry'
import { OperationsRecorder, SpaceTimeRecorder, TraceRecorder, traceOf } from '../telemetry'
import { Deliveries } from '../cluster'
import type { Scenario } from '../scenarios/scenario'
import type { Watcher } from '../policies'
import type { Moment } from './checkpoints'
import { DecisionRows, OneDecision } from './decisions/recorder'
import type { DecisionId, DecisionRow, DecisionTold, DecisionsQuestion } from './decisions/told'
import type { Job } from './job'
import type { Lab } from './lab'
import type { Player } from './player'
import type { OperationRow, TracesAnswer, TracesQuestion } from './protocol'
import type { Position } from './track'
import { momentAt } from './track'
import { surveyedOf } from './surveyed'
import { concealedAt } from './causes'
import { recordsShown, traceShown } from './traceShown'
import { TraceSearch } from './traceSearch'

/** Messages that were sent so long before a window may still be seen in it. */
const MESSAGE_LIFE_US = 500_000
/** What an operation leaves behind is followed for so long after its answer. */
const AFTERMATH_US = 2_000_000
/** Operations are waited for so long beyond their deadlines. */
const GRACE_US = 1_000_000

interface TraceAnswer {
  operation: OperationRow
  records: RecordRow[]
  truncated: boolean
  trace: Trace
}

export class Reader {
  private player: Player | null = null
  /** Where the last space-time window began: the next one is usually a little later. */
  private bookmark: Moment | undefined

  constructor(private readonly lab: Lab) {}

  *operations(question: OperationsQuestion): Job<OperationRow[]> {
    const recorder = new OperationsRecorder(question)
    const untilUs = question.toUs + longestDeadlineUs(this.lab.scenario) + GRACE_US
    const player = yield* this.replay(question.fromUs, untilUs, { listener: recorder })
    return recorder.answer(player.observation)
  }

  /** null where the branch, as far as it was computed, has no such operation. */
  *trace(client: number, count: number): Job<TraceAnswer | null> {
    const { cluster } = this.lab.player.world
    if (!(client in cluster.nodes)) return null
    const surveyed = surveyedOf(cluster)
    const endUs = this.lab.active.end.atUs
    const recorder = new TraceRecorder(
      [{ client, count }],
      surveyed.roads.map(({ from }) => from),
    )
    const [traced] = recorder.traced
    const player = this.stand((checkpoint) => checkpoint.world.cluster.nodes[client].invoked < count)
    const returned = (): boolean => !Number.isNaN(recorder.operation(traced, player.observation)?.returnedUs ?? NaN)
    const fold = new Deliveries((words, records) => recorder.fold(words, records))
    yield* this.recording(player, { fold, listener: recorder }, endUs, returned)
    const answeredUs = recorder.operation(traced, player.observation)?.returnedUs ?? NaN
    if (answeredUs + AFTERMATH_US > player.timeUs) {
      yield* this.recording(player, { fold, listener: recorder }, Math.min(endUs, answeredUs + AFTERMATH_US))
    }
    const operation = recorder.operation(traced, player.observation)
    const trace = traceOf(traced.records, recorder.meanwhile, surveyed, player.timeUs)
    const { records, truncated } = traced
    return (
      operation &&
      trace && { operation, records: recordsShown(records, player), truncated, trace: traceShown(trace, player) }
    )
  }

  /** Operations worth a look, of those invoked in a stretch of time, with what their traces say: two replays, the second records. */
  *traces(question: TracesQuestion): Job<TracesAnswer> {
    const search = new TraceSearch(question)
    const untilUs = question.toUs + longestDeadlineUs(this.lab.scenario) + GRACE_US
    const isWhole = this.lab.active.end.atUs >= untilUs // before the replays, while which time may go on
    yield* this.replay(question.fromUs, untilUs, { listener: search.sample })
    const surveyed = surveyedOf(this.lab.player.world.cluster)
    const recorder = search.recorder(surveyed)
    const fold = new Deliveries((words, records) => recorder.fold(words, records))
    const player = yield* this.replay(question.fromUs, untilUs, { fold })
    return { ...search.answer(recorder, surveyed, player), isWhole }
  }

  *decisions(question: DecisionsQuestion): Job<DecisionRow[]> {
    const player = this.stand(() => true, momentAt(Math.max(0, question.fromUs - 1)))
    const recorder = new DecisionRows(player.world.cluster, question)
    const untilUs = Math.min(question.toUs, this.lab.active.end.atUs)
    yield* this.recording(player, { watcher: recorder }, untilUs, () => recorder.isFull)
    return recorder.rows
  }

  /** null where the branch has no such decision. `sourced`: adds what is known of what is built in. */
  *decision(
    { atUs, events, nth }: DecisionId,
    sourced: (told: DecisionTold, builtIn: unknown) => DecisionTold,
  ): Job<DecisionTold | null> {
    const player = this.stand(({ at }) => at.events < events, momentAt(Math.max(0, atUs - 1)))
    const recorder = new OneDecision(player.world.cluster, { events, nth })
    const untilUs = Math.min(atUs, this.lab.active.end.atUs)
    yield* this.recording(player, { watcher: recorder }, untilUs, () => recorder.told !== null)
    return recorder.told && sourced(recorder.told, recorder.builtIn)
  }

  *spaceTime(fromUs: number, toUs: number): Job<SpaceTimeData> {
    const recorder = new SpaceTimeRecorder(fromUs, toUs)
    const endUs = this.lab.active.end.atUs
    const beginning = momentAt(Math.max(0, Math.min(fromUs - MESSAGE_LIFE_US, endUs)))
    const player = this.stand(() => true, beginning, this.bookmark)
    yield* player.playTo(beginning)
    this.bookmark = player.moment()
    yield* this.recording(
      player,
      { fold: new Deliveries((words, records) => recorder.fold(words, records)) },
      Math.min(toUs, endUs),
    )
    const answer = recorder.answer()
    const isShown = ({ code, node, atUs }: SpaceTimeData['marks'][number]): boolean =>
      code.startsWith('crashed') || code === 'restarted' || !concealedAt(player, node, atUs)
    return { ...answer, marks: answer.marks.filter(isShown) }
  }

  /** Plays the active branch from `fromUs` (or earlier) to `untilUs`, at most to its end. */
  private *replay(fromUs: number, untilUs: number, recorders: Recorders): Job<Player> {
    const player = this.stand(() => true, momentAt(Math.max(0, fromUs)))
    yield* this.recording(player, recorders, Math.min(untilUs, this.lab.active.end.atUs))
    return player
  }

  private *recording(player: Player, recorders: Recorders, untilUs: number, done = () => false): Job<void> {
    const { fold, listener, watcher } = recorders
    const { journal } = player.world.cluster
    journal.flush()
    if (fold) journal.attach(fold.fold)
    if (listener) player.observation.listeners.push(listener)
    if (watcher) player.world.desk.watch(watcher)
    try {
      for (const step = player.playTo(momentAt(untilUs)); !step.next().done && !done();) yield
      player.look()
    } finally {
      fold?.end(player.timeUs)
      if (fold) journal.detach(fold.fold)
      if (listener) player.observation.listeners.splice(0)
      if (watcher) player.world.desk.watch(null)
    }
  }

  /** A world at the latest checkpoint that fits, of the active branch's run; what it computes is no news to the branch. */
  private stand(fits: (moment: Moment) => boolean, to: Position = momentAt(Infinity), mark?: Moment): Player {
    this.player ??= this.lab.anotherPlayer()
    const { active } = this.lab
    const store = this.player.track.store
    this.player.adopt({ commands: active.commands.slice(), end: { ...active.end }, store })
    this.player.standBefore(to, fits, mark)
    return this.player
  }
}

interface Recorders {
  fold?: Deliveries
  listener?: OperationListener
  watcher?: Watcher
}

function longestDeadlineUs(scenario: Scenario): number {
  const journeys = scenario.groups.flatMap((group) => (group.role === 'clients' ? group.journeys : []))
  return Math.max(0, ...journeys.map((journey) => journey.deadlineUs))
}
