/**
 * An operation's records as messages, each with its way, the work that it was to its receiver, and what made its sender send
 * it. Records name no cause; it is found by these rules, in this order:
 * 1. What the sender took up in that very microsecond (a handler sends at once), told apart by causal paths where several are.
 * 2. The message that its causal path came from (lineage.ts): then a timer or a disk lies between.
 * 3. The last one that the sender had taken up before.
 */
import type { CALL_EVENTS } from '../../cluster/journal'
import { MESSAGE_TYPES } from '../../cluster/messageTypes'
import type { RecordRow } from '../recordRow'
import { latestOf } from './latest'
import { duplicates, follows, parentOf, sendersPath, type RoadFacts } from './lineage'

/** When something happened: virtual time, and its place among the operation's records (Infinity: not yet, NaN as a time). */
export interface Instant {
  us: number
  at: number
}
export interface Message {
  type: string
  link: number
  from: number
  to: number
  path: number
  sent: Instant
  /** Delivered, or lost. */
  ended: Instant
  fate: 'delivered' | 'dropped' | 'underWay'
  reason: number // DROP_REASONS, of a dropped one
  held: boolean
  queued: Instant
  started: Instant
  finished: Instant
  refused: Instant // turned away at the door, or taken out of the queue unserved
  abandoned: Instant
  depth: number // of the queue that it joined, or that turned it away
  why: number // SHED_REASONS, of a refused one
  isCopy: boolean // a link's second copy of a message
  /** What made its sender send it; null: the operation's own client. */
  cause: Message | null
  /** What its sender was doing. */
  visit: Visit
  /** What it began at its receiver; null while it has not come, and of an answer. */
  begins: Visit | null
  /** The message that it is a word back about. */
  answers: Message | null
}
/** One node's dealing with one message: all that it sends for it. */
export interface Visit {
  node: number
  opener: Message | null // null: the operation at its client
  calls: Message[]
}
/** What the policy of a caller did to a call, or in its place. */
export interface PolicyAct {
  event: (typeof CALL_EVENTS)[number]
  cause: number // OUTCOME_CAUSES
  called: number // node, −1: none in particular
  when: Instant
  visit: Visit
}
export interface OperationMessages {
  root: Visit
  messages: Message[] // in the order of sending
  acts: PolicyAct[]
}

const NEVER: Instant = { us: NaN, at: Infinity }
const TYPE_INDEX = new Map(MESSAGE_TYPES.map(({ name }, i) => [name, i]))
export const IS_WORK: ReadonlySet<string> = new Set(
  MESSAGE_TYPES.filter(({ shape }) => shape === 'request' || shape === 'replication').map(({ name }) => name),
)

/** Records of one operation, in order; `client` is the node that invoked it. */
export function messagesOf(
  client: number,
  records: readonly RecordRow[],
  roads: readonly RoadFacts[],
): OperationMessages {
  const reading = new Reading(client, records, roads)
  records.forEach((record, at) => {
    reading.take(record, at)
  })
  return { root: reading.root, messages: reading.messages, acts: reading.acts }
}

class Reading {
  readonly messages: Message[] = []
  readonly acts: PolicyAct[] = []
  readonly root: Visit
  private readonly known = new Map<number, Map<number, Message>>() // by node: path → message that came there
  private readonly takenUp = new Map<number, { us: number; message: Message }[]>() // by node, latest last
  private rootPath: number | null = null

  constructor(
    private readonly client: number,
    private readonly records: readonly RecordRow[],
    private readonly roads: readonly RoadFacts[],
  ) {
    this.root = { node: client, opener: null, calls: [] }
  }

  take(record: RecordRow, at: number): void {
    const now = { us: record.atUs, at }
    if (record.kind === 'sent') this.sent(record, now)
    else if (record.kind === 'delivered' || record.kind === 'dropped') this.ended(record, now)
    else if (record.kind === 'held') {
      const message = this.onItsWay(record)
      if (message) message.held = true
    } else if (record.kind === 'call') this.acted(record, now)
    else if (WORK.has(record.kind)) this.work(record, now)
  }

  private sent(record: RecordRow, now: Instant): void {
    const road = this.roads[record.link]
    const path = record.id?.path ?? 0
    const type = TYPE_INDEX.get(record.type) ?? 0
    const before = this.messages.at(-1)
    const isCopy =
      before !== undefined &&
      before.sent.us === now.us &&
      before.link === record.link &&
      before.type === record.type &&
      duplicates(path, before.path)
    const cause = isCopy ? before.cause : this.causeOf(path, road, type, now.us)
    const visit = this.visitOf(cause)
    const opener = visit.opener
    const message: Message = {
      type: record.type,
      link: record.link,
      from: road.from,
      to: road.to,
      path,
      sent: now,
      ended: NEVER,
      fate: 'underWay',
      reason: 0,
      held: false,
      queued: NEVER,
      started: NEVER,
      finished: NEVER,
      refused: NEVER,
      abandoned: NEVER,
      depth: 0,
      why: 0,
      isCopy,
      cause,
      visit,
      begins: null,
      answers: opener !== null && opener.from === road.to ? opener : null,
    }
    this.messages.push(message)
    visit.calls.push(message)
  }

  private visitOf(cause: Message | null): Visit {
    return cause === null ? this.root : ((cause.begins ?? cause.answers?.visit) as Visit)
  }
  private acted(record: RecordRow, when: Instant): void {
    const [cause, called] = record.detail
    const here = latestOf(this.takenUp.get(record.node) ?? [], ({ message }) => !isInService(message))
    const isClient = record.node === this.client
    const visit = this.visitOf(isClient && here?.us !== when.us ? null : (here?.message ?? null))
    this.acts.push({ event: record.type as PolicyAct['event'], cause, called, when, visit })
  }

  private causeOf(path: number, road: RoadFacts, type: number, nowUs: number): Message | null {
    const here = this.takenUp.get(road.from) ?? []
    const now = here.filter(({ us }) => us === nowUs).map(({ message }) => message)
    if (now.length > 0) return now.find((m) => follows(path, m.path, road, type)) ?? (now.at(-1) as Message)
    const known = this.known.get(road.from)
    const isClient = road.from === this.client
    if (isClient && this.rootPath === null && known === undefined) this.rootPath = sendersPath(path, road, type, 1)
    const mayBe: Map<number, Message | null> = new Map(known ?? [])
    if (isClient && this.rootPath !== null) mayBe.set(this.rootPath, null)
    const found = parentOf(path, road, type, wrapped(mayBe))
    if (found) return found.message
    return isClient ? null : (latestOf(here, ({ message }) => !isInService(message))?.message ?? null)
  }

  private onItsWay(record: RecordRow): Message | undefined {
    const path = record.id?.path
    return this.messages.find((m) => m.fate === 'underWay' && m.path === path && m.link === record.link)
  }
  private ended(record: RecordRow, now: Instant): void {
    const message = this.onItsWay(record)
    if (!message) return
    message.ended = now
    message.fate = record.kind === 'dropped' ? 'dropped' : 'delivered'
    if (message.fate === 'dropped') message.reason = record.detail[0] ?? 0
    else this.arrived(message, now.us)
  }
  private arrived(message: Message, nowUs: number): void {
    if (message.answers === null) message.begins = { node: message.to, opener: message, calls: [] }
    const known = this.known.get(message.to) ?? new Map<number, Message>()
    known.set(message.path, message)
    this.known.set(message.to, known)
    this.takeUp(message, nowUs)
  }

  private work(record: RecordRow, now: Instant): void {
    const message = this.workedOn(record, now)
    if (!message) return
    const { us } = now
    if (record.kind === 'queued') {
      message.queued = now
      message.depth = record.detail[0] ?? 0
      this.putBack(message)
    } else if (record.kind === 'started') {
      message.started = now
      this.takeUp(message, us)
    } else if (record.kind === 'finished') {
      message.finished = now
      this.takeUp(message, us)
    } else if (record.kind === 'refused' || record.kind === 'shed') {
      message.refused = now
      message.depth = record.detail[0] ?? 0
      message.why = record.detail[2] ?? 0
      this.takeUp(message, us)
    } else {
      message.abandoned = now
      this.putBack(message)
    }
  }

  /** Records of work name no message: the longest waiting of that type, and of several in service the one that is sent for next. */
  private workedOn(record: RecordRow, now: Instant): Message | undefined {
    const here = this.messages.filter(
      (m) =>
        m.fate === 'delivered' &&
        m.to === record.node &&
        m.type === record.type &&
        !isPast(m.finished) &&
        !isPast(m.refused) &&
        !isPast(m.abandoned),
    )
    const inService = here.filter((m) => isPast(m.started))
    const notStarted = here.filter((m) => !isPast(m.started))
    if (record.kind === 'finished') return inService.find((m) => this.isSentForNow(m, now)) ?? inService[0]
    if (record.kind === 'abandoned') return record.detail[2] === 1 ? inService[0] : notStarted[0]
    if (record.kind === 'started' || record.kind === 'shed')
      return notStarted.find((m) => isPast(m.queued)) ?? notStarted.at(0)
    return notStarted.find((m) => !isPast(m.queued))
  }
  private isSentForNow(message: Message, now: Instant): boolean {
    for (let i = now.at + 1; this.records[i]?.atUs === now.us; i++) {
      const { kind, link, type, id } = this.records[i]
      if (kind !== 'sent' || this.roads[link].from !== message.to) continue
      if (follows(id?.path ?? 0, message.path, this.roads[link], TYPE_INDEX.get(type) ?? 0)) return true
    }
    return false
  }

  private takeUp(message: Message, us: number): void {
    const here = this.takenUp.get(message.to) ?? []
    here.push({ us, message })
    this.takenUp.set(message.to, here)
  }
  /** It waits after all. */
  private putBack(message: Message): void {
    const here = this.takenUp.get(message.to) ?? []
    this.takenUp.set(
      message.to,
      here.filter((taken) => taken.message !== message),
    )
  }
}

const WORK = new Set(['queued', 'started', 'finished', 'refused', 'shed', 'abandoned'])

function isInService({ started, finished }: Message): boolean {
  return isPast(started) && !isPast(finished)
}
export function isPast({ at }: Instant): boolean {
  return at !== Infinity
}
function wrapped(messages: ReadonlyMap<number, Message | null>): Map<number, { message: Message | null }> {
  return new Map([...messages].map(([path, message]) => [path, { message }]))
}
