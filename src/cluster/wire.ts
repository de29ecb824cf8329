/**
 * What requests and answers between services look like in a slot's words, and the statuses they carry.
 *
 * request: a = OP, b = quorum (r or w; of a call, how many leaves to ask) | flags | level, c = user, key, value, deadline. via = the balancers passed, innermost first.
 * storeRead, storeWrite, storeTransfer: a = OP, b = quorum | level, key, value; float version = the oldest version that the session may
 *   see (0: any), float x = for a bounded read the greatest age in microseconds; for a transfer the amount (key → value, two accounts);
 *   c = epoch of the map of shards that it was sent by, or where its key was placed by another rule (`placedAt`).
 * answer, storeAnswer: a = STATUS, b = cause (OUTCOME_CAUSES), c = RETURN_FLAG bits, value, version; with RETURN_FLAG.stale, float x =
 *   upper bound of the answer's age in microseconds, −1: unknown; with RETURN_FLAG.copied, float deadlineUs = how long ago the copy was
 *   made, −1: unknown. With STATUS.elsewhere, c = index of the node to ask, +1; 0: unknown.
 */
import { FLOATS_SHIFT, WORDS_SHIFT } from '../kernel/eventQueue'
import type { Cluster } from './contract'
import { OUTCOME_CAUSES } from './journal'
import { F, W } from './layout'
import { TYPE } from './messageTypes'
import type { ClusterNode } from './node'

export const OP = { read: 1, write: 2, submit: 3, call: 4, transfer: 5 } as const
/** Flags in word b, above the quorum. */
export const ASK = { recommendations: 0x100, emitsJob: 0x200, copies: 0x400 } as const
/** Of word b of a call: how many leaves it asks; 0: as many as its server is set to. */
export const FAN_OUT_MASK = 0xff
/** `failed`: surely not done. `unknown`: it may have taken effect, or may yet. `elsewhere`: not done; another node leads. */
export const STATUS = { ok: 0, failed: 1, unknown: 2, elsewhere: 3 } as const
export const CAUSE = Object.fromEntries(OUTCOME_CAUSES.map((c, i) => [c, i])) as Record<
  (typeof OUTCOME_CAUSES)[number],
  number
>

/**
 * How fresh an operation must be, chosen per operation (the five levels of Azure Cosmos DB). `mode`: not chosen; the store's mode
 * decides by its quorum. In bits 12..14 of word b.
 */
export const LEVEL = { mode: 0, strong: 1, bounded: 2, session: 3, prefix: 4, eventual: 5 } as const
export const LEVEL_SHIFT = 12
export function levelOf(ask: number): number {
  return (ask >> LEVEL_SHIFT) & 7
}
const LEVEL_NAMES = ['quorum', 'strong', 'bounded', 'session', 'prefix', 'eventual'] as const
/** 'quorum': not chosen. */
export function levelName(ask: number): (typeof LEVEL_NAMES)[number] {
  return LEVEL_NAMES[levelOf(ask)]
}

/**
 * How important an operation is to its callers (the SRE book, ch. 21), most important first; in bits 16..17 of word b of requests
 * and of what the store is asked. What nobody marked is critical.
 */
export const CRITICALITIES = ['criticalPlus', 'critical', 'sheddablePlus', 'sheddable'] as const
export type Criticality = (typeof CRITICALITIES)[number]
const CRITICALITY_SHIFT = 16
const CRITICAL = 1
export const CRITICALITY_MASK = 3 << CRITICALITY_SHIFT
/** As bits of word b: 0 for `critical`. */
export function criticalityBits(criticality: Criticality): number {
  return (CRITICALITIES.indexOf(criticality) ^ CRITICAL) << CRITICALITY_SHIFT
}
/** Its index in CRITICALITIES. */
export function criticalityOf(ask: number): number {
  return ((ask & CRITICALITY_MASK) >> CRITICALITY_SHIFT) ^ CRITICAL
}

/**
 * Where a key was placed by another rule than the store's map of shards: stands where the epoch of the map does, so that whoever is
 * asked does not look for the key's homes by its own map. Below 0. `epoch`: of the map that whoever asks knows all the same.
 */
export function placedAt(shard: number, epoch: number): number {
  return ~((epoch << SHARD_BITS) | shard)
}
export function isPlaced(word: number): boolean {
  return word < 0
}
/** The shard that `placedAt` was told. */
export function shardNamed(word: number): number {
  return ~word & ((1 << SHARD_BITS) - 1)
}
/** Epoch of the sender's map, of either kind of word. */
export function epochTold(word: number): number {
  return isPlaced(word) ? ~word >> SHARD_BITS : word
}
const SHARD_BITS = 8

/** Puts status, cause and flags on an answer about to travel. */
export function mark(cluster: Cluster, slot: number, status: number, cause: number, flags = 0): void {
  const words = cluster.queue.words
  const w = slot << WORDS_SHIFT
  words[w | W.a] = status
  words[w | W.b] = cause
  words[w | W.c] = flags
}
/** What was asked of a store that answers later: what its answer must carry. */
export interface Asked {
  origin: number
  count: number
  path: number
  attempt: number
  call: number
  key: number
}
/** Sends the answer of a store to whoever asked; its slot, yet to be marked. `ageUs`: of a stale answer, −1: unknown. */
export function answerLater(
  cluster: Cluster,
  node: ClusterNode,
  asker: number,
  { origin, count, path, attempt, call, key }: Asked,
  value: number,
  version: number,
  ageUs = -1,
): number {
  const m = cluster.send(node, cluster.nodes[asker], TYPE.storeAnswer, origin, count, path, attempt)
  const { words, floats } = cluster.queue
  words[(m << WORDS_SHIFT) | W.call] = call
  words[(m << WORDS_SHIFT) | W.key] = key
  words[(m << WORDS_SHIFT) | W.value] = value
  floats[(m << FLOATS_SHIFT) | F.version] = version
  floats[(m << FLOATS_SHIFT) | F.x] = ageUs
  return m
}
/** A stamp's time counts from so long before a run begins, so that a clock set back by days still stamps above 0. */
export const STAMP_EPOCH_US = 1099511627776
/** A stamp is a time and, below it, a number under this. */
export const STAMPS = 256

/** A number that names the operation behind a slot, for keyed draws. */
export function operationKey(cluster: Cluster, origin: number, count: number): number {
  return Math.imul(count, 0x9e3779b1) ^ cluster.nodes[origin].entity
}

/** Remembers the node that a reply must go back to. Node indices stay below 255, and at most four are passed. */
export function pushVia(via: number, node: number): number {
  return (via << 8) | (node + 1)
}
export function topVia(via: number): number {
  return (via & 255) - 1
}
export function popVia(via: number): number {
  return via >>> 8
}

/**
 * One attempt of one operation, as a small integer: for tables of what has not been answered yet (four times as fast as a name
 * with the origin in it). A cluster has one node of clients, so that the count alone names the operation.
 */
export function requestName(count: number, attempt: number): number {
  return (count << 3) | ((attempt + 3 * (attempt >>> 16)) & 7) // a hedged copy is another one
}
