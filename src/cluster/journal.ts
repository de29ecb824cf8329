/**
 * The journal: what happened, as compact records of eight int32 words in append-only chunks. Everything observed
 * (metrics, traces, histories, verdicts, frames) is a fold over it; nothing in the world knows that anyone watches.
 * The fingerprint is a digest over every record, in order, so this layout is part of the engine's version.
 *
 * Word 0: kind | detail << 8 (24 bits). Words 6, 7: virtual time in microseconds, low 32 bits and the rest.
 */
import { Digest } from '../kernel/digest'

export const STRIDE = 8
export const CHUNK_RECORDS = 256 // 8 kB: what is folded is still in the first cache (with 128 kB, folding took twice as long)

/**
 * kind            detail (24 bits)                    words 1..5
 * INVOKE          operation class                     client, count, key, value, session
 * RETURN          outcome | cause's low 4 bits<<4, high 2<<2 | flags<<8 | attempts<<16   client, count, value, version low, version high   (outcomeOf, causeOf)
 * SENT            type                                link, origin, count, path, bytes of a sized type; of others the flight in microseconds, −1: not told
 * DELIVERED       type                                link, origin, count, path, 0   (not written where SENT told the flight, nothing kept the message, and its coming was the first thing to happen in its microsecond: see deliveries.ts)
 * DROPPED         type | reason<<8                    link, origin, count, path, microseconds since it was sent
 * HELD            type                                link, origin, count, path, 0   (kept from its receiver when it would have come, by its link or by a rule)
 * QUEUED          type                                node, origin, count, queue depth after, busy workers
 * STARTED         type                                node, origin, count, queue depth after, busy workers after
 * FINISHED        type                                node, origin, count, queue depth, busy workers after
 * REFUSED         type | SHED_REASONS index<<8        node, origin, count, queue depth, busy workers   (turned away at the door)
 * ABANDONED       type | (was waiting: 0, in service: 1)<<8    node, origin, count, queue depth after, busy workers after   (lost in a crash)
 * APPLIED         0                                   node, key, value, version low, version high
 * SYNCED          0                                   node, 0, 0, 0, 0
 * NODE            NODE_CHANGES index                  node, parameter, 0, 0, 0
 * LINK            LINK_CHANGES index                  link, parameter, 0, 0, 0
 * STATE           STATE_CODES index                   node, subject, from, to, which of several
 * CAUSED          0                                   client, count, origin, origin's count, 0   (a background operation and what caused it)
 * AGED            0                                   client, count, upper bound of the answer's age in ms, how long ago its copy was made in ms, 0   (beside a RETURN flagged stale; −1: unknown)
 * CALL            CALL_EVENTS index | cause<<8        node, origin, count, called node, which policy of the node   (what the caller's own policy did)
 * SHED            type | SHED_REASONS index<<8        node, origin, count, queue depth after, busy workers   (taken out of the queue unserved)
 * DECISION        contract | DECISION_STATUS<<8    node, origin, count, 1 + called node (0: none) | which policy<<16, the answer as its contract notes it   (what is built in decided, for a learner's policy failed)
 */
export const KIND = {
  INVOKE: 1,
  RETURN: 2,
  SENT: 3,
  DELIVERED: 4,
  DROPPED: 5,
  HELD: 6,
  QUEUED: 7,
  STARTED: 8,
  FINISHED: 9,
  REFUSED: 10,
  ABANDONED: 11,
  APPLIED: 12,
  SYNCED: 13,
  NODE: 14,
  LINK: 15,
  STATE: 16,
  CAUSED: 17,
  AGED: 18,
  CALL: 19,
  SHED: 20,
  DECISION: 21,
} as const
export const KIND_NAMES = ['', ...Object.keys(KIND).map((k) => k.toLowerCase())]

export const OUTCOME = { ok: 0, fail: 1, info: 2 } as const
/**
 * Flags of RETURN. `degraded`: a part is missing or stood in for; the cause says why. `cached`: its extras came from the cache. `stale`: it may
 * be, a record AGED says by how much. `copied`: its data is a copy from the cache. `bare`: its extras are missing.
 */
export const RETURN_FLAG = { degraded: 1, cached: 2, late: 4, stale: 8, copied: 16, bare: 32 } as const
/** Why an operation did not end as ok, or why a caller's policy let no call or no further attempt through. At most 64; append only. */
export const OUTCOME_CAUSES = [
  'none',
  'deadline',
  'timeout',
  'overloaded',
  'refused',
  'noQuorum',
  'dependencyError',
  'breakerOpen',
  'crashed',
  'unreachable',
  'bulkheadFull',
  'limitReached',
  'rateLimited',
  'throttled',
  'budgetEmpty',
  'retriesThrottled',
  'attemptsUsed',
  'switchedOff',
  'calledOff', // its tied copy has begun
] as const
/** What the policy of an edge did to a call: rejected it, ended its retries, asked a second time, answered in its place, called one off. */
export const CALL_EVENTS = ['rejected', 'retryRejected', 'hedged', 'fellBack', 'calledOff'] as const
/** How a policy failed: it `threw`, went beyond its `budget`, or gave an answer that is `refused`. */
export const DECISION_STATUS = { threw: 1, budget: 2, refused: 3 } as const
export const DROP_REASONS = ['cut', 'lost', 'nodeDown', 'queueFull', 'byHand', 'noLink', 'notMember'] as const
/** Why work was turned away at the door (REFUSED) or taken out of the queue unserved (SHED). Append only. */
export const SHED_REASONS = [
  'queueFull',
  'tooLate', // no answer could come before its deadline
  'lessImportant', // the queue is too full for its criticality
  'overRate',
  'overLimit', // as many are under way as the concurrency limit allows
  'waitedTooLong',
  'standingQueue', // the wait has been too long for too long (CoDel)
  'calledOff', // its tied copy has begun elsewhere
  'byPolicy', // a learner's policy did not let it in
] as const
export type ShedReason = (typeof SHED_REASONS)[number]
export const NODE_CHANGES = [
  'crashed',
  'crashedDiskLost',
  'restarted',
  'stalled',
  'resumed',
  'slowed',
  'diskStalled',
  'diskResumed',
  'clockOffset',
  'clockDrift',
  'degraded',
  'joining',
  'joined',
  'booting',
  'serving',
  'draining',
  'standingBy',
] as const
export const LINK_CHANGES = [
  'cut',
  'healed',
  'held',
  'released',
  'delayed',
  'lossy',
  'duplicating',
  'reordering',
  'limited',
  'flapping',
  'flapDown',
  'flapUp',
] as const
export const STATE_CODES = [
  'breaker',
  'autoscale',
  'role',
  'term',
  'member',
  'conflict',
  'shards',
  'deadLetters', // how many there are
  'rebalancing', // of consumer group `subject`: from a generation, with so many members
  'rebalanced', // of consumer group `subject`: so many partitions moved, the new generation
  'flag',
  'health',
  'panic',
] as const

/** One run of records. `words` is reused once its consumers have folded it. */
export interface Chunk {
  words: Int32Array // CHUNK_RECORDS × STRIDE
  length: number // records
}
export type Fold = (words: Int32Array, records: number) => void

const STRIDE_SHIFT = 3
const TWO_32 = 4294967296
const TWO_TO_MINUS_32 = 2.3283064365386963e-10

/** Where record `i` begins. A compiler sees from the mask that no index from here on is negative or overflows, and asks less of each. */
export function placeOf(i: number): number {
  return (i & 0xffffff) << STRIDE_SHIFT
}
/** Microseconds of record `i`. */
export function timeOf(words: Int32Array, i: number): number {
  return timeAt(words, placeOf(i))
}
/** Microseconds of the record at `at`. */
export function timeAt(words: Int32Array, at: number): number {
  return words[at + 7] * TWO_32 + (words[at + 6] >>> 0)
}
/** The outcome, and the cause, in the detail of a RETURN. */
export function outcomeOf(detail: number): number {
  return detail & 3
}
export function causeOf(detail: number): number {
  return ((detail >>> 4) & 15) | ((detail & 12) << 2)
}
/** Joins the two words of a version (a non-negative safe integer). */
export function joinVersion(low: number, high: number): number {
  return high * TWO_32 + (low >>> 0)
}

export class Journal {
  readonly words = new Int32Array(CHUNK_RECORDS * STRIDE)
  length = 0
  total = 0 // records handed on so far
  private digest = new Digest()
  private readonly folds: Fold[] = []

  /** `clock`: whose time records bear. It is not handed over with each, for a number too great for an integer is made an object for every call. */
  constructor(private readonly clock: { readonly nowUs: number }) {}

  /** Folds see every record once, in order, a chunk at a time; `flush` brings them up to the present. */
  attach(fold: Fold): void {
    this.folds.push(fold)
  }
  detach(fold: Fold): void {
    const at = this.folds.indexOf(fold)
    if (at >= 0) this.folds.splice(at, 1)
  }

  append(head: number, a: number, b: number, c: number, d: number, e: number): void {
    if (this.length === CHUNK_RECORDS) this.flush()
    const w = this.words
    const { nowUs } = this.clock
    const at = placeOf(this.length++)
    w[at] = head
    w[at + 1] = a
    w[at + 2] = b
    w[at + 3] = c
    w[at + 4] = d
    w[at + 5] = e
    w[at + 6] = nowUs
    w[at + 7] = nowUs * TWO_TO_MINUS_32
  }

  flush(): void {
    const n = this.length
    if (n === 0) return
    this.digest.block(this.words, 0, n * STRIDE)
    for (const fold of this.folds) fold(this.words, n)
    this.total += n
    this.length = 0
  }

  /** The run's fingerprint so far: 16 hex digits or more. */
  fingerprint(): string {
    this.flush()
    return this.digest.hex()
  }

  save(): { digest: Digest; total: number } {
    this.flush()
    return { digest: this.digest.clone(), total: this.total }
  }
  load(saved: { digest: Digest; total: number }): void {
    this.length = 0
    this.digest = saved.digest.clone()
    this.total = saved.total
  }
}
