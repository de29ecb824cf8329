/**
 * A follower's side of replication (thesis 3.5) and of snapshots (5.2); and how fresh what it has applied is known to be.
 */
import { commitTo } from './commitment'
import { replaceTail, send, sendDurably, setSnapshot } from './durable'
import { lastIndex, lastNotAbove, termAt } from './log'
import type { Append, AppendReply, InstallSnapshot } from './message'
import { becomeFollower, resetTimer } from './transitions'
import type { Turn } from './turn'

/** The leader of its term has spoken. */
function hear(turn: Turn, leader: number): void {
  const { s } = turn
  if (s.role !== 'follower' || s.leader !== leader) becomeFollower(turn, s.term, leader)
  s.round = 0
  s.heardUs = turn.nowUs
  resetTimer(turn)
}

/** What a message of an older term gets, so that its sender learns of the newer one. */
export function rejectOld(turn: Turn, m: Append | InstallSnapshot): void {
  send(turn, reply(turn, m, { isOk: false }))
}
function reply(turn: Turn, m: Append | InstallSnapshot, told: Partial<AppendReply>): AppendReply {
  const { s } = turn
  return {
    kind: 'appendReply',
    from: s.id,
    to: m.from,
    term: s.term,
    bytes: 0,
    isOk: true,
    match: 0,
    prevIndex: 0,
    hintIndex: 0,
    hintTerm: 0,
    sentUs: m.sentUs,
    clockUs: turn.nowUs,
    ...told,
  }
}

export function onAppend(turn: Turn, m: Append): void {
  const { s, settings } = turn
  hear(turn, m.from)
  const isKnown = m.prevIndex <= s.log.snapshot.index || termAt(s.log, m.prevIndex) === m.prevTerm
  if (!isKnown && !settings.bugs.skipsLogConsistencyCheck) {
    const hintIndex = lastNotAbove(s.log, m.prevIndex, m.prevTerm)
    const told = { isOk: false, prevIndex: m.prevIndex, hintIndex, hintTerm: Math.max(0, termAt(s.log, hintIndex)) }
    sendDurably(turn, reply(turn, m, told))
    return
  }
  takeEntries(turn, m)
  const match = m.prevIndex + m.entries.length
  noteFreshness(turn, m)
  commitTo(turn, Math.min(m.commit, match))
  sendDurably(turn, reply(turn, m, { match }))
}

/** Appends what it has not; only a conflict drops what is there, for a message may be late (3.5). */
function takeEntries(turn: Turn, m: Append): void {
  const { log } = turn.s
  let at = Math.max(0, log.snapshot.index - m.prevIndex)
  while (at < m.entries.length && termAt(log, m.prevIndex + 1 + at) === m.entries[at].term) at++
  if (at >= m.entries.length) return
  replaceTail(turn, Math.min(m.prevIndex + at, lastIndex(log)), m.entries.slice(at))
}

/**
 * The leader sent this after the follower's clock showed `heardClockUs`, and was proven leader `unconfirmedUs` before it sent.
 * So whatever was committed at their difference is known here once `commit` is applied.
 */
function noteFreshness(turn: Turn, m: Append): void {
  const { s } = turn
  if (m.heardClockUs < 0 || m.unconfirmedUs < 0) return
  const atUs = m.heardClockUs - m.unconfirmedUs
  if (m.commit <= s.applied) s.freshUs = Math.max(s.freshUs, atUs)
  else s.freshening ??= { index: m.commit, atUs }
}

export function onInstallSnapshot(turn: Turn, m: InstallSnapshot): void {
  const { s } = turn
  const { snapshot } = m
  hear(turn, m.from)
  if (snapshot.index > s.commit) {
    const has = termAt(s.log, snapshot.index) === snapshot.term
    if (!has) replaceTail(turn, s.log.snapshot.index, [])
    setSnapshot(turn, snapshot)
    s.commit = snapshot.index
    s.applied = snapshot.index
    turn.out.push({ kind: 'restore', snapshot })
  }
  sendDurably(turn, reply(turn, m, { match: snapshot.index }))
}
