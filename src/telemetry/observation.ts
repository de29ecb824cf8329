/**
 * Everything that is always observed, in one pass over the journal: open operations, staleness, chart buckets, divergence,
 * saturation, flow and objectives. A checkpoint holds a clone of it; listeners belong to a replay, not to the state.
 */
import {
  KIND,
  NODE_CHANGES,
  RETURN_FLAG,
  STATE_CODES,
  STRIDE,
  causeOf,
  joinVersion,
  outcomeOf,
  placeOf,
  timeAt,
  timeOf,
} from '../cluster/journal'
import { Answers } from './answers'
import { Divergence } from './divergence'
import { Flow } from './flow'
import { Objectives, OwnActs } from './objectives'
import { OUTCOMES, OperationFacts, type OperationListener } from './operationFacts'
import { OPEN, OpenOperations, SINCE } from './operations'
import { OPERATION_LOG_STRIDE, writeOperationRow } from './operationRow'
import { RecentKeys } from './recentKeys'
import type { RecentSummary } from './recentPast'
import { Saturation } from './saturation'
import { Series } from './series'
import type { SeriesStore } from './seriesStore'
import { stepsOf, type OperationKind, type TelemetryShape } from './shape'
import { TENTH_US } from './slidingSecond'
import { Staleness } from './staleness'

const DEAD_LETTERS = STATE_CODES.indexOf('deadLetters')
const REBALANCED = STATE_CODES.indexOf('rebalanced')
const DISK_LOST = NODE_CHANGES.indexOf('crashedDiskLost')

export class Observation {
  /** How far it has seen, in µs. */
  nowUs: number
  readonly operations: OpenOperations
  readonly staleness: Staleness
  readonly divergence: Divergence
  readonly saturation: Saturation
  readonly flow: Flow
  readonly recentKeys: RecentKeys
  readonly objectives: Objectives
  readonly ownActs: OwnActs
  readonly answers: Answers
  readonly series: Series
  readonly listeners: OperationListener[] = []
  /** Tenths of a second that have ended, and when the next one does. */
  private tenths: number
  private nextTenthUs: number
  private readonly facts = new OperationFacts()
  /** Of an open operation: what is known only when it returns stays at rest. */
  private readonly open = new OperationFacts()
  private readonly row = new Int32Array(OPERATION_LOG_STRIDE)
  /** Invocations and returns seen so far: the place of the next one in its branch's log. */
  private places: number
  private readonly steps: number[]
  private readonly journeyOf: number[]
  private readonly kindOf: OperationKind[]

  /** `from`: what to copy, for clone(). */
  constructor(
    readonly shape: TelemetryShape,
    store?: SeriesStore,
    from?: Observation,
  ) {
    this.operations = from ? from.operations.clone() : new OpenOperations()
    this.staleness = from ? from.staleness.clone() : new Staleness()
    this.divergence = from ? from.divergence.clone() : new Divergence(shape.shardOf)
    this.saturation = from ? from.saturation.clone() : new Saturation(shape.workers)
    this.flow = from ? from.flow.clone() : new Flow(shape.links)
    this.answers = from ? from.answers.clone() : new Answers(shape.classes.length)
    this.recentKeys = from ? from.recentKeys.clone() : new RecentKeys()
    this.objectives = from ? from.objectives.clone() : new Objectives(shape.objectives ?? [], shape.tenants)
    this.ownActs = from ? from.ownActs.clone() : new OwnActs(shape.shardOf.length)
    this.series = from ? from.series.clone() : new Series(shape.journeys, store)
    this.nowUs = from?.nowUs ?? 0
    this.tenths = from?.tenths ?? 0
    this.nextTenthUs = (this.tenths + 1) * TENTH_US
    this.places = from?.places ?? 0
    this.steps = stepsOf(shape.classes)
    this.journeyOf = shape.classes.map(({ journey }) => journey)
    this.kindOf = shape.classes.map(({ kind }) => kind)
  }

  /** Where closed chart buckets go. A forked branch gets a store of its own: `observation.store = store.fork(atUs)`. */
  get store(): SeriesStore {
    return this.series.store
  }
  set store(store: SeriesStore) {
    this.series.store = store
  }

  fold(words: Int32Array, records: number): void {
    let from = 0
    while (from < records) {
      this.endTenthsUntil(timeOf(words, from))
      const to = firstSince(this.nextTenthUs, words, from, records)
      this.foldWithinTenth(words, from, to)
      from = to
    }
    if (records > 0) this.nowUs = timeOf(words, records - 1)
  }

  /** Records from..to−1, during which no tenth ends: whoever needs the time reads it. */
  private foldWithinTenth(words: Int32Array, from: number, to: number): void {
    const { flow, saturation, divergence, series, ownActs } = this
    const end = placeOf(to)
    for (let at = placeOf(from); at < end; at += STRIDE) {
      const head = words[at]
      switch (head & 255) {
        case KIND.SENT:
          flow.sent(words[at + 1])
          break
        case KIND.QUEUED:
        case KIND.STARTED:
        case KIND.FINISHED:
        case KIND.ABANDONED:
          saturation.recordAt(words, at)
          break
        case KIND.REFUSED:
        case KIND.SHED:
          saturation.recordAt(words, at)
          ownActs.turnedAway(head >>> 8, words[at + 1], timeAt(words, at))
          break
        case KIND.CALL:
          ownActs.called(head >>> 8, words[at + 1], words[at + 4], timeAt(words, at))
          break
        case KIND.APPLIED:
          series.noteDiverged(divergence, timeAt(words, at))
          divergence.applied(words[at + 1], words[at + 2], joinVersion(words[at + 4], words[at + 5]), timeAt(words, at))
          break
        case KIND.INVOKE:
          this.invoked(words, at)
          break
        case KIND.RETURN:
          this.returned(words, at)
          break
        case KIND.AGED:
          this.answers.aged(words, at)
          break
        case KIND.DROPPED:
          flow.lost(words[at + 1], (head >>> 8) & 255, head >>> 16, words[at + 5], timeAt(words, at))
          break
        case KIND.STATE:
          this.stated(head >>> 8, words, at, timeAt(words, at))
          break
        case KIND.NODE:
          if (head >>> 8 !== DISK_LOST) break
          series.noteDiverged(divergence, timeAt(words, at))
          divergence.diskLost(words[at + 1], timeAt(words, at))
          break
      }
    }
  }

  /** What the cluster did by itself; and of dead letters, that there are any or that they were redriven, of rebalances, how each ended. */
  private stated(code: number, words: Int32Array, at: number, atUs: number): void {
    const [node, subject, from, to] = words.subarray(at + 1, at + 5)
    this.ownActs.stated(code, node, subject, from, to, atUs)
    if (code === REBALANCED || (code === DEAD_LETTERS && (from === 0 || to < from)))
      this.store.happened({ code, node, subject, from, to, atUs })
  }

  /** Time has come to `nowUs` without further records: closes the buckets that have ended. */
  advance(nowUs: number): void {
    this.endTenthsUntil(nowUs)
    if (nowUs > this.nowUs) this.nowUs = nowUs
  }

  /** Writes what is known now of buckets that can still change to the store: to be called before a chart is read. */
  publish(): void {
    this.series.publish(this.nowUs, this.divergence)
  }

  /** What each journey's users felt during the last five virtual seconds. */
  summary(): RecentSummary[] {
    return Array.from({ length: this.shape.journeys }, (_, journey) => this.series.summary(journey, this.nowUs))
  }

  /** Facts of an open operation, by its row in `operations`; good until the next record. */
  openFacts(row: number): OperationFacts {
    return this.fill(row)
  }

  /** A copy that writes into the same store and has no listeners. */
  clone(): Observation {
    return new Observation(this.shape, this.store, this)
  }
  /** Bytes that this copy holds for itself; the store is not among them. */
  get bytes(): number {
    const parts = [
      this.operations,
      this.staleness,
      this.divergence,
      this.saturation,
      this.flow,
      this.recentKeys,
      this.objectives,
      this.ownActs,
      this.series,
      this.answers,
    ]
    return parts.reduce((sum, part) => sum + part.bytes, 512)
  }

  private endTenthsUntil(nowUs: number): void {
    while (this.nextTenthUs <= nowUs) {
      const tenths = ++this.tenths
      this.nextTenthUs += TENTH_US
      this.series.endTenth(this.divergence)
      this.saturation.tick(tenths)
      this.flow.tick(tenths)
      if (tenths === this.objectives.nextTenths) this.objectives.look(tenths)
    }
  }

  private invoked(words: Int32Array, at: number): void {
    const nowUs = timeAt(words, at)
    this.nowUs = nowUs
    const operationClass = words[at] >>> 8
    const journey = this.journeyOf[operationClass]
    const kind = this.kindOf[operationClass]
    const { staleness } = this
    const mark = kind === 'read' ? staleness.newest(words[at + 3]) : staleness.acknowledged
    const row = this.operations.open(words, at, mark)
    if (journey >= 0) this.series.invoked(journey, nowUs)
    if (kind === 'read' || kind === 'write' || kind === 'transfer') this.recentKeys.note(words[at + 3])
    if (this.store.operations.keeps) this.log(this.fill(row), nowUs)
    this.places++
    if (this.listeners.length > 0) for (const listener of this.listeners) listener.invoked?.(this.fill(row))
  }

  private returned(words: Int32Array, at: number): void {
    const nowUs = timeAt(words, at)
    this.nowUs = nowUs
    const slot = this.operations.slotOf(words[at + 1], words[at + 2])
    if (slot < 0) return
    const row = this.operations.rowAtSlot(slot)
    const op = this.facts
    this.fillInvocation(op, row)
    const detail = words[at] >>> 8
    op.returnedUs = nowUs
    op.outcome = OUTCOMES[outcomeOf(detail)]
    op.cause = causeOf(detail)
    const flags = (detail >>> 8) & 255
    op.degraded = (flags & RETURN_FLAG.degraded) !== 0
    op.cached = (flags & RETURN_FLAG.cached) !== 0
    op.late = (flags & RETURN_FLAG.late) !== 0
    op.attempts = detail >>> 16
    op.returnedValue = words[at + 3]
    op.version = joinVersion(words[at + 4], words[at + 5])
    op.judged = false
    op.staleUs = 0
    op.missed = 0
    op.capped = false
    if (op.outcome === 'ok') this.judge(op, this.operations.doubles[this.operations.doublesOf(row) + SINCE.mark])
    this.operations.close(slot)
    this.answers.returned(op, detail)
    if (op.journey >= 0) {
      this.series.returned(op)
      this.objectives.returned(op)
    }
    if (this.store.operations.keeps) this.log(op, nowUs)
    this.places++
    if (this.listeners.length > 0) for (const listener of this.listeners) listener.returned(op)
  }

  private log(op: OperationFacts, nowUs: number): void {
    writeOperationRow(op, this.row)
    this.store.operations.put(this.places, this.row, nowUs)
  }

  private judge(op: OperationFacts, mark: number): void {
    const { staleness } = this
    if (op.kind === 'write') staleness.acknowledge(op.key, op.version, mark, op.returnedUs)
    if (op.kind !== 'read') return
    staleness.judge(mark, op.version, op.invokedUs)
    op.judged = true
    op.staleUs = staleness.staleUs
    op.missed = staleness.missed
    op.capped = staleness.capped
  }

  private fillInvocation(op: OperationFacts, row: number): void {
    const { ints, doubles } = this.operations
    const i = this.operations.intsOf(row)
    op.client = ints[i + OPEN.client]
    op.count = ints[i + OPEN.count]
    op.class = ints[i + OPEN.class]
    op.journey = this.journeyOf[op.class]
    op.step = this.steps[op.class]
    op.kind = this.kindOf[op.class]
    op.key = ints[i + OPEN.key]
    op.value = ints[i + OPEN.value]
    op.session = ints[i + OPEN.session]
    op.invokedUs = doubles[this.operations.doublesOf(row) + SINCE.invokedUs]
  }
  private fill(row: number): OperationFacts {
    this.fillInvocation(this.open, row)
    return this.open
  }
}

/** The first of records from..to−1, in their order, at or after a moment; `to`: none. */
function firstSince(us: number, words: Int32Array, from: number, to: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >> 1
    if (timeOf(words, middle) < us) low = middle + 1
    else high = middle
  }
  return low
}
