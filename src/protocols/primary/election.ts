/**
 * Failover. A follower that has not heard a primary for a random time beyond failoverUs first asks around (as Raft's pre-vote,
 * Ongaro's thesis 9.6: nobody is disturbed by one who was cut off), waits for everybody within reach, and stands only if none of
 * them has a log more up to date. Then it claims the next epoch. A replica promises an epoch once, makes the promise durable
 * before it gives it, and gives none to a log older than its own; a majority of promises makes a primary.
 */
import { lastPosition, isAhead } from './log'
import type { Canvass, CanvassAnswer, PromiseAnswer, PromiseAsk } from './messages'
import { holdsLease } from './lease'
import { takeOffice } from './office'
import type { Candidacy, Step } from './state'
import { majority, resetDeadline, send, sendAll, sync, turnInto } from './state'

/** Asks around whether an election would succeed. */
export function canvass(step: Step): void {
  const { rules, state } = step
  state.rounds++
  state.primary = -1
  state.candidacy = newCandidacy(step, 'canvass', state.promised)
  state.candidacy.answered[rules.place] = true
  state.candidacy.willing[rules.place] = true
  turnInto(step, 'candidate')
  sendAll(step, { kind: 'canvass', epoch: state.promised, round: state.rounds, bytes: 0 })
  weigh(step)
}
function newCandidacy(step: Step, phase: Candidacy['phase'], seen: number): Candidacy {
  const none = () => new Array<boolean>(step.rules.places).fill(false)
  return {
    phase,
    round: step.state.rounds,
    sinceUs: step.nowUs,
    answered: none(),
    willing: none(),
    ahead: false,
    seen,
  }
}

export function onCanvass(step: Step, from: number, m: Canvass): void {
  const { state } = step
  send(step, from, {
    kind: 'canvassAnswer',
    epoch: state.promised,
    round: m.round,
    last: lastPosition(state.log),
    willing: wouldElect(step, from),
    standing: state.candidacy !== null,
    blank: state.blank,
    bytes: 0,
  })
}
/** Fenced, nobody helps to replace a primary that may still hold its lease; if it asks itself, it has given it up. */
function wouldElect({ rules, state, nowUs }: Step, from: number): boolean {
  if (state.blank) return false
  if (!rules.fencing || from === state.primary) return true
  if (state.role === 'primary') return !holdsLease(rules, state, nowUs)
  return nowUs - state.heardUs >= rules.failoverUs
}

export function onCanvassAnswer(step: Step, from: number, m: CanvassAnswer): void {
  const { rules, state } = step
  const { candidacy } = state
  if (candidacy?.phase !== 'canvass' || m.round !== candidacy.round) return
  candidacy.answered[from] = true
  candidacy.willing[from] = m.willing
  candidacy.seen = Math.max(candidacy.seen, m.epoch)
  const mine = lastPosition(state.log)
  if (!m.blank && isAhead(m.last, mine)) candidacy.ahead = true
  if (m.standing && from < rules.place && !isAhead(mine, m.last)) candidacy.ahead = true // of two equals, one
  weigh(step)
}

export function onPromiseAsk(step: Step, from: number, m: PromiseAsk): void {
  const { state } = step
  if (state.blank) return
  if (m.epoch <= state.promised || !wouldElect(step, from) || isAhead(lastPosition(state.log), m.last)) {
    send(step, from, { kind: 'promise', epoch: m.epoch, granted: false, promised: state.promised, bytes: 0 })
    return
  }
  standDown(step, -1)
  state.promised = m.epoch
  state.heardUs = step.nowUs // for the lease that this promise begins
  sync(step, { to: from, epoch: m.epoch, what: 'promise' })
}
/** A promise is on this replica's disk: it may be given. */
export function promised(step: Step, to: number, epoch: number): void {
  const { rules, state } = step
  if (to === rules.place) onPromise(step, to, { kind: 'promise', epoch, granted: true, promised: epoch, bytes: 0 })
  else if (state.promised === epoch)
    send(step, to, { kind: 'promise', epoch, granted: true, promised: epoch, bytes: 0 })
}
export function onPromise(step: Step, from: number, m: PromiseAnswer): void {
  const { candidacy, promised: mine } = step.state
  if (candidacy?.phase !== 'promise' || m.epoch !== mine) return
  candidacy.answered[from] = true
  candidacy.willing[from] = m.granted
  weigh(step)
}

/** What a candidate's answers so far come to; also asked as time passes. */
export function weigh(step: Step): void {
  const { rules, state, nowUs } = step
  const { candidacy } = state
  if (!candidacy) return
  const yes = candidacy.willing.filter(Boolean).length >= majority(rules)
  const all = candidacy.answered.every(Boolean)
  const waitedUs = nowUs - candidacy.sinceUs
  if (candidacy.phase === 'promise') {
    if (yes) takeOffice(step, candidacy)
    else if (all || waitedUs >= rules.failoverUs) standDown(step, -1)
  } else if (yes && (all || waitedUs >= rules.heartbeatUs)) {
    if (candidacy.ahead) standDown(step, -1)
    else claim(step, candidacy)
  } else if (all || 2 * waitedUs >= rules.failoverUs) standDown(step, -1)
}
function claim(step: Step, was: Candidacy): void {
  const { rules, state } = step
  state.promised = Math.max(was.seen, state.promised) + 1
  state.candidacy = newCandidacy(step, 'promise', state.promised)
  sync(step, { to: rules.place, epoch: state.promised, what: 'promise' })
  sendAll(step, { kind: 'promiseAsk', epoch: state.promised, last: lastPosition(state.log), bytes: 0 })
}

/** Becomes (or stays) a follower, of a primary or of nobody yet. Nobody knows what becomes of writes that still wait. */
export function standDown(step: Step, primary: number): void {
  const { state } = step
  state.candidacy = null
  state.followers = []
  for (const { request } of state.pending.values())
    step.effects.push({ kind: 'answer', request, status: 'unknown', hint: -1, value: 0, version: 0 })
  state.pending = new Map()
  state.primary = primary
  turnInto(step, 'follower')
  resetDeadline(step)
}
