/**
 * What the sixteen words and four floats of a queue slot mean in a cluster. A message, a piece of work in service, a timer and
 * a disk sync are the same slot under another event kind, so that a request, its service and its reply share one.
 */

/** Event kinds: word `W.event`. `inbox`: a message that waited out a stall in its receiver's inbox; `late`: one that comes at another time than was told when it was sent. */
export const EVENT = { message: 1, service: 2, timer: 3, sync: 4, flap: 5, scheduled: 6, inbox: 7, late: 8 } as const

export function isMessage(event: number): boolean {
  return event === EVENT.message || event === EVENT.late
}

/** Index of each int32 word in a slot. */
export const W = {
  event: 0,
  link: 1, // message: the link it travels on; flap: the link
  type: 2, // message type, timer kind, or sync token
  origin: 3, // the operation's client (node index) and count: the correlation id
  count: 4,
  path: 5, // causal path within the operation
  attempt: 6, // and COPIED
  call: 7, // the requester's name for this call; a reply carries it back
  key: 8,
  value: 9,
  a: 10, // free for the message type
  b: 11,
  c: 12,
  via: 13, // node that a balancer must hand the reply to, +1; 0: none
  from: 14, // message: sender; timer, sync: the node's incarnation
  to: 15, // message: receiver; timer, sync: the node
} as const

/**
 * Beside the attempt: its link delivered this message twice, and so it stands on answers to either copy. A copy's refusal says nothing
 * of the other's fate. No receiver could know that; here it is told, so that only what is doubtful is taken for doubtful.
 */
export const COPIED = 0x40000000
/** The attempt that a word names. */
export function attemptOf(word: number): number {
  return word & 0xffff
}
/** Beside the attempt, of a hedged copy: that it is one (made by a balancer), whom the other copy went to, and whether the two are tied. */
const HEDGED = 0x10000
const OTHER_SHIFT = 20
const OTHER_MASK = 0xff << OTHER_SHIFT
const TIED = 0x10000000
/** What a copy of the request that node `other` has adds to its attempt. */
export function besides(other: number, isTied: boolean): number {
  return ((other + 1) << OTHER_SHIFT) | (isTied ? TIED : 0)
}
/** The attempt of a balancer's `k`th copy, from 1. */
export function asCopy(word: number, k: number): number {
  return word + k * HEDGED
}
/** Of an answer that goes back to who knows nothing of copies. */
export function withoutCopy(word: number): number {
  return word & (0xffff | COPIED)
}
/** The node that has the other copy, −1: there is none. */
export function otherOf(word: number): number {
  return ((word & OTHER_MASK) >>> OTHER_SHIFT) - 1
}
/** The same where the two are tied. */
export function twinOf(word: number): number {
  return (word & TIED) === 0 ? -1 : otherOf(word)
}
export function isOfCopy(word: number): boolean {
  return (word & COPIED) !== 0
}

/** Index of each float64 in a slot. */
export const F = { version: 0, deadlineUs: 1, sentUs: 2, x: 3 } as const

/** What a draw is for: part of its key. Append only; a change is a new engine version. */
export const PURPOSE = {
  latency: 1,
  loss: 2,
  duplicate: 3,
  reorder: 4,
  service: 5,
  sync: 6,
  error: 7,
  arrival: 8,
  user: 9,
  choice: 10,
  backoff: 11,
  added: 12,
  gossip: 13,
  groupElection: 14,
  timeMaster: 15,
  payee: 16,
  amount: 17,
  election: 18,
  admission: 19,
  poison: 20,
  early: 22,
  lifetime: 23,
  throttle: 24,
  limit: 25,
  program: 26,
  breaker: 27,
  hedge: 28,
  fallback: 29,
  cache: 30,
  partition: 31,
  merge: 32,
} as const

/** Mixes a causal path with what happens next on it. Cheap; a bijection of `path` for fixed others. */
export function extendPath(path: number, by: number, attempt: number): number {
  let x = Math.imul(path ^ (by + Math.imul(attempt, 0x9e3779b1)), 0x2c1b3c6d)
  x = Math.imul(x ^ (x >>> 15), 0x297a2d39)
  return x ^ (x >>> 13)
}

/** A 32-bit name for a text (FNV-1a, then mixed): entities are keyed by id, so that adding a node shifts no draw. */
export function entityOf(text: string): number {
  let h = 0x811c9dc5
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193)
  return extendPath(h, text.length, 0)
}
