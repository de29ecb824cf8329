/**
 * The critical path of an operation: from its answer back to its intended send, always to what was waited for, as segments
 * without a gap, so that they sum to its latency to the microsecond. Where an attempt was given up, the path leads through
 * what that attempt was doing meanwhile: time in a queue counts as queueing also when nobody waited for the end of it.
 * (Back-walk over the happened-before relation, as in Barford and Crovella, SIGCOMM 2000, and The Mystery Machine, OSDI 2014.)
 */
import { latestOf } from './latest'
import { instantName } from './meanwhile'
import { IS_WORK, isPast, type Instant, type Message, type OperationMessages, type Visit } from './messages'

export const PARTS = ['network', 'queueing', 'service', 'disk', 'waiting'] as const
export type Part = (typeof PARTS)[number]
/** Why there was waiting. `noAnswer`: a word back did not come; `pause`: before another try; `others`: a timer, or work of others. */
export type Reason = 'none' | 'noAnswer' | 'pause' | 'stalled' | 'others'
export interface Segment {
  fromUs: number
  toUs: number
  part: Part
  reason: Reason
  node: number // where, −1: on a link
  link: number // −1: at a node
  /** What travelled, queued, was served, or was waited for. */
  message: Message | null
  visit: Visit | null // who waited
  within: Visit | null // whose doing went on at its end
  unfinished: boolean // it went on beyond the operation's end, or the attempt's
}
export interface Ending {
  invokedUs: number
  end: Instant // its return; at the playhead, of an open operation
  timedOut: boolean // a timer ended it, not an answer
}
export interface Surroundings {
  workers: readonly number[] // by node; 0: it takes up everything at once
  synced: ReadonlySet<string> // instantName of every disk sync
}

/** Nobody waits for a word back about these. */
const ONE_WAY = new Set(['cachePut', 'jobDone', 'job', 'repair', 'versionsRepair', 'shardMap', 'hints'])
export function expectsAnswer({ type, answers, isCopy }: Message): boolean {
  return answers === null && !isCopy && IS_WORK.has(type) && !ONE_WAY.has(type)
}
/** Segments in the order of time. */
export function criticalPath(operation: OperationMessages, ending: Ending, around: Surroundings): Segment[] {
  return new Walk(operation, ending, around).segments.reverse()
}

class Walk {
  readonly segments: Segment[] = [] // from the end backwards
  private readonly wordsBack = new Map<Message, Message[]>()

  constructor(
    private readonly operation: OperationMessages,
    { invokedUs, end, timedOut }: Ending,
    private readonly around: Surroundings,
  ) {
    for (const message of operation.messages) {
      const { answers } = message
      if (answers) this.wordsBack.set(answers, [...(this.wordsBack.get(answers) ?? []), message])
    }
    let now = end
    let visit = operation.root
    let cause = this.lastWord(end, timedOut)
    for (;;) {
      const since = cause ? lastStep(cause, now.at) : { us: invokedUs, at: -1 }
      let front: Message | null = null
      if (since.us < now.us) front = this.gap(visit, cause, since, now)
      const next: Message | null = front ?? cause
      if (next === null) return
      if (front === null) this.lifeOf(next, just(since))
      now = next.sent
      visit = next.visit
      cause = next.cause
    }
  }

  /** The answer that ended the operation; else the last one before its end. */
  private lastWord(end: Instant, timedOut: boolean): Message | null {
    const words = this.operation.messages.filter(
      (m) => m.answers?.visit === this.operation.root && m.fate === 'delivered' && m.ended.at < end.at,
    )
    const ended = timedOut ? undefined : latestOf(words, (m) => m.ended.us === end.us)
    return ended ?? words.reduce<Message | null>((a, b) => (a === null || b.ended.at > a.ended.at ? b : a), null)
  }

  /** Between what a visit had in hand and what it did then. Answers what it led through, if anything; that is then accounted for. */
  private gap(visit: Visit, cause: Message | null, since: Instant, now: Instant): Message | null {
    if (this.around.synced.has(instantName(visit.node, now.us))) {
      this.add(since.us, now.us, 'disk', { node: visit.node, visit })
      return null
    }
    const call = this.waitedFor(visit, cause, now)
    if (call === null) {
      if (cause !== null && this.isIdle(cause, now))
        this.add(since.us, now.us, 'waiting', { reason: 'stalled', node: cause.to, message: cause, visit })
      else
        this.add(since.us, now.us, 'waiting', {
          reason: this.isPause(visit, now) ? 'pause' : 'others',
          node: visit.node,
          visit,
        })
      return null
    }
    const front = this.front(call, now)
    const isLive = this.isLive(front, now)
    const stood = lastStep(front, now.at)
    if (!isLive) {
      const waiter = waiterFor(front, visit)
      const more = { reason: 'noAnswer', node: waiter.node, message: front, visit: waiter, within: visit } as const
      this.add(stood.us, now.us, 'waiting', { ...more, unfinished: true })
    }
    this.lifeOf(front, isLive ? now : just(stood))
    return front
  }

  /** What a visit was still waiting for: the latest of its calls without a word back, not those given up for a later one that was answered. */
  private waitedFor(visit: Visit, cause: Message | null, now: Instant): Message | null {
    const answered = cause?.answers?.visit === visit ? cause.answers : null
    const open = visit.calls.filter(
      (call) =>
        expectsAnswer(call) &&
        call.sent.at < now.at &&
        call.sent.us < now.us &&
        (answered === null || call.sent.us >= answered.sent.us) &&
        !(this.wordsBack.get(call) ?? []).some((word) => word.fate === 'delivered' && word.ended.at < now.at),
    )
    const newest = open.filter((call) => call.sent.us === open[open.length - 1].sent.us)
    return newest.find((call) => this.isLive(this.front(call, now), now)) ?? newest.at(0) ?? null
  }
  /** How far a call without a word back has come: what is under way or being done for it, or the last that was. */
  private front(call: Message, now: Instant): Message {
    const word = (this.wordsBack.get(call) ?? []).find((m) => m.sent.at < now.at)
    if (word) return word
    if (!call.begins || this.isLive(call, now)) return call
    const words = call.begins.calls.flatMap((sub) => this.wordsBack.get(sub) ?? [])
    const heard = latest(
      words.filter((m) => m.fate === 'delivered' && m.ended.at < now.at),
      (m) => m.ended,
    )
    const sub = this.waitedFor(call.begins, heard, now)
    return sub ? this.front(sub, now) : (heard ?? call)
  }
  private isLive(m: Message, { at }: Instant): boolean {
    if (m.ended.at >= at) return true
    if (m.fate === 'dropped') return false
    if (m.started.at < at) return m.finished.at >= at && m.abandoned.at >= at && !hasPassedOn(m, at)
    if (m.queued.at < at) return m.abandoned.at >= at && m.refused.at >= at
    return this.isIdle(m, { us: NaN, at })
  }
  /** It came to a node with workers that has not looked at it: the node is stalled. */
  private isIdle(m: Message, { at }: Instant): boolean {
    const isTouched = [m.queued, m.started, m.refused, m.abandoned].some((instant) => instant.at < at)
    return (
      m.ended.at < at && m.fate === 'delivered' && IS_WORK.has(m.type) && this.around.workers[m.to] > 0 && !isTouched
    )
  }
  private isPause(visit: Visit, now: Instant): boolean {
    if (visit.opener === null) return true
    const next = visit.calls.find((call) => call.sent.at === now.at)
    return next !== undefined && visit.calls.some((call) => call.type === next.type && call.sent.at < now.at)
  }

  /** A message's own time up to `now`: its way, and what it was to its receiver. */
  private lifeOf(m: Message, now: Instant): void {
    const end = (instant: Instant): number => (instant.at < now.at ? instant.us : now.us)
    const started = m.started.at < now.at
    const queued = m.queued.at < now.at
    const reached = m.ended.at < now.at && m.fate === 'delivered'
    const live = this.isLive(m, now)
    const { link, to: node } = m
    if (started && (m.finished.at < now.at || m.abandoned.at < now.at || live))
      this.add(m.started.us, end(min(m.finished, m.abandoned)), 'service', { node, message: m, unfinished: live })
    if (queued)
      this.add(m.queued.us, end(leftQueue(m)), 'queueing', {
        node,
        message: m,
        unfinished: live && !started,
      })
    if (reached) {
      const looked = min(min(m.queued, m.started), min(m.refused, m.abandoned))
      const until = looked.at < now.at ? looked.us : live ? now.us : m.ended.us
      this.add(m.ended.us, until, 'waiting', { reason: 'stalled', node, message: m, unfinished: looked.at >= now.at })
    }
    this.add(m.sent.us, end(m.ended), 'network', { link, message: m, unfinished: live && !reached })
  }

  private add(fromUs: number, toUs: number, part: Part, more: Partial<Segment>): void {
    if (toUs <= fromUs) return
    this.segments.push({
      fromUs,
      toUs,
      part,
      reason: 'none',
      node: -1,
      link: -1,
      message: null,
      visit: null,
      within: null,
      unfinished: false,
      ...more,
    })
  }
}

/** When it was taken out of the queue, to be served or not. */
export function leftQueue({ started, refused, abandoned }: Message): Instant {
  return min(min(started, refused), abandoned)
}
/** The latest thing that had happened to a message before the record at this place. */
export function lastStep(m: Message, at: number): Instant {
  let last = m.sent
  for (const instant of [m.ended, m.queued, m.started, m.finished, m.refused, m.abandoned])
    if (instant.at < at && instant.at > last.at) last = instant
  return last
}
/** A queue that pushes hands on what it starts. */
export function hasPassedOn(m: Message, at: number): boolean {
  return !isPast(m.finished) && (m.begins?.calls ?? []).some((call) => call.sent.at < at)
}
/** Who waits where a message has got no further: its sender for what was lost, or who has it in hand. */
function waiterFor(front: Message, otherwise: Visit): Visit {
  if (front.answers) return front.answers.visit // also who heard one word, and waits for others
  return front.fate === 'dropped' || isPast(front.refused) || isPast(front.abandoned)
    ? front.visit
    : (front.begins ?? otherwise)
}
/** The moment just after that. */
function just({ us, at }: Instant): Instant {
  return { us, at: at + 1 }
}
function latest(messages: readonly Message[], by: (m: Message) => Instant): Message | null {
  return messages.reduce<Message | null>((a, b) => (a === null || by(b).at > by(a).at ? b : a), null)
}
function min(a: Instant, b: Instant): Instant {
  return b.at < a.at ? b : a
}
