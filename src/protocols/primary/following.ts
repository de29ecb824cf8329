/**
 * A follower: it takes what the primary ships if it fits what it has, throws away its own tail where it does not, acknowledges
 * what its disk has, and makes visible what the primary has committed. Fenced, it refuses every epoch older than one promised;
 * unfenced it listens to whoever speaks, and two primaries overwrite each other's entries in its log.
 */
import { appliedSeq, applyUpTo, compact, epochAt, firstOfEpoch, lastSeq, truncateAfter } from './log'
import type { Heartbeat, LogShip } from './messages'
import { beginCopy, knowsEpoch } from './copying'
import { canvass, standDown } from './election'
import { speaksForShard } from './lease'
import type { Step } from './state'
import { changed, resetDeadline, send, sync } from './state'

/** Takes the sender for its primary; false: refused. */
function follow(step: Step, from: number, epoch: number): boolean {
  const { rules, state } = step
  if (rules.fencing ? epoch < state.promised : state.role === 'primary' && epoch < state.epoch) return false
  if (state.role !== 'follower') standDown(step, from)
  if (state.primary !== from || state.epoch !== epoch) {
    state.matched = 0
    state.proof = null
    state.copying = null
    state.primary = from
    state.epoch = epoch
  }
  state.promised = Math.max(state.promised, epoch)
  state.heardUs = step.nowUs
  resetDeadline(step)
  return true
}

export function onHeartbeat(step: Step, from: number, m: Heartbeat): void {
  const { rules, state, nowUs } = step
  if (state.blank && !knowsEpoch(step)) return
  const { epoch, sentUs } = m
  if (!follow(step, from, epoch)) {
    if (rules.fencing) refuse(step, from, m)
    return
  }
  if (state.blank) {
    if (!state.copying) beginCopy(step)
    return
  }
  learnCommit(step, m.commit)
  if (!state.proof && m.echoUs > state.provenUs) state.proof = { stampUs: m.echoUs, commit: m.commit }
  settleProof(step)
  send(step, from, {
    kind: 'heartbeatAck',
    epoch,
    promised: state.promised,
    sentUs,
    stampUs: nowUs,
    life: state.life,
    bytes: 0,
  })
}
/** Tells a primary of an older epoch that its time is over. */
function refuse(step: Step, from: number, m: Heartbeat): void {
  const { promised, life } = step.state
  send(step, from, {
    kind: 'heartbeatAck',
    epoch: m.epoch,
    promised,
    sentUs: -Infinity,
    stampUs: -1,
    life,
    bytes: 0,
  })
}
/** A primary that hears of a greater epoch begins anew, beyond it. */
export function overruled(step: Step, promised: number): void {
  const { state } = step
  if (state.role !== 'primary' || promised <= state.epoch) return
  standDown(step, -1)
  state.promised = Math.max(state.promised, promised)
  canvass(step)
}

export function onShip(step: Step, from: number, m: LogShip): void {
  const { state } = step
  if (state.blank || !follow(step, from, m.epoch) || state.copying) return
  const { log } = state
  if (m.mustCopy) {
    beginCopy(step)
    return
  }
  const skipped = Math.max(0, log.base - m.prev.seq)
  if (m.prev.seq > lastSeq(log) || skipped > m.entries.length) {
    answerShip(step, Math.min(m.prev.seq, lastSeq(log)), false)
    return
  }
  const prevEpoch = skipped === 0 ? m.prev.epoch : m.entries[skipped - 1].epoch
  const prevSeq = m.prev.seq + skipped
  if (epochAt(log, prevSeq) !== prevEpoch) {
    if (prevSeq <= log.floor) beginCopy(step)
    else answerShip(step, firstOfEpoch(log, prevSeq) - 1, false)
    return
  }
  if (!take(step, m.entries.slice(skipped), prevSeq)) {
    beginCopy(step)
    return
  }
  state.matched = Math.max(state.matched, m.prev.seq + m.entries.length)
  if (log.durable >= state.matched && state.promisedDurably === state.promised) answerShip(step, state.matched, true)
  else sync(step, { to: from, epoch: m.epoch, what: 'ack' }, false, state.matched)
  learnCommit(step, m.commit)
}
/** Puts entries after `prevSeq`, and throws away what contradicts them; false where that cannot be undone. */
function take(step: Step, entries: LogShip['entries'], prevSeq: number): boolean {
  const { state } = step
  const { log } = state
  for (let i = 0; i < entries.length; i++) {
    const seq = prevSeq + 1 + i
    if (seq <= lastSeq(log)) {
      if (epochAt(log, seq) === entries[i].epoch) continue
      if (!truncate(step, seq - 1)) return false
    }
    log.entries.push(entries[i])
  }
  return true
}
function truncate(step: Step, seq: number): boolean {
  const { state } = step
  const wasApplied = appliedSeq(state.log)
  if (!truncateAfter(state.log, state.table, seq, changed(step))) return false
  state.cuts++
  state.commit = Math.min(state.commit, seq)
  state.matched = Math.min(state.matched, seq)
  if (appliedSeq(state.log) < wasApplied) state.provenUs = -1 // what it showed was never to be
  return true
}
function answerShip(step: Step, seq: number, matches: boolean): void {
  const { epoch, primary, life } = step.state
  send(step, primary, { kind: 'logAck', epoch, seq, matches, life, bytes: 0 })
}
/** What was shipped is on this follower's disk. */
export function shipped(step: Step, to: number, epoch: number, seq: number): void {
  const { rules, state } = step
  if (rules.fencing ? state.promised !== epoch : state.role === 'primary') return
  send(step, to, { kind: 'logAck', epoch, seq, matches: true, life: state.life, bytes: 0 })
}

function learnCommit(step: Step, commit: number): void {
  const { state } = step
  state.commit = Math.max(state.commit, Math.min(commit, state.matched))
  showCommitted(step)
}
/** Makes visible what is committed, and on this replica's own disk. */
export function showCommitted(step: Step): void {
  const { log, table, commit } = step.state
  applyUpTo(log, table, Math.min(commit, log.durable), changed(step))
  compact(log)
  settleProof(step)
}
/** The primary had echoed this follower's stamp, and everything committed by then is visible here: fresh as of the stamp. */
function settleProof({ state }: Step): void {
  if (!state.proof || appliedSeq(state.log) < state.proof.commit) return
  state.provenUs = Math.max(state.provenUs, state.proof.stampUs)
  state.proof = null
}

/** How a read is answered by a replica: from its table (`ageUs` −2: provably fresh; −1: of unknown age), or by another. */
export type ReadAnswer = { here: true; ageUs: number } | { here: false; hint: number }
export const FRESH = -2

/**
 * Whether this replica may answer a read of `key` at a level (wire.ts). `floor`: oldest version that the session may see;
 * `boundUs`: greatest age of a bounded read.
 */
export function decideRead(
  { rules, state, nowUs }: Pick<Step, 'rules' | 'state' | 'nowUs'>,
  read: { level: 'strong' | 'bounded' | 'session' | 'any'; key: number; floor: number; boundUs: number },
): ReadAnswer {
  if (speaksForShard(rules, state, nowUs)) return { here: true, ageUs: FRESH }
  const elsewhere: ReadAnswer = { here: false, hint: state.role === 'follower' ? state.primary : -1 }
  if (state.blank || read.level === 'strong') return elsewhere
  const ageUs = state.provenUs < 0 ? -1 : nowUs - state.provenUs
  if (read.level === 'bounded' && (ageUs < 0 || ageUs > read.boundUs)) return elsewhere
  if (read.level === 'session' && state.table.version(read.key) < read.floor) return elsewhere
  return { here: true, ageUs }
}
