/** A participant: locks, votes, and, having voted yes, waits for the outcome however long that takes. */
import { CAUSE, LEVEL, STATUS } from '../../../cluster/wire'
import type { Answer, Asker, Request } from '../state'
import { keysOf } from './image'
import type { Entry, Turn, Word } from './state'

type Unsent<W> = W extends Word ? Omit<W, 'from' | 'to'> : never

export function say({ rules, out }: Turn, to: number, word: Unsent<Word>, bytes = 64): void {
  out.push({ kind: 'word', word: Object.freeze({ ...word, from: rules.self, to }) as Word, bytes })
}
export function write({ s, out }: Turn, entry: Entry): void {
  s.entries.push(Object.freeze(entry))
  out.push({ kind: 'persist' })
}
export function answer({ out }: Turn, asker: Asker, told: Partial<Answer>): void {
  const none = { status: STATUS.ok, cause: CAUSE.none, value: 0, version: 0, isStale: false, ageUs: -1, leader: -1 }
  out.push({ kind: 'answer', asker, answer: { ...none, ...told } })
}

/** All of these keys, or none. */
export function lock({ s }: Turn, txn: number, keys: readonly number[]): boolean {
  if (keys.some((key) => (s.locks.get(key) ?? txn) !== txn)) return false
  for (const key of keys) s.locks.set(key, txn)
  return true
}
export function release(turn: Turn, txn: number): void {
  const { s } = turn
  for (const [key, holder] of [...s.locks]) if (holder === txn) s.locks.delete(key)
  const ready = s.asked.filter(({ request }) => !s.locks.has(request.key))
  if (ready.length === 0) return
  s.asked = s.asked.filter(({ request }) => s.locks.has(request.key))
  for (const { request } of ready) show(turn, request, false)
}

export function onPrepare(turn: Turn, { txn, op, from, work }: Extract<Word, { kind: 'prepare' }>): void {
  const { s, rules } = turn
  if (s.image.votes.has(txn)) say(turn, from, { kind: 'vote', txn, isYes: true })
  if (s.image.votes.has(txn) || s.image.outcomes.has(txn) || isWritten(turn, txn)) return
  if (lock(turn, txn, keysOf(rules, work)))
    write(turn, { kind: 'vote', vote: Object.freeze({ txn, coordinator: from, op, work }) })
  else say(turn, from, { kind: 'vote', txn, isYes: false })
}
/** Its vote or the outcome is on the way to the disk. */
function isWritten({ s }: Turn, txn: number): boolean {
  return s.entries.some(
    (entry) => (entry.kind === 'vote' && entry.vote.txn === txn) || (entry.kind === 'outcome' && entry.txn === txn),
  )
}

export function onOutcome(turn: Turn, txn: number, from: number, isCommitted: boolean): void {
  const { s } = turn
  const isKnown = s.image.outcomes.has(txn)
  if (isKnown && isCommitted) say(turn, from, { kind: 'ended', txn })
  if (isKnown || s.entries.some((entry) => entry.kind === 'outcome' && entry.txn === txn)) return
  // Also what it has not voted on: the question may come after the answer.
  write(turn, { kind: 'outcome', txn, isCommitted })
}

/** Transactions that are asked after in one round. */
export const CHASED_MAX = 4

/** In doubt: asks, and asks again. */
export function askInDoubt(turn: Turn): void {
  const others = [...turn.s.image.votes.values()].filter(({ coordinator }) => coordinator !== turn.rules.self)
  for (const { txn, coordinator } of others.slice(0, CHASED_MAX)) say(turn, coordinator, { kind: 'ask', txn })
}

/** Any replica may answer: a write is acknowledged when all of them have locked its key, or have it already. */
export function onRead(turn: Turn, request: Request): void {
  const { s, rules, around } = turn
  const { level, key, floor } = request
  if (!s.locks.has(key)) {
    show(turn, request, false)
    return
  }
  const isSeen = (s.image.rows.get(key)?.version ?? 0) >= floor
  const mayBeOld = level === LEVEL.prefix || level === LEVEL.eventual || (level === LEVEL.session && isSeen)
  if (mayBeOld) show(turn, request, true)
  else s.asked.push({ request, giveUpUs: around.nowUs + rules.timeoutUs })
}
function show(turn: Turn, { asker, key }: Request, isStale: boolean): void {
  const row = turn.s.image.rows.get(key)
  answer(turn, asker, { value: row?.value ?? 0, version: row?.version ?? 0, isStale })
}
/** Readers of keys in doubt wait no longer than that. */
export function giveUpReads(turn: Turn): void {
  const { s, around } = turn
  const late = s.asked.filter(({ giveUpUs }) => around.nowUs >= giveUpUs)
  if (late.length === 0) return
  s.asked = s.asked.filter(({ giveUpUs }) => around.nowUs < giveUpUs)
  for (const { request } of late) answer(turn, request.asker, { status: STATUS.failed, cause: CAUSE.timeout })
}
