/** What a record does once it is on disk. */
import type { Effect, Entry, FrozenImage, Image, TwoPhaseRules, Work } from './state'

const KEPT = 4_096

export function applyEntry(image: Image, rules: TwoPhaseRules, entry: Entry, out: Effect[]): void {
  switch (entry.kind) {
    case 'vote':
      if (!image.outcomes.has(entry.vote.txn)) image.votes.set(entry.vote.txn, entry.vote)
      return
    case 'decision':
      image.decided.set(entry.decision.txn, entry.decision)
      image.done.set(entry.decision.op, entry.decision.row)
      keepNewest(image.done)
      return
    case 'outcome': {
      const vote = image.votes.get(entry.txn)
      image.votes.delete(entry.txn)
      image.outcomes.set(entry.txn, entry.isCommitted)
      keepNewest(image.outcomes)
      if (vote && entry.isCommitted) carryOut(image, rules, vote.work, out)
      return
    }
    case 'forget':
      image.decided.delete(entry.txn)
  }
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
