/**
 * One replica's step function: an input, and the effects for the owner to carry out in their order. What is replicated goes
 * through Raft's own step function; what comes out of its log is applied here.
 */
import type { Entry, Input as RaftInput } from '../raft'
import { isVoter, step as raftStep } from '../raft'
import { CAUSE, LEVEL } from '../../cluster/wire'
import { elsewhere, tellHeld } from './answers'
import type { Command, FrozenMachine, Machine } from './machine'
import { apply, freeze, thaw } from './machine'
import { followOffice } from './office'
import { chase, mustChase, onWord, prepared, resolved } from './participants'
import { addPromise, holdsLease, newestRead, promise, snapshotRead } from './safeTime'
import type { Effect, Input, Promised, Request, Rules, SpannerState, Surroundings, Turn } from './state'
import { nodeOfMember } from './state'
import { abort, onEffect, refused, settle } from './transactions'

import { now, poll, untilAfterUs } from './trueTime'

/** Entries of a log before it is covered by a snapshot. */
const LOG_MAX = 512
/** A new member asks again to be taken in. */
const JOIN_AGAIN_US = 1_000_000

export function step(s: SpannerState, rules: Rules, around: Surroundings, input: Input): Effect[] {
  const { clocks } = around
  if (input.kind === 'start' || clocks.monotonicUs - s.time.polledUs >= rules.clock.pollUs)
    poll(s.time, clocks, around.toldUs(s.time.polls))
  const turn: Turn = { s, rules, around, time: now(s.time, rules.clock, clocks), out: [], todo: [] }
  begin(turn, input)
  drive(turn)
  if (s.office) settleAll(turn)
  drive(turn)
  attachPromise(turn)
  return turn.out
}

function begin(turn: Turn, input: Input): void {
  const { s, todo } = turn
  switch (input.kind) {
    case 'start':
      todo.push({ kind: 'start' })
      if (input.isAppointed)
        todo.push({
          kind: 'message',
          message: { kind: 'timeoutNow', from: s.raft.id, to: s.raft.id, term: s.raft.term, bytes: 0 },
        })
      return
    case 'wake':
      wake(turn)
      return
    case 'request':
      if (input.request.kind === 'read') onRead(turn, input.request)
      else onEffect(turn, input.request)
      return
    case 'raft':
      todo.push({ kind: 'message', message: input.message })
      if (input.promised) takePromise(turn, input.message.from, input.message.term, input.promised)
      return
    case 'word':
      onWord(turn, input.word)
      return
    case 'join':
      takeIn(turn, input.member)
      return
    case 'persisted':
      todo.push({ kind: 'persisted' })
      return
    case 'handOver':
      todo.push({ kind: 'transfer', to: input.to })
  }
}

/** Hands Raft its inputs one by one, and carries out what comes out. */
function drive(turn: Turn): void {
  const { s, rules, around, todo, out } = turn
  const surroundings = { nowUs: around.clocks.monotonicUs, electionTimeoutUs: around.electionTimeoutUs }
  for (let input = todo.shift(); input; input = todo.shift()) {
    const role = s.raft.role
    for (const effect of raftStep(s.raft, rules.raft, surroundings, input)) {
      if (effect.kind === 'send') out.push({ kind: 'raft', message: effect.message, promised: null })
      else if (effect.kind === 'persist') out.push(effect)
      else if (effect.kind === 'apply') applyEntry(turn, effect.entry)
      else if (effect.kind === 'restore') restore(turn, thaw(effect.snapshot.data as FrozenMachine | null))
      else if (effect.kind === 'readReady') serve(turn, effect.id)
      else if (effect.kind === 'readLost') lose(turn, effect.id)
      else if (input.kind === 'command') refused(turn, input.command as Command)
    }
    if (s.raft.role !== role) out.push({ kind: 'turned', from: role, to: s.raft.role })
    followOffice(turn)
    afterwards(turn, input)
  }
}
function afterwards(turn: Turn, input: RaftInput): void {
  const { s, todo, out } = turn
  if (s.isJoining && s.raft.membershipIndex <= s.raft.commit && isVoter(s.raft.membership, s.raft.id)) {
    s.isJoining = false
    out.push({ kind: 'joined' })
  }
  const covered = s.raft.applied - s.raft.log.snapshot.index
  if (covered >= LOG_MAX && input.kind !== 'compact') todo.push({ kind: 'compact', ...freeze(s.machine) })
}

function applyEntry(turn: Turn, entry: Entry): void {
  if (entry.kind !== 'command') return
  const { s, rules, out } = turn
  const command = entry.command as Command
  apply(s.machine, command, rules.initialBalance)
  if (command.kind === 'commit' && command.write) out.push({ kind: 'applied', ...command.write, version: command.ts })
  const { office } = s
  if (!office) return
  if (command.kind === 'prepare') prepared(turn, office, command.prepared.txn)
  else if (command.kind === 'resolve') resolved(turn, office, command.txn, command.ts)
  else {
    const txn = office.txns.get(command.txn)
    if (txn) txn.isApplied = true
  }
}
/** The state machine becomes another one: after a snapshot, or what a crash left. */
export function restore({ s, out }: Pick<Turn, 's' | 'out'>, machine: Machine): void {
  const before = s.machine
  s.machine = machine
  for (const key of new Set([...before.rows.keys(), ...machine.rows.keys()])) {
    const old = before.rows.get(key)?.at(-1)
    const version = machine.rows.get(key)?.at(-1)
    if (old?.ts !== version?.ts)
      out.push({ kind: 'applied', key, value: version?.value ?? 0, version: version?.ts ?? 0 })
  }
}

/* ---- reads ---- */

function onRead(turn: Turn, request: Request): void {
  const { s, todo } = turn
  const isStrong = request.level <= LEVEL.strong
  if (s.office?.isReady && (isStrong || holdsLease(turn))) {
    const id = s.nextRead++
    s.reads.set(id, request)
    todo.push({ kind: 'read', id })
  } else if (isStrong) elsewhere(turn, request.asker)
  else snapshotRead(turn, request)
}
/** It led when it was asked; whoever has a timestamp already and still holds the lock may come before the read. */
function serve(turn: Turn, id: number): void {
  const { s } = turn
  const request = s.reads.get(id)
  if (!request) return
  s.reads.delete(id)
  const holder = s.office?.locks.get(request.key)?.holder
  const txn = holder && s.office?.txns.get(holder.id)
  if (txn && txn.phase !== 'locking' && txn.phase !== 'preparing') txn.readers.push(request)
  else newestRead(turn, request)
}
function lose(turn: Turn, id: number): void {
  const request = turn.s.reads.get(id)
  turn.s.reads.delete(id)
  if (request) elsewhere(turn, request.asker)
}

/* ---- promises ---- */

/** A leader of an earlier term promises nothing any more. */
function takePromise({ s }: Turn, from: number, term: number, promised: Promised): void {
  if (term >= s.raft.term && from !== s.raft.id) addPromise(s, promised)
}
/** With everything that goes to followers; made last, when all that has a timestamp is in the log. */
function attachPromise(turn: Turn): void {
  const { out } = turn
  if (!out.some((effect) => effect.kind === 'raft' && effect.message.kind === 'append')) return
  const promised = promise(turn)
  out.forEach((effect, i) => {
    if (effect.kind === 'raft' && effect.message.kind === 'append') out[i] = { ...effect, promised }
  })
}

/* ---- time ---- */

function wake(turn: Turn): void {
  const { s, around, out, todo } = turn
  const nowUs = around.clocks.monotonicUs
  if (nowUs >= s.raft.dueUs) todo.push({ kind: 'wake' })
  tellHeld(turn)
  if (s.isJoining && nowUs >= s.joinUs) {
    s.joinUs = nowUs + JOIN_AGAIN_US
    for (const to of turn.rules.shards[turn.rules.shard])
      if (to !== nodeOfMember(s.raft.id)) out.push({ kind: 'join', to })
  }
  const { office } = s
  if (!office?.isReady) return
  for (const txn of [...office.txns.values()]) {
    const isOpen = txn.phase === 'locking' || txn.phase === 'preparing'
    if (isOpen && nowUs >= txn.giveUpUs && office.txns.has(txn.id)) abort(turn, office, txn, CAUSE.timeout)
  }
  chase(turn, office)
}
function settleAll(turn: Turn): void {
  const { office } = turn.s
  if (office) for (const txn of [...office.txns.values()]) settle(turn, office, txn)
}

/** When it must be woken, by its own monotonic clock. */
export function dueUs(s: SpannerState, rules: Rules, around: Surroundings): number {
  const nowUs = around.clocks.monotonicUs
  const time = now(s.time, rules.clock, around.clocks)
  let due = Math.min(s.raft.dueUs, s.time.polledUs + rules.clock.pollUs)
  if (s.isJoining) due = Math.min(due, s.joinUs)
  for (const { ts } of s.held) due = Math.min(due, nowUs + untilAfterUs(time, rules.clock, ts))
  const { office } = s
  if (!office?.isReady) return due
  for (const { phase, isApplied, ts, giveUpUs } of office.txns.values()) {
    if (phase === 'locking' || phase === 'preparing') due = Math.min(due, giveUpUs)
    else if (phase === 'committing' && isApplied) due = Math.min(due, nowUs + untilAfterUs(time, rules.clock, ts))
  }
  return mustChase(s, office) ? Math.min(due, office.chaseUs) : due
}

/* ---- members ---- */

/** A machine that lost its disk asks to be taken in under its new name. */
function takeIn({ s, todo }: Turn, member: number): void {
  const { voters } = s.raft.membership
  if (!s.office?.isReady || voters.includes(member)) return
  const others = voters.filter((voter) => nodeOfMember(voter) !== nodeOfMember(member))
  todo.push({ kind: 'change', voters: [...others, member] })
}
