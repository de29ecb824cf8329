/** What a record does once it is on disk. */
import { noteRepeat } from '../../../cluster/repeats'
import { REMEMBERED } from '../../../cluster/remembered'
import type { Decision, Effect, Entry, FrozenImage, Image, Row, TwoPhaseRules, Work } from './state'

/** Operations and outcomes that a replica remembers: a retry of one that was followed by more comes too late to be known. */
const KEPT = REMEMBERED.twoPhaseCommit.writes
const CLIENTS = 256

export function applyEntry(image: Image, rules: TwoPhaseRules, entry: Entry, out: Effect[]): void {
  switch (entry.kind) {
    case 'vote':
      if (!image.outcomes.has(entry.vote.txn)) image.votes.set(entry.vote.txn, entry.vote)
      return
    case 'decision':
      image.decided.set(entry.decision.txn, entry.decision)
      if (image.done.has(entry.decision.op)) repeated(image, entry.decision)
      remember(image, entry.decision.op, entry.decision.row)
      return
    case 'outcome': {
      const vote = image.votes.get(entry.txn)
      image.votes.delete(entry.txn)
      image.outcomes.set(entry.txn, entry.isCommitted)
      keepNewest(image.outcomes)
      if (!vote || !entry.isCommitted) return
      // With its effect, so that a coordinator that loses its disk is told by its peers.
      const isAsked = rules.shards[rules.shard].includes(vote.coordinator) && vote.coordinator !== rules.self
      if (isAsked) remember(image, vote.op, vote.work.write?.row ?? NO_ROW)
      carryOut(image, rules, vote.work, out)
      return
    }
    case 'forget':
      image.decided.delete(entry.txn)
  }
}
export const NO_ROW: Row = Object.freeze({ value: 0, version: 0 })
function remember(image: Image, op: number, row: Row): void {
  image.done.set(op, row)
  keepNewest(image.done)
}
function repeated({ votes, repeats }: Image, { op, txn }: Decision): void {
  const work = votes.get(txn)?.work
  const key = work?.write?.key ?? work?.moves[0].key ?? 0
  noteRepeat(repeats, { client: op % CLIENTS, count: Math.floor(op / CLIENTS), key })
}
function carryOut(image: Image, rules: TwoPhaseRules, { write, moves }: Work, out: Effect[]): void {
  if (write) {
    image.rows.set(write.key, write.row)
    out.push({ kind: 'applied', key: write.key, ...write.row })
  }
  for (const { key, amount } of moves)
    if (rules.shardOf(key) === rules.shard) image.balances.set(key, balanceOf(image, rules, key) + amount)
}
export function balanceOf(image: Image, rules: TwoPhaseRules, account: number): number {
  return image.balances.get(account) ?? rules.initialBalance
}
function keepNewest<V>(map: Map<number, V>): void {
  for (const name of map.keys()) {
    if (map.size <= KEPT) return
    map.delete(name)
  }
}

/** The keys of this replica's shard that a transaction touches. */
export function keysOf(rules: TwoPhaseRules, { write, moves }: Work): number[] {
  const keys = [...(write ? [write.key] : []), ...moves.map((move) => move.key)]
  return keys.filter((key) => rules.shardOf(key) === rules.shard)
}

/** For a new member. Decisions are their coordinator's own. */
export function frozenImage(image: Image): FrozenImage {
  const entries = <V>(map: Map<number, V>): readonly (readonly [number, V])[] => Object.freeze([...map])
  return Object.freeze({
    rows: entries(image.rows),
    balances: entries(image.balances),
    votes: entries(image.votes),
    outcomes: entries(image.outcomes),
    done: entries(image.done),
  })
}
