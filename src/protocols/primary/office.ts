/**
 * A primary at work: it takes writes into its log, ships them, and counts who has them on disk. Only entries of its own epoch are
 * committed by counting, and all before them with them (Raft 5.4.2 shows why); so it begins its epoch with one.
 */
import { appliedSeq, applyUpTo, compact, entryAt, epochAt, lastSeq, seqOf, versionOf } from './log'
import type { Entry } from './log'
import { BYTES } from './messages'
import type { HeartbeatAck, LogAck } from './messages'
import { holdsLease, speaksForShard } from './lease'
import type { Candidacy, Request, Step } from './state'
import { changed, majority, send, sync, turnInto } from './state'

/** Entries in one message. */
const BATCH = 64

/** Elected by `promises`, whose givers hold to them from the moment that they were asked. */
export function takeOffice(step: Step, promises: Pick<Candidacy, 'willing' | 'sinceUs'>): void {
  const { rules, state, nowUs } = step
  state.epoch = state.promised
  state.primary = rules.place
  state.candidacy = null
  state.copying = null
  state.followers = promises.willing.map((willing) => ({
    next: lastSeq(state.log) + 1,
    match: 0,
    matchAtTick: -1,
    heardUs: willing ? nowUs : -Infinity,
    leaseUs: willing ? promises.sinceUs : -Infinity,
    stampUs: -1,
    life: 0,
  }))
  turnInto(step, 'primary')
  append(step, { epoch: state.epoch, key: -1, value: 0, origin: -1, count: 0 })
  state.takeover = lastSeq(state.log)
  beat(step)
}

/** A client's write. With idempotency one that came before is answered as that one, so that a retry never writes twice. */
export function onWrite(step: Step, request: Request): void {
  const { rules, state, nowUs } = step
  if (!holdsLease(rules, state, nowUs)) {
    const hint = state.role === 'follower' ? state.primary : -1
    step.effects.push({ kind: 'answer', request, status: 'elsewhere', hint, value: 0, version: 0 })
    return
  }
  const { origin, count, key, value } = request
  const before = rules.idempotency ? seqOf(state.log, origin, count) : 0
  if (before > 0) {
    if (before <= appliedSeq(state.log)) answerWrite(step, before, request)
    else state.pending.set(++state.requests, { seq: before, request })
    return
  }
  append(step, { epoch: state.epoch, key, value, origin, count })
  state.pending.set(++state.requests, { seq: lastSeq(state.log), request })
}
function append(step: Step, entry: Entry): void {
  const { rules, state } = step
  state.log.entries.push(Object.freeze(entry))
  sync(step)
  for (let to = 0; to < rules.places; to++)
    if (to !== rules.place && state.followers[to].next === lastSeq(state.log)) ship(step, to)
}
function answerWrite(step: Step, seq: number, request: Request): void {
  const { epoch, value } = entryAt(step.state.log, seq)
  step.effects.push({ kind: 'answer', request, status: 'ok', hint: -1, value, version: versionOf(epoch, seq) })
}

/** Sends a follower what it needs next. */
export function ship(step: Step, to: number): void {
  const { epoch, log, commit, followers } = step.state
  const follower = followers[to]
  const mustCopy = follower.next <= log.base
  const prev = mustCopy ? lastSeq(log) : follower.next - 1
  const entries = mustCopy ? [] : log.entries.slice(prev - log.base, prev - log.base + BATCH)
  follower.next = prev + entries.length + 1
  const bytes = entries.length * BYTES.entry
  send(step, to, {
    kind: 'logShip',
    epoch,
    prev: { epoch: epochAt(log, prev), seq: prev },
    entries,
    commit,
    mustCopy,
    bytes,
  })
}

export function onLogAck(step: Step, from: number, m: LogAck): void {
  const { rules, state, nowUs } = step
  if (state.role !== 'primary' || m.epoch !== state.epoch) return
  const follower = state.followers[from]
  if (m.life < follower.life) return // of a process whose disk may be lost since
  follower.heardUs = nowUs
  if (m.matches) {
    follower.match = Math.max(follower.match, m.seq)
    follower.next = Math.max(follower.next, follower.match + 1)
    commitWhatIsThere(step)
    if (follower.next <= lastSeq(state.log)) ship(step, from)
    return
  }
  // It has less than it acknowledged: its disk was lost; or, unfenced, another primary has thrown it away.
  if (m.seq < follower.match && (m.life > follower.life || !rules.fencing)) {
    follower.match = m.seq
    follower.life = m.life
  }
  if (m.seq >= follower.match) {
    follower.next = Math.min(m.seq, lastSeq(state.log)) + 1
    ship(step, from)
  }
}
export function onHeartbeatAck(step: Step, from: number, m: HeartbeatAck): void {
  const { state, nowUs } = step
  if (state.role !== 'primary' || m.epoch !== state.epoch) return
  const follower = state.followers[from]
  follower.heardUs = nowUs
  follower.leaseUs = Math.max(follower.leaseUs, m.sentUs)
  follower.stampUs = Math.max(follower.stampUs, m.stampUs)
}

/** A heartbeat to everybody, and again what nobody has acknowledged since the last one. */
export function beat(step: Step): void {
  const { rules, state, nowUs } = step
  const speaks = speaksForShard(rules, state, nowUs)
  state.followers.forEach((follower, to) => {
    if (to === rules.place) return
    const echoUs = speaks ? follower.stampUs : -1
    const { epoch, commit } = state
    send(step, to, { kind: 'primaryHeartbeat', epoch, commit, sentUs: nowUs, echoUs, bytes: 0 })
    const isStuck = follower.match < lastSeq(state.log) && follower.match === follower.matchAtTick
    follower.matchAtTick = follower.match
    if (!isStuck || nowUs - follower.heardUs > rules.failoverUs) return
    follower.next = follower.match > 0 ? follower.match + 1 : state.takeover
    ship(step, to)
  })
}

/** Commits, makes visible and acknowledges what enough disks have by now. */
export function commitWhatIsThere(step: Step): void {
  const { state } = step
  const { log } = state
  const seq = acknowledged(step)
  if (seq <= state.commit || epochAt(log, seq) !== state.epoch) return
  state.commit = seq
  applyUpTo(log, state.table, seq, changed(step))
  for (const [id, waiting] of state.pending) {
    if (waiting.seq > seq) continue
    state.pending.delete(id)
    answerWrite(step, waiting.seq, waiting.request)
  }
  compact(log)
}
/** The greatest sequence number that is on as many disks as the rules ask for. */
function acknowledged({ rules, state, nowUs }: Step): number {
  const own = state.log.durable
  if (rules.replication === 'async' || rules.places === 1) return own
  const others = state.followers.filter((_, place) => place !== rules.place)
  const matches = others.map((f) => f.match).sort((a, b) => b - a)
  if (rules.replication === 'semiSync') return Math.min(own, matches[rules.followers - 1])
  const inSync = others.filter((f) => nowUs - f.heardUs <= rules.failoverUs && f.match >= state.commit)
  return Math.min(own, matches[majority(rules) - 2], ...inSync.map((f) => f.match))
}
