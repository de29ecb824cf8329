/**
 * Why an operation died, or why it was slow, as one code with parameters: the last obstacle on its critical path. The words
 * are the catalogue's. Parameters: `from`, `to`, `node` are node indices; `depth` a queue's; `us` microseconds; `tries` how many
 * calls of that kind were made, `same` how many of them met the same fate; `answer` 1 where it befell the way back; `late` 1 where
 * the deadline ended it; `gaveUp`, `cause` index OUTCOME_CAUSES: why no more was tried, why nothing was let through;
 * `why` index SHED_REASONS: why a queue turned it away.
 */
import { DROP_REASONS, OUTCOME_CAUSES, RETURN_FLAG, SHED_REASONS } from '../../cluster/journal'
import type { RecordRow } from '../recordRow'
import type { Part, Segment } from './criticalPath'
import { latestOf } from './latest'
import { instantName } from './meanwhile'
import { isPast, type Message, type OperationMessages } from './messages'

export type StoryCode =
  | 'linkCut'
  | 'messageLost'
  | 'nodeDown'
  | 'droppedByHand'
  | 'notMember'
  | 'queueFull'
  | 'shed'
  | 'crashed'
  | 'nodeStalled'
  | 'stillQueued'
  | 'stillServed'
  | 'onTheWay'
  | 'held'
  | 'noReply'
  | 'pausing'
  | 'rejected'
  | 'dependencyError'
  | 'refusedBy'
  | 'noQuorum'
  | 'tooSlow'
  | 'slow'
  | 'degraded'
  | 'underWay'
export interface Story {
  code: StoryCode
  params: Record<string, number>
}
export interface Ended {
  outcome: 'ok' | 'fail' | 'info' | 'open'
  cause: number
  flags: number
  attempts: number
}

type Cause = (typeof OUTCOME_CAUSES)[number]
const OF_REASON: Record<(typeof DROP_REASONS)[number], StoryCode> = {
  cut: 'linkCut',
  lost: 'messageLost',
  nodeDown: 'nodeDown',
  queueFull: 'queueFull',
  byHand: 'droppedByHand',
  noLink: 'linkCut',
  notMember: 'notMember',
}

/** `changes`: what happened to nodes meanwhile. */
export function storyOf(
  operation: OperationMessages,
  path: readonly Segment[],
  ended: Ended,
  changes: readonly RecordRow[],
): Story | null {
  const late = ended.outcome !== 'open' && OUTCOME_CAUSES[ended.cause] === 'deadline' ? 1 : 0
  if (ended.outcome === 'ok') return okStory(operation, path, ended.flags)
  const story = died(operation, path, OUTCOME_CAUSES[ended.cause] ?? 'none', changes)
  if (story === null)
    return ended.outcome === 'open'
      ? { code: 'underWay', params: biggest(path) }
      : { code: 'tooSlow', params: { ...biggest(path), late } }
  const gaveUp = latestOf(operation.acts, ({ event }) => event === 'retryRejected')?.cause ?? 0
  return { code: story.code, params: { ...story.params, attempts: ended.attempts, late, gaveUp } }
}

function okStory(operation: OperationMessages, path: readonly Segment[], flags: number): Story {
  const late = (flags & RETURN_FLAG.late) === 0 ? 0 : 1
  if ((flags & RETURN_FLAG.degraded) !== 0) return degraded(operation, late)
  return { code: 'slow', params: { ...biggest(path), late } }
}

/** Something was missing or old in the answer: what was asked in vain, or was not asked at all. */
function degraded({ acts, messages }: OperationMessages, late: number): Story {
  const act = latestOf(acts, ({ event }) => event === 'rejected' || event === 'fellBack')
  const asked = latestOf(messages, (m) => m.type === 'recommend')
  if (act?.event === 'rejected' || (act === undefined && asked === undefined))
    return {
      code: 'degraded',
      params: {
        node: act?.called ?? -1,
        rejected: 1,
        cause: act?.cause ?? OUTCOME_CAUSES.indexOf('breakerOpen'),
        late,
      },
    }
  return { code: 'degraded', params: { node: act?.called ?? asked?.to ?? -1, rejected: 0, cause: 0, late } }
}

function died(
  operation: OperationMessages,
  path: readonly Segment[],
  cause: Cause,
  changes: readonly RecordRow[],
): Story | null {
  const spokeLast = latestOf(operation.messages, (m) => m.answers !== null && m.fate === 'delivered' && deepest(m))
  if (cause === 'overloaded') {
    const refused = latestOf(operation.messages, (m) => isPast(m.refused))
    if (refused) return turnedAway(operation, refused)
  }
  if (REJECTIONS.has(cause)) return rejected(operation, cause, spokeLast?.from ?? -1)
  if (cause === 'dependencyError') return { code: 'dependencyError', params: { node: spokeLast?.from ?? -1 } }
  const obstacle = latestOf(
    path,
    ({ message, unfinished, reason }) => message !== null && (unfinished || reason === 'noAnswer'),
  )
  if (obstacle?.message) return fateOf(operation, obstacle, obstacle.message, changes)
  if (cause === 'refused' || cause === 'overloaded')
    return { code: 'refusedBy', params: { node: spokeLast?.from ?? -1 } }
  if (cause === 'noQuorum') return { code: 'noQuorum', params: { node: spokeLast?.from ?? -1 } }
  if (path.at(-1)?.reason === 'pause') return { code: 'pausing', params: { node: path.at(-1)?.node ?? -1 } }
  return null
}

/** A caller's own policy let no call through. */
const REJECTIONS = new Set<Cause>(['breakerOpen', 'bulkheadFull', 'limitReached', 'rateLimited', 'throttled'])
function rejected({ acts }: OperationMessages, cause: Cause, node: number): Story {
  const act = latestOf(acts, ({ event }) => event === 'rejected')
  return {
    code: 'rejected',
    params: { cause: OUTCOME_CAUSES.indexOf(cause), node: act?.visit.node ?? node, called: act?.called ?? -1 },
  }
}

function fateOf(operation: OperationMessages, at: Segment, m: Message, changes: readonly RecordRow[]): Story {
  const [from, to] = [m.from, m.to]
  const answer = m.answers === null ? 0 : 1
  const us = at.toUs - at.fromUs
  const again = tries(operation, m)
  if (m.fate === 'dropped') {
    return { code: OF_REASON[DROP_REASONS[m.reason]], params: { from, to, node: to, answer, ...again } }
  }
  if (isPast(m.refused)) return turnedAway(operation, m)
  if (isPast(m.abandoned)) return { code: 'crashed', params: { node: to, us, ...again } }
  if (at.part === 'queueing') return { code: 'stillQueued', params: { node: to, depth: m.depth, us, ...again } }
  if (at.part === 'service') return { code: 'stillServed', params: { node: to, us, ...again } }
  if (at.part === 'network') return { code: m.held ? 'held' : 'onTheWay', params: { from, to, answer, us, ...again } }
  if (at.reason === 'stalled') return { code: 'nodeStalled', params: { node: to, us, ...again } }
  const wentDown = changes.some(
    (c) => c.node === to && c.type.startsWith('crashed') && c.atUs >= m.sent.us && c.atUs <= at.toUs,
  )
  return { code: wentDown ? 'crashed' : 'noReply', params: { node: to, us, ...again } }
}
function turnedAway(operation: OperationMessages, m: Message): Story {
  const again = tries(operation, m)
  if (SHED_REASONS[m.why] === 'queueFull')
    return { code: 'queueFull', params: { node: m.to, depth: m.depth, ...again } }
  return { code: 'shed', params: { node: m.to, why: m.why, depth: m.depth, ...again } }
}

/** How often its sender tried the like, and how many of those went the same way. */
function tries(operation: OperationMessages, m: Message): { tries: number; same: number } {
  const call = m.answers ?? m
  const like = operation.messages.filter(
    (c) => c.answers === null && !c.isCopy && c.type === call.type && c.from === call.from,
  )
  const moments = new Set(like.map((c) => c.sent.us))
  const isSame = (c: Message): boolean =>
    m.answers === null
      ? c.fate === m.fate && c.reason === m.reason && isPast(c.refused) === isPast(m.refused)
      : c === call
  return { tries: moments.size, same: new Set(like.filter(isSame).map((c) => c.sent.us)).size }
}
/** Whether it is what a node says by itself, not what it passes on from another. */
function deepest(m: Message): boolean {
  return m.cause === null || m.cause.answers === null
}

/** The part and place that most of the time went into. */
export function biggest(path: readonly Segment[]): {
  part: number
  node: number
  link: number
  us: number
  ofUs: number
} {
  const sums = new Map<string, { segment: Segment; us: number }>()
  let ofUs = 0
  for (const segment of path) {
    const us = segment.toUs - segment.fromUs
    ofUs += us
    const name = `${segment.part} ${instantName(segment.node, segment.link)}`
    sums.set(name, { segment, us: us + (sums.get(name)?.us ?? 0) })
  }
  const [first] = [...sums.values()].sort((a, b) => b.us - a.us)
  if (!first) return { part: 0, node: -1, link: -1, us: 0, ofUs }
  const { segment, us } = first
  return { part: PART_INDEX[segment.part], node: segment.node, link: segment.link, us, ofUs }
}
const PART_INDEX: Record<Part, number> = { network: 0, queueing: 1, service: 2, disk: 3, waiting: 4 }
