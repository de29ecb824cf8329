/**
 * Two-phase commit over groups (Spanner, OSDI 2012, 4.2.1): each side's state is in its group's log, so that a new leader on
 * either side goes on. A participant prepares once it has the lock, and asks until it is told; a coordinator whose log knows nothing
 * of a transaction that it does not run has aborted it.
 */
import { RECORDS_KEPT_US } from './machine'
import { newTxn } from './office'
import type { Office, SpannerState, Turn, Word } from './state'
import { handOn, say, sayTo } from './talk'
import { commit, endPart, lockNext, askToPrepare, propose } from './transactions'

export function onWord(turn: Turn, word: Word): void {
  const { s, rules } = turn
  if (!s.office?.isReady) {
    handOn(turn, word)
    return
  }
  s.leaders[rules.shards.findIndex((members) => members.includes(word.from))] = word.from
  switch (word.kind) {
    case 'prepare':
      onPrepare(turn, s.office, word)
      return
    case 'vote':
      onVote(turn, s.office, word)
      return
    case 'outcome':
      onOutcome(turn, s.office, word)
      return
    case 'ended':
      if (s.machine.decided.has(word.txn) && !s.office.ended.includes(word.txn)) s.office.ended.push(word.txn)
      return
    case 'ask':
      tellOutcome(turn, s.office, word)
  }
}

/* ---- as participant ---- */

function onPrepare(turn: Turn, office: Office, word: Extract<Word, { kind: 'prepare' }>): void {
  const { s, rules, around } = turn
  const { txn: id, age, coordinator, key, amount, from } = word
  const known = office.txns.get(id)
  if (known) {
    known.voteTo = from
    if (known.phase === 'prepared') say(turn, from, { kind: 'vote', txn: id, ts: known.ts })
    return
  }
  // One so late may have been resolved and forgotten.
  if (s.machine.resolved.has(id) || age / 64 < s.machine.lastTs - RECORDS_KEPT_US / 2) return
  const txn = newTxn(around, id, age, 'part')
  txn.key = key
  txn.keys = [key]
  txn.amount = amount
  txn.coordinator = coordinator
  txn.voteTo = from
  txn.giveUpUs = around.clocks.monotonicUs + rules.timeoutUs
  office.txns.set(id, txn)
  lockNext(turn, office, txn)
}

function onOutcome(turn: Turn, office: Office, word: Extract<Word, { kind: 'outcome' }>): void {
  const { txn: id, isCommitted, ts, from } = word
  const txn = office.txns.get(id)
  if (!txn) {
    if (isCommitted) say(turn, from, { kind: 'ended', txn: id })
    return
  }
  txn.voteTo = from
  if (txn.phase === 'locking') endPart(turn, office, txn)
  else if (txn.phase !== 'resolving') {
    txn.phase = 'resolving'
    propose(turn, Object.freeze({ kind: 'resolve', txn: id, isCommitted, ts: isCommitted ? ts : txn.ts }))
  }
}

/** Its prepare record is in this group's log. */
export function prepared(turn: Turn, office: Office, id: number): void {
  const txn = office.txns.get(id)
  if (txn?.phase !== 'committing') return
  txn.phase = 'prepared'
  say(turn, txn.voteTo, { kind: 'vote', txn: id, ts: txn.ts })
}
/** The outcome is in this group's log. */
export function resolved(turn: Turn, office: Office, id: number, ts: number): void {
  office.floorTs = Math.max(office.floorTs, ts)
  const txn = office.txns.get(id)
  if (!txn) return
  say(turn, txn.voteTo, { kind: 'ended', txn: id })
  endPart(turn, office, txn)
}

/* ---- as coordinator ---- */

function onVote(turn: Turn, office: Office, word: Extract<Word, { kind: 'vote' }>): void {
  const txn = office.txns.get(word.txn)
  if (txn?.phase === 'preparing') commit(turn, office, txn, word.ts)
  else tellOutcome(turn, office, word)
}
function tellOutcome(turn: Turn, office: Office, { txn: id, from }: Word): void {
  if (office.txns.has(id)) return // not decided yet, or not to be told yet
  const decision = turn.s.machine.decided.get(id)
  say(turn, from, { kind: 'outcome', txn: id, isCommitted: decision !== undefined, ts: decision?.ts ?? 0 })
}

/* ---- who does not answer is asked again ---- */

export function mustChase(s: SpannerState, office: Office): boolean {
  if (s.machine.prepared.size > 0 || s.machine.decided.size > office.ended.length) return true
  for (const txn of office.txns.values()) if (txn.phase === 'preparing') return true
  return false
}
/** Transactions that are asked after in one round. */
const CHASED_MAX = 8

export function chase(turn: Turn, office: Office): void {
  const { s, rules, around, time } = turn
  if (around.clocks.monotonicUs < office.chaseUs) return
  office.chaseUs = around.clocks.monotonicUs + rules.chaseUs
  office.rounds++
  let chased = 0
  const isLate = (ts: number): boolean => ts < time.earliest - rules.chaseUs
  for (const txn of office.txns.values()) {
    if (txn.phase === 'prepared' && isLate(txn.ts)) again(txn.coordinator, { kind: 'ask', txn: txn.id })
    if (txn.phase === 'preparing' && txn.payee && around.clocks.monotonicUs >= txn.nextUs) {
      askToPrepare(turn, txn)
      s.leaders[txn.payee.shard] = -1
    }
  }
  for (const { txn, ts, payee } of s.machine.decided.values())
    if (isLate(ts) && !office.ended.includes(txn)) again(payee.shard, { kind: 'outcome', txn, isCommitted: true, ts })

  function again(shard: number, word: Parameters<typeof sayTo>[2]): void {
    if (chased++ >= CHASED_MAX) return // who is slow must not be buried in questions
    sayTo(turn, shard, word)
    s.leaders[shard] = -1 // until it is heard of: next time another member is asked
  }
}
