/**
 * Read-write transactions at a group's leader (Spanner, OSDI 2012, 4.2.1). Writes lock their rows; a transfer locks the paying
 * account, then has the other group prepare (so that who is prepared waits for no lock), and commits in this group's log with
 * a timestamp above every prepare timestamp. Commit wait overlaps with replication. With idempotency an operation asked for again
 * is the same transaction, or, once done, is answered from its record.
 */
import { CAUSE } from '../../cluster/wire'
import { elsewhere, failed, FRESH, hasPassed, tell } from './answers'
import { acquire, release } from './locks'
import type { Command } from './machine'
import { balanceOf, operationOf } from './machine'
import { giveAge, giveId, giveTs, newTxn } from './office'
import { newestRead } from './safeTime'
import type { Office, Request, Turn, Txn } from './state'
import { WITNESSED_KEPT } from './state'
import { sayTo } from './talk'

/** A write or a transfer. */
export function onEffect(turn: Turn, request: Request): void {
  const { office, machine } = turn.s
  const { asker } = request
  if (!office?.isReady) {
    elsewhere(turn, asker)
    return
  }
  const op = operationOf(asker)
  if (turn.rules.idempotency) {
    const done = machine.done.get(op)
    if (done) {
      tell(turn, asker, done, FRESH)
      return
    }
    for (const txn of office.txns.values()) {
      if (txn.op !== op) continue
      txn.askers.push(asker)
      return
    }
  }
  begin(turn, office, request, op)
}

function begin(turn: Turn, office: Office, request: Request, op: number): void {
  const { rules, around } = turn
  const { kind, key, value, bound, asker } = request
  const txn = newTxn(around, giveId(turn, office), giveAge(turn, office), kind as Txn['kind'])
  txn.op = op
  txn.askers = [asker]
  txn.key = key
  txn.value = value
  txn.keys = [key]
  if (kind === 'transfer') {
    txn.amount = bound
    const shard = rules.shardOf(value)
    if (shard !== rules.shard) txn.payee = Object.freeze({ shard, key: value, amount: bound })
    else if (value !== key) txn.keys.push(value)
  }
  txn.giveUpUs = around.clocks.monotonicUs + rules.timeoutUs
  office.txns.set(txn.id, txn)
  lockNext(turn, office, txn)
}

/** Locks what is not locked yet, one after the other. */
export function lockNext(turn: Turn, office: Office, txn: Txn): void {
  const key = txn.keys.find((wanted) => !txn.held.includes(wanted))
  if (key === undefined) {
    locked(turn, office, txn)
    return
  }
  const mayWound = (id: number): boolean => {
    const phase = office.txns.get(id)?.phase
    return phase === 'locking' || phase === 'preparing'
  }
  const { granted, wound } = acquire(office.locks, key, { id: txn.id, age: txn.age }, mayWound)
  if (granted) {
    txn.held.push(key)
    lockNext(turn, office, txn)
  } else if (wound !== null) restart(turn, office, office.txns.get(wound) as Txn)
}
function passLocks(turn: Turn, office: Office, txn: Txn): void {
  const granted = release(office.locks, txn.id, txn.keys)
  txn.held = []
  for (const { id, key } of granted) office.txns.get(id)?.held.push(key)
  // Whoever goes on may wound another that was granted a lock here.
  for (const { id, key } of granted) {
    const next = office.txns.get(id)
    if (next?.phase === 'locking' && next.held.includes(key)) lockNext(turn, office, next)
  }
}

function locked(turn: Turn, office: Office, txn: Txn): void {
  const { rules, around, s } = turn
  if (txn.kind === 'part') prepare(turn, office, txn)
  else if (txn.kind === 'write') commit(turn, office, txn, 0)
  else if (
    !(txn.amount > 0) ||
    txn.key === txn.value ||
    balanceOf(s.machine, txn.key, rules.initialBalance) < txn.amount
  )
    abort(turn, office, txn, CAUSE.refused)
  else if (!txn.payee) commit(turn, office, txn, 0)
  else {
    txn.phase = 'preparing'
    txn.nextUs = around.clocks.monotonicUs + rules.chaseUs
    askToPrepare(turn, txn)
  }
}
export function askToPrepare(turn: Turn, { id, age, payee }: Txn): void {
  if (!payee) return
  const { shard, key, amount } = payee
  sayTo(turn, shard, { kind: 'prepare', txn: id, age, coordinator: turn.rules.shard, key, amount })
}

function prepare(turn: Turn, office: Office, txn: Txn): void {
  txn.phase = 'committing'
  txn.ts = giveTs(turn, office, 0)
  const { id, age, coordinator, key, amount, ts } = txn
  propose(
    turn,
    Object.freeze({ kind: 'prepare', prepared: Object.freeze({ txn: id, age, coordinator, key, amount, ts }) }),
  )
}
/** The decision. `atLeast`: the participant's prepare timestamp. */
export function commit(turn: Turn, office: Office, txn: Txn, atLeast: number): void {
  txn.phase = 'committing'
  txn.ts = giveTs(turn, office, atLeast)
  const { id, op, ts, key, value, amount, payee } = txn
  const moves = txn.kind === 'write' ? [] : [{ key, amount: -amount }, ...(payee ? [] : [{ key: value, amount }])]
  propose(
    turn,
    Object.freeze({
      kind: 'commit',
      txn: id,
      op,
      ts,
      write: txn.kind === 'write' ? Object.freeze({ key, value }) : null,
      moves: Object.freeze(moves.map((one) => Object.freeze(one))),
      payee,
      ended: Object.freeze(office.ended.splice(0)),
    }),
  )
}
const BYTES: Record<Command['kind'], number> = { commit: 512, prepare: 96, resolve: 48 }
export function propose({ todo }: Turn, command: Command): void {
  todo.push({ kind: 'command', command, bytes: BYTES[command.kind] })
}

/** The log took it not, for leadership is being handed over: it is as if it had not been proposed. */
export function refused(turn: Turn, command: Command): void {
  const { office } = turn.s
  const txn = office?.txns.get(command.kind === 'prepare' ? command.prepared.txn : command.txn)
  if (!office || !txn) return
  if (command.kind === 'resolve') {
    txn.phase = 'prepared'
    return
  }
  txn.phase = txn.payee ? 'preparing' : 'locking'
  abort(turn, office, txn, CAUSE.refused)
}

/** Gives way to an older one, and begins anew at its own age. */
function restart(turn: Turn, office: Office, txn: Txn): void {
  cancelVote(turn, txn)
  office.txns.delete(txn.id)
  const again: Txn = { ...txn, id: giveId(turn, office), held: [], phase: 'locking' }
  office.txns.set(again.id, again)
  passLocks(turn, office, txn)
  lockNext(turn, office, again)
}
/** Surely not done. */
export function abort(turn: Turn, office: Office, txn: Txn, cause: number): void {
  cancelVote(turn, txn)
  office.txns.delete(txn.id)
  passLocks(turn, office, txn)
  for (const asker of txn.askers) failed(turn, asker, cause)
  for (const read of txn.readers) newestRead(turn, read)
}
function cancelVote(turn: Turn, { phase, payee, id }: Txn): void {
  if (phase === 'preparing' && payee) sayTo(turn, payee.shard, { kind: 'outcome', txn: id, isCommitted: false, ts: 0 })
}

/** Its commit is applied: ends once its timestamp has passed. */
export function settle(turn: Turn, office: Office, txn: Txn): void {
  if (!txn.isApplied || txn.phase !== 'committing' || !hasPassed(turn, txn.ts)) return
  const { s, around } = turn
  office.txns.delete(txn.id)
  for (const asker of txn.askers) tell(turn, asker, { ts: txn.ts, value: txn.kind === 'write' ? txn.value : 0 }, FRESH)
  s.witnessed.push(Object.freeze({ txn: txn.id, ts: txn.ts, arrivedUs: txn.arrivedUs, ackedUs: around.trueUs }))
  if (s.witnessed.length > WITNESSED_KEPT) s.witnessed.shift()
  s.answered++
  if (txn.payee) sayTo(turn, txn.payee.shard, { kind: 'outcome', txn: txn.id, isCommitted: true, ts: txn.ts })
  finishReads(turn, txn)
  passLocks(turn, office, txn)
}
/** A part is over. */
export function endPart(turn: Turn, office: Office, txn: Txn): void {
  office.txns.delete(txn.id)
  finishReads(turn, txn)
  passLocks(turn, office, txn)
}
function finishReads(turn: Turn, txn: Txn): void {
  for (const read of txn.readers.splice(0)) newestRead(turn, read)
}
