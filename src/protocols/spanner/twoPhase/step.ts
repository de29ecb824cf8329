/** A replica's step function: an input, and effects in the order in which they must be carried out. */
import { CAUSE, STATUS } from '../../../cluster/wire'
import { applyEntry, frozenImage, keysOf } from './image'
import { answer, askInDoubt, giveUpReads, onOutcome, onPrepare, onRead, release, say, write } from './participant'
import { chaseDecided, coordinate, decided, onEffect, onEnded, onVote, tellOutcome } from './coordinator'
import type { Effect, Image, Input, Surroundings, Turn, TwoPhaseRules, TwoPhaseState, Word } from './state'
import { emptyImage, newTwoPhase } from './state'
import type { Request } from '../state'

export function step(s: TwoPhaseState, rules: TwoPhaseRules, around: Surroundings, input: Input): Effect[] {
  const turn: Turn = { s, rules, around, out: [] }
  switch (input.kind) {
    case 'wake':
      wake(turn)
      break
    case 'request':
      onRequest(turn, input.request)
      break
    case 'word':
      onWord(turn, input.word)
      break
    case 'persisted':
      persisted(turn)
      break
    case 'rejoin':
      s.joining = rules.shards[rules.shard].filter((node) => node !== rules.self)
      askForImages(turn)
  }
  return turn.out
}

function onRequest(turn: Turn, request: Request): void {
  const { s, rules } = turn
  const leader = rules.shards[rules.shard][0]
  if (s.joining) answer(turn, request.asker, { status: STATUS.failed, cause: CAUSE.refused })
  else if (request.kind === 'read') onRead(turn, request)
  else if (rules.self === leader) onEffect(turn, request)
  else answer(turn, request.asker, { status: STATUS.elsewhere, cause: CAUSE.refused, leader })
}

function onWord(turn: Turn, word: Word): void {
  const { s } = turn
  if (word.kind === 'image') {
    takeImage(turn, word.from, word.image)
    return
  }
  if (s.joining) return // it does not know what it knew
  switch (word.kind) {
    case 'prepare':
      onPrepare(turn, word)
      return
    case 'vote':
      onVote(turn, word.txn, word.from, word.isYes)
      return
    case 'outcome':
      onOutcome(turn, word.txn, word.from, word.isCommitted)
      return
    case 'ended':
      onEnded(turn, word.txn, word.from)
      return
    case 'ask':
      tellOutcome(turn, word.txn, word.from)
      return
    case 'join': {
      const image = frozenImage(s.image)
      say(turn, word.from, { kind: 'image', image }, 512 * image.rows.length + 32 * image.done.length)
    }
  }
}

/** The oldest entry that was being written is on disk: it is so now. */
function persisted(turn: Turn): void {
  const { s, rules, out } = turn
  const entry = s.entries.shift()
  if (!entry) return
  applyEntry(s.image, rules, entry, out)
  if (entry.kind === 'vote') {
    const { txn, coordinator } = entry.vote
    if (coordinator === rules.self) onVote(turn, txn, rules.self, true)
    else say(turn, coordinator, { kind: 'vote', txn, isYes: true })
  } else if (entry.kind === 'decision') decided(turn, entry.decision.txn)
  else if (entry.kind === 'outcome') {
    release(turn, entry.txn)
    if (entry.isCommitted && coordinatorOf(entry.txn) !== rules.self)
      say(turn, coordinatorOf(entry.txn), { kind: 'ended', txn: entry.txn })
  }
}
/** A transaction bears its coordinator's node index. */
function coordinatorOf(txn: number): number {
  return txn % 256
}

/* ---- time ---- */

function wake(turn: Turn): void {
  const { s, rules, around } = turn
  giveUpReads(turn)
  coordinate(turn)
  if (around.nowUs < s.chaseUs) return
  s.chaseUs = around.nowUs + rules.chaseUs
  if (s.joining) askForImages(turn)
  askInDoubt(turn)
  chaseDecided(turn)
}
/** When it must be woken, by its own clock; Infinity: not at all. */
export function dueUs({ asked, runs, image, missing, joining, chaseUs }: TwoPhaseState): number {
  let due = Infinity
  for (const { giveUpUs } of asked) due = Math.min(due, giveUpUs)
  for (const { phase, againUs, giveUpUs } of runs.values()) {
    if (phase === 'waiting') due = Math.min(due, againUs, giveUpUs)
    else if (phase === 'voting') due = Math.min(due, giveUpUs)
  }
  const isWaiting = image.votes.size > 0 || joining !== null || missing.size > 0
  return isWaiting ? Math.min(due, chaseUs) : due
}

/* ---- crashes ---- */

/** The process ended. Locks follow from the votes on disk. */
export function crash(s: TwoPhaseState, rules: TwoPhaseRules, diskLost: boolean): Effect[] {
  const out: Effect[] = []
  if (diskLost) for (const key of s.image.rows.keys()) out.push({ kind: 'applied', key, value: 0, version: 0 })
  const image = diskLost ? emptyImage() : s.image
  const { begun, joining } = s
  Object.assign(s, newTwoPhase(image), { begun, joining: diskLost ? [] : joining })
  for (const { txn, participants } of image.decided.values()) s.missing.set(txn, [...participants])
  takeLocks(s, rules, image)
  return out
}
function takeLocks(s: TwoPhaseState, rules: TwoPhaseRules, { votes }: Image): void {
  for (const { txn, work } of votes.values()) for (const key of keysOf(rules, work)) s.locks.set(key, txn)
}
/** After a restart. */
export function restarted(s: TwoPhaseState, rules: TwoPhaseRules, around: Surroundings): Effect[] {
  const turn: Turn = { s, rules, around, out: [] }
  endOwn(turn)
  return turn.out
}
/** Of what it coordinated itself it has decided, or aborted, everything. */
function endOwn(turn: Turn): void {
  const { s, rules } = turn
  for (const { txn, coordinator } of [...s.image.votes.values()])
    if (coordinator === rules.self) write(turn, { kind: 'outcome', txn, isCommitted: s.image.decided.has(txn) })
}

/* ---- a new member ---- */

function askForImages(turn: Turn): void {
  for (const to of turn.s.joining ?? []) say(turn, to, { kind: 'join' })
}
/** What any of its peers has, it has; when all have answered it is a member. */
function takeImage(turn: Turn, from: number, told: Extract<Word, { kind: 'image' }>['image']): void {
  const { s, rules, out } = turn
  if (!s.joining?.includes(from)) return
  const { image } = s
  s.joining = s.joining.filter((node) => node !== from)
  for (const [txn, isCommitted] of told.outcomes) {
    image.outcomes.set(txn, isCommitted)
    image.votes.delete(txn)
  }
  for (const [op, row] of told.done) image.done.set(op, row)
  for (const [txn, vote] of told.votes) if (!image.outcomes.has(txn)) image.votes.set(txn, vote)
  const isNewer = (key: number, version: number): boolean => version > (image.rows.get(key)?.version ?? 0)
  for (const [key, row] of told.rows) {
    if (!isNewer(key, row.version)) continue
    image.rows.set(key, row)
    out.push({ kind: 'applied', key, ...row })
  }
  for (const [account, balance] of told.balances) image.balances.set(account, balance)
  if (s.joining.length > 0) return
  s.joining = null
  takeLocks(s, rules, image)
  endOwn(turn)
  out.push({ kind: 'joined' })
}
