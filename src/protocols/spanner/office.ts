/**
 * A leader takes office when everything that earlier leaders committed is applied here, and then knows which transactions are
 * prepared; its timestamps begin above all that an earlier leader can have given or promised (Spanner, OSDI 2012, 4.1.1): that
 * one's lease had ended, and its clock was ahead by 2ε at most.
 */
import { CAUSE, STATUS } from '../../cluster/wire'
import { answerNow, elsewhere } from './answers'
import { acquire } from './locks'
import type { Prepared } from './machine'
import type { Office, Turn, Txn } from './state'
import { epsilonMaxUs } from './trueTime'

/** Notices that this replica has come to lead, may begin, or leads no more. */
export function followOffice(turn: Turn): void {
  const { s } = turn
  const { raft, office } = s
  if (office && (raft.role !== 'leader' || raft.term !== office.term)) resign(turn, office)
  if (raft.role !== 'leader') return
  s.office ??= newOffice(raft.term)
  if (!s.office.isReady && raft.lead && raft.applied >= raft.lead.first) begin(turn, s.office)
}
function newOffice(term: number): Office {
  return {
    term,
    isReady: false,
    floorTs: 0,
    ages: 0,
    transactions: 0,
    txns: new Map(),
    locks: new Map(),
    ended: [],
    chaseUs: 0,
    rounds: 0,
  }
}

function begin(turn: Turn, office: Office): void {
  const { s, rules, time } = turn
  office.isReady = true
  office.floorTs = Math.max(s.machine.lastTs, time.latest + 2 * epsilonMaxUs(rules.clock))
  for (const prepared of s.machine.prepared.values()) {
    const txn = partOf(prepared, turn)
    office.txns.set(txn.id, txn)
    acquire(office.locks, prepared.key, txn, () => false)
  }
}
/** A transaction of another group that a former leader of this one prepared. */
function partOf({ txn: id, age, coordinator, key, amount, ts }: Prepared, { around }: Turn): Txn {
  return {
    ...newTxn(around, id, age, 'part'),
    key,
    keys: [key],
    held: [key],
    amount,
    coordinator,
    ts,
    phase: 'prepared',
  }
}
export function newTxn({ trueUs, clocks }: Turn['around'], id: number, age: number, kind: Txn['kind']): Txn {
  return {
    id,
    age,
    kind,
    op: -1,
    askers: [],
    key: -1,
    value: 0,
    amount: 0,
    keys: [],
    held: [],
    phase: 'locking',
    payee: null,
    coordinator: -1,
    voteTo: -1,
    ts: 0,
    isApplied: false,
    readers: [],
    arrivedUs: trueUs,
    nextUs: clocks.monotonicUs,
    giveUpUs: clocks.monotonicUs,
  }
}

/** What was proposed may be committed by the next leader; what was not never will be. */
function resign(turn: Turn, office: Office): void {
  turn.s.office = null
  for (const txn of office.txns.values()) {
    for (const { asker } of txn.readers) elsewhere(turn, asker)
    for (const asker of txn.askers) {
      if (txn.phase !== 'committing') elsewhere(turn, asker)
      else if (!txn.isApplied) answerNow(turn, asker, { status: STATUS.unknown, cause: CAUSE.noQuorum })
    }
  }
}

/** A timestamp above all given so far, and not before now. */
export function giveTs({ time }: Turn, office: Office, atLeast: number): number {
  office.floorTs = Math.max(office.floorTs + 1, time.latest, atLeast)
  return office.floorTs
}
export function giveAge({ time, rules }: Turn, office: Office): number {
  office.ages = Math.max(office.ages + 1, time.latest)
  return office.ages * 64 + rules.shard
}
/** Unique over all groups and leaders: a leader's term is its own. */
export function giveId({ rules }: Turn, office: Office): number {
  return (office.term * 65_536 + (office.transactions++ % 65_536)) * 64 + rules.shard
}
