/**
 * The coordinator: every replica of every shard concerned must vote yes; the decision is made when it is on the coordinator's
 * disk. A participant that cannot lock votes no at once, so that nobody waits in a circle; the transaction is tried again a
 * little later. What it does not remember was aborted.
 */
import { CAUSE } from '../../../cluster/wire'
import { NO_ROW, balanceOf, keysOf } from './image'
import { CHASED_MAX, answer, lock, release, say, write } from './participant'
import type { Run, Turn, Work } from './state'
import type { Request } from '../state'
import { operationOf } from '../machine'

export function onEffect(turn: Turn, request: Request): void {
  const { s, rules, around } = turn
  const { asker } = request
  const op = operationOf(asker)
  if (rules.idempotency) {
    const done = s.image.done.get(op)
    if (done) {
      answer(turn, asker, { value: done.value, version: done.version })
      return
    }
    for (const run of s.runs.values()) {
      if (run.op !== op) continue
      run.askers.push(asker)
      return
    }
  }
  const giveUpUs = around.nowUs + rules.timeoutUs
  const run: Run = {
    txn: -1,
    op,
    askers: [asker],
    request,
    phase: 'waiting',
    yes: [],
    work: null,
    tries: 0,
    againUs: 0,
    giveUpUs,
  }
  attempt(turn, run)
}

/** A new transaction for the same wish. */
function attempt(turn: Turn, run: Run): void {
  const { s, rules, around } = turn
  s.runs.delete(run.txn)
  run.txn = (around.incarnation * 1_048_576 + s.begun++) * 256 + rules.self
  run.tries++
  run.yes = []
  run.phase = 'voting'
  s.runs.set(run.txn, run)
  const work = workOf(turn, run.request)
  run.work = work
  if (!lock(turn, run.txn, keysOf(rules, work))) {
    tryLater(turn, run)
    return
  }
  const { request } = run
  if (request.kind === 'transfer' && !canPay(turn, request)) {
    release(turn, run.txn)
    end(turn, run, CAUSE.refused)
    return
  }
  const { txn, op } = run
  write(turn, { kind: 'vote', vote: Object.freeze({ txn, coordinator: rules.self, op, work }) })
  for (const to of participants(turn, work)) if (to !== rules.self) say(turn, to, { kind: 'prepare', txn, op, work })
}
function canPay({ s, rules }: Turn, { key, value, bound }: Request): boolean {
  return key !== value && bound > 0 && balanceOf(s.image, rules, key) >= bound
}
function workOf({ s }: Turn, { kind, key, value, bound }: Request): Work {
  const version = (s.image.rows.get(key)?.version ?? 0) + 1
  if (kind === 'write')
    return Object.freeze({ write: Object.freeze({ key, row: Object.freeze({ value, version }) }), moves: NOTHING })
  const moves = [Object.freeze({ key, amount: -bound }), Object.freeze({ key: value, amount: bound })]
  return Object.freeze({ write: null, moves: Object.freeze(moves) })
}
const NOTHING: Work['moves'] = Object.freeze([])
function participants({ rules }: Turn, { write: one, moves }: Work): number[] {
  const keys = [...(one ? [one.key] : []), ...moves.map((move) => move.key)]
  const shards = keys.map(rules.shardOf)
  return rules.shards.flatMap((members, shard) => (shards.includes(shard) ? members : []))
}

export function onVote(turn: Turn, txn: number, from: number, isYes: boolean): void {
  const { s, rules } = turn
  const run = s.runs.get(txn)
  if (run?.phase !== 'voting') {
    if (isYes && from !== rules.self) tellOutcome(turn, txn, from)
    return
  }
  if (!isYes) {
    abort(turn, run)
    tryLater(turn, run)
    return
  }
  if (!run.yes.includes(from)) run.yes.push(from)
  const work = run.work as Work
  const all = participants(turn, work)
  if (!all.every((node) => run.yes.includes(node))) return
  run.phase = 'deciding'
  const row = work.write?.row ?? NO_ROW
  write(turn, {
    kind: 'decision',
    decision: Object.freeze({ txn, op: run.op, row, participants: Object.freeze(all.filter((n) => n !== rules.self)) }),
  })
}

/** The decision is on disk: only now it is one. */
export function decided(turn: Turn, txn: number): void {
  const { s } = turn
  const decision = s.image.decided.get(txn)
  const run = s.runs.get(txn)
  if (!decision) return
  s.missing.set(txn, [...decision.participants])
  write(turn, { kind: 'outcome', txn, isCommitted: true })
  for (const to of decision.participants) say(turn, to, { kind: 'outcome', txn, isCommitted: true })
  if (run) end(turn, run, CAUSE.none)
  else forgetIfKnown(turn, txn)
}
export function onEnded(turn: Turn, txn: number, from: number): void {
  const { s } = turn
  const nodes = s.missing.get(txn)
  if (!nodes) return
  s.missing.set(
    txn,
    nodes.filter((node) => node !== from),
  )
  forgetIfKnown(turn, txn)
}
function forgetIfKnown(turn: Turn, txn: number): void {
  if (turn.s.missing.get(txn)!.length > 0) return
  turn.s.missing.delete(txn)
  write(turn, { kind: 'forget', txn })
}

export function tellOutcome(turn: Turn, txn: number, to: number): void {
  const { s } = turn
  const phase = s.runs.get(txn)?.phase
  if (phase === 'voting' || phase === 'deciding') return // not decided yet
  const isCommitted = s.image.decided.has(txn) || s.image.outcomes.get(txn) === true
  say(turn, to, { kind: 'outcome', txn, isCommitted })
}

function abort(turn: Turn, run: Run): void {
  const { rules } = turn
  write(turn, { kind: 'outcome', txn: run.txn, isCommitted: false })
  for (const to of participants(turn, run.work as Work))
    if (to !== rules.self) say(turn, to, { kind: 'outcome', txn: run.txn, isCommitted: false })
}
function tryLater({ s, rules, around }: Turn, run: Run): void {
  run.phase = 'waiting'
  const upToUs = (rules.chaseUs / 8) * (1 << Math.min(run.tries, 4))
  run.againUs = around.nowUs + Math.ceil(upToUs * (0.5 + around.unit(run.op, run.tries)))
  s.runs.set(run.txn, run)
}
function end(turn: Turn, run: Run, cause: number): void {
  const { s } = turn
  s.runs.delete(run.txn)
  const row = run.work?.write?.row ?? NO_ROW
  for (const asker of run.askers) {
    if (cause === CAUSE.none) answer(turn, asker, row)
    else answer(turn, asker, { status: 1, cause })
  }
}

/** Tries again what was in somebody's way, gives up what got no vote, and tells again who does not say that he knows. */
export function coordinate(turn: Turn): void {
  const { s, around } = turn
  for (const run of [...s.runs.values()]) {
    if (run.phase === 'deciding') continue
    if (around.nowUs >= run.giveUpUs) {
      if (run.phase === 'voting') abort(turn, run)
      end(turn, run, CAUSE.noQuorum)
    } else if (run.phase === 'waiting' && around.nowUs >= run.againUs) attempt(turn, run)
  }
}
/** The oldest: who is slow must not be buried in questions. */
export function chaseDecided(turn: Turn): void {
  for (const [txn, nodes] of [...turn.s.missing].slice(0, CHASED_MAX))
    for (const to of nodes) say(turn, to, { kind: 'outcome', txn, isCommitted: true })
}
