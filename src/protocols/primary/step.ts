/** One step of a replica: an input changes the state and yields effects. Pure: no clock, cluster or randomness but what is given. */
import { weigh, canvass, onCanvass, onCanvassAnswer, onPromise, onPromiseAsk, promised, standDown } from './election'
import { askPeers, beginJoining, copied, onCopyAsk, onCopyPage, onPeerAnswer, remindOfCopy } from './copying'
import { onHeartbeat, onShip, overruled, shipped, showCommitted } from './following'
import { holdsLease } from './lease'
import { appliedSeq } from './log'
import type { Message } from './messages'
import { beat, commitWhatIsThere, onHeartbeatAck, onLogAck, onWrite, takeOffice } from './office'
import type { Effect, Input, PrimaryRules, PrimaryState, Step } from './state'
import { newState, resetDeadline } from './state'

/** `nowUs`: the replica's monotonic clock; `unit`: a draw in [0, 1). */
export function stepReplica(
  rules: PrimaryRules,
  state: PrimaryState,
  input: Input,
  nowUs: number,
  unit: number,
): Effect[] {
  const step: Step = { rules, state, effects: [], nowUs, unit }
  if (input.kind === 'tick') tick(step)
  else if (input.kind === 'message') receive(step, input.from, input.message)
  else if (input.kind === 'write') onWrite(step, input.request)
  else if (input.kind === 'synced') synced(step)
  else if (input.kind === 'crash') crash(step, input.diskLost)
  else restart(step, input.blank, input.life)
  return step.effects
}

/** A shard begins with its first primary in office, epoch 1, promised by everybody. */
export function startReplica(
  rules: PrimaryRules,
  nowUs: number,
  unit: number,
): { state: PrimaryState; effects: Effect[] } {
  const state = newState(rules, nowUs)
  const step: Step = { rules, state, effects: [], nowUs, unit }
  resetDeadline(step)
  if (rules.place === rules.first)
    takeOffice(step, { willing: new Array<boolean>(rules.places).fill(true), sinceUs: nowUs })
  return { state, effects: step.effects }
}

function tick(step: Step): void {
  const { rules, state, nowUs } = step
  if (state.blank) askPeers(step)
  remindOfCopy(step)
  if (state.role === 'primary') {
    if (holdsLease(rules, state, nowUs)) {
      commitWhatIsThere(step) // a follower may have fallen out of sync
      beat(step)
    } else standDown(step, -1)
  } else if (state.candidacy) weigh(step)
  else if (!state.blank && nowUs >= state.deadlineUs) canvass(step)
}

function receive(step: Step, from: number, m: Message): void {
  const { blank, epoch } = step.state
  if (m.kind === 'logShip') onShip(step, from, m)
  else if (m.kind === 'primaryHeartbeat') onHeartbeat(step, from, m)
  else if (m.kind === 'logAck') onLogAck(step, from, m)
  else if (m.kind === 'heartbeatAck') {
    if (step.rules.fencing && m.epoch === epoch && m.promised > epoch) overruled(step, m.promised)
    else onHeartbeatAck(step, from, m)
  } else if (m.kind === 'canvass') onCanvass(step, from, m)
  else if (m.kind === 'canvassAnswer') {
    if (blank) onPeerAnswer(step, from, m)
    else onCanvassAnswer(step, from, m)
  } else if (m.kind === 'promiseAsk') onPromiseAsk(step, from, m)
  else if (m.kind === 'promise') onPromise(step, from, m)
  else if (m.kind === 'copyAsk') onCopyAsk(step, from, m)
  else onCopyPage(step, from, m)
}

/** The oldest sync has ended. */
function synced(step: Step): void {
  const { state } = step
  const note = state.syncs.shift()
  if (!note) return
  state.promisedDurably = Math.max(state.promisedDurably, note.promised)
  const isCurrent = note.cut === state.cuts
  if (isCurrent) state.log.durable = Math.max(state.log.durable, note.upTo)
  if (note.copied) copied(step)
  if (note.tell?.what === 'promise') promised(step, note.tell.to, note.tell.epoch)
  else if (note.tell && isCurrent) shipped(step, note.tell.to, note.tell.epoch, note.upTo)
  if (state.role === 'primary') commitWhatIsThere(step)
  else showCommitted(step)
}

/** The process ended. What the disk had is still there, unless the disk is lost. Whoever waited hears nothing. */
function crash(step: Step, diskLost: boolean): void {
  const { rules, state, nowUs } = step
  state.pending = new Map()
  standDown(step, -1)
  if (diskLost) {
    const { requests, rounds, life } = state
    Object.assign(state, newState(rules, nowUs), {
      primary: -1,
      promised: 0,
      promisedDurably: 0,
      requests,
      rounds,
      life,
    })
    state.blank = true
    return
  }
  state.log.entries.length = Math.max(0, state.log.durable - state.log.base)
  state.promised = state.promisedDurably
  state.commit = appliedSeq(state.log)
  state.matched = 0
  state.provenUs = -1
  state.proof = null
  state.copying = null
  state.syncs = []
}
/** A new process waits a whole failover time before it helps to elect: it may have answered a heartbeat just before. */
function restart(step: Step, blank: boolean, life: number): void {
  step.state.life = life
  step.state.heardUs = step.nowUs
  resetDeadline(step)
  if (blank) beginJoining(step)
}
