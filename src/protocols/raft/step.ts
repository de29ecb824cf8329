/**
 * Raft as a step function (D. Ongaro, "Consensus: Bridging Theory and Practice", 2014): a member's state, what it knows of
 * its surroundings, one input; out come effects for the owner, who transports messages, writes to a disk, wakes the member
 * when it is due, and has the state machine. The state is changed in place; nothing else is touched, and nothing is drawn.
 */
import { onChange } from './change'
import { setSnapshot, writeEnded } from './durable'
import { campaign, electionDue, isDeafTo, onVoteReply, onVoteRequest } from './elections'
import { onAppend, onInstallSnapshot, rejectOld } from './follower'
import { handOver, heartbeatDue, onAppendReply, ownWriteEnded } from './leader'
import { membershipAt, termAt } from './log'
import { isVoter } from './membership'
import type { Message } from './message'
import { onRead } from './reads'
import { append } from './replication'
import type { RaftState, Settings } from './state'
import { becomeFollower, resetTimer } from './transitions'
import type { Effect, Refusal, Surroundings, Turn } from './turn'

export type Input =
  /** The process is up: once, before anything else. */
  | { kind: 'start' }
  | { kind: 'message'; message: Message }
  /** `dueUs` has come; earlier it is harmless. */
  | { kind: 'wake' }
  /** The write that `persist` began is on disk. */
  | { kind: 'persisted' }
  /** The entry's index is the log's last afterwards, unless it was refused. `bytes`: on a link and a disk. */
  | { kind: 'command'; command: unknown; bytes: number }
  | { kind: 'read'; id: number }
  /** The new voters, all of them. */
  | { kind: 'change'; voters: readonly number[] }
  | { kind: 'transfer'; to: number }
  /** The owner froze its state machine as it is now, `applied` being in it: the log up to there may go (5.1). */
  | { kind: 'compact'; data: unknown; bytes: number }

/** Effects are appended to `out`, which is also the answer. */
export function step(
  s: RaftState,
  settings: Settings,
  around: Surroundings,
  input: Input,
  out: Effect[] = [],
): Effect[] {
  const turn: Turn = { s, settings, around, nowUs: around.nowUs, out, batch: null }
  switch (input.kind) {
    case 'message':
      onMessage(turn, input.message)
      break
    case 'wake':
      onWake(turn)
      break
    case 'persisted':
      onPersisted(turn)
      break
    case 'command':
      onCommand(turn, input.command, input.bytes)
      break
    case 'read':
      onRead(turn, input.id)
      break
    case 'change':
      onChange(turn, input.voters)
      break
    case 'transfer':
      handOver(turn, input.to)
      break
    case 'compact':
      compact(turn, input.data, input.bytes)
      break
    case 'start':
      start(turn)
  }
  return out
}

/** Before the crash it may have heard a leader whose lease still runs (6.4.1): it votes for nobody else until that is over. */
function start(turn: Turn): void {
  const { s, settings } = turn
  if (settings.reads === 'lease' && s.term > 0) s.heardUs = turn.nowUs
  resetTimer(turn)
}

function onWake(turn: Turn): void {
  const { s } = turn
  if (turn.nowUs < s.dueUs) return
  if (s.lead) heartbeatDue(turn, s.lead)
  else electionDue(turn)
}

function onMessage(turn: Turn, m: Message): void {
  const { s } = turn
  if (m.kind === 'voteRequest') {
    if (isDeafTo(turn, m)) return
    if (m.term > s.term && !m.isPre) becomeFollower(turn, m.term, -1)
    onVoteRequest(turn, m)
    return
  }
  if (m.term > s.term) becomeFollower(turn, m.term, -1)
  switch (m.kind) {
    case 'voteReply':
      onVoteReply(turn, m)
      return
    case 'appendReply':
      onAppendReply(turn, m)
      return
    case 'timeoutNow':
      if (m.term === s.term && s.role === 'follower' && isVoter(s.membership, s.id)) campaign(turn, false, true)
      return
    default:
      if (m.term < s.term) rejectOld(turn, m)
      else if (m.kind === 'append') onAppend(turn, m)
      else onInstallSnapshot(turn, m)
  }
}

function onPersisted(turn: Turn): void {
  const { s, out } = turn
  const { messages, last } = writeEnded(turn)
  for (const message of messages) {
    if (message.to === s.id) onMessage(turn, message)
    else out.push({ kind: 'send', message })
  }
  if (s.lead) ownWriteEnded(turn, s.lead, last)
}

function onCommand(turn: Turn, command: unknown, bytes: number): void {
  const { s } = turn
  const why: Refusal | null = !s.lead ? 'notLeader' : s.lead.successor >= 0 ? 'handingOver' : null
  if (why !== null) turn.out.push({ kind: 'refused', what: 'command', why })
  else if (s.lead) append(turn, s.lead, { kind: 'command', term: s.term, bytes, command })
}

function compact(turn: Turn, data: unknown, bytes: number): void {
  const { log, applied } = turn.s
  if (applied <= log.snapshot.index) return
  const { membership } = membershipAt(log, applied)
  const term = termAt(log, applied)
  setSnapshot(turn, Object.freeze({ index: applied, term, membership, data, bytes }))
}
