/**
 * The disk: one write at a time, and one more that gathers what comes meanwhile (group commit, thesis 10.2.1). What a member
 * promises (votes, acknowledgements) leaves when what it rests on is on disk (3.8). Each write remembers what it replaced.
 */
import type { Entry, Snapshot } from './log'
import { lastIndex, membershipAt } from './log'
import type { Message } from './message'
import type { Batch, RaftState } from './state'
import { memberFrom } from './state'
import type { Turn } from './turn'

function batchOf(turn: Turn): Batch {
  if (turn.batch) return turn.batch
  const { disk, log } = turn.s
  const batch = disk.next ?? { undo: [], messages: [], last: lastIndex(log) }
  if (disk.writing) disk.next = batch
  else {
    disk.writing = batch
    turn.out.push({ kind: 'persist' })
  }
  turn.batch = batch
  return batch
}

export function setTerm(turn: Turn, term: number, vote: number): void {
  const { s } = turn
  batchOf(turn).undo.push({ kind: 'hard', term: s.term, vote: s.vote })
  s.term = term
  s.vote = vote
}
/** Drops what follows `after` and appends. */
export function replaceTail(turn: Turn, after: number, entries: readonly Entry[]): void {
  const { log } = turn.s
  const length = after - log.snapshot.index
  const batch = batchOf(turn)
  batch.undo.push({ kind: 'tail', length, removed: log.entries.slice(length) })
  log.entries.length = length
  log.entries.push(...entries)
  batch.last = lastIndex(log)
  refreshMembership(turn.s)
}
/** Covers the log up to the snapshot's index; what the log has beyond it stays, unless the snapshot goes beyond the log. */
export function setSnapshot(turn: Turn, snapshot: Snapshot): void {
  const { log } = turn.s
  const covered = Math.min(snapshot.index - log.snapshot.index, log.entries.length)
  const batch = batchOf(turn)
  batch.undo.push({ kind: 'snapshot', snapshot: log.snapshot, removed: log.entries.splice(0, covered) })
  log.snapshot = snapshot
  batch.last = lastIndex(log)
  refreshMembership(turn.s)
}
function refreshMembership(s: RaftState): void {
  const { membership, index } = membershipAt(s.log, lastIndex(s.log))
  s.membership = membership
  s.membershipIndex = index
}

/** What this step's write holds back. */
export function batchMessages(turn: Turn): Message[] {
  return batchOf(turn).messages
}
export function send(turn: Turn, message: Message): void {
  turn.out.push({ kind: 'send', message: Object.freeze(message) })
}
/** For what promises something: after everything written so far is on disk. */
export function sendDurably(turn: Turn, message: Message): void {
  const { disk } = turn.s
  const batch = turn.batch ?? disk.next ?? disk.writing
  if (batch && !turn.settings.bugs.repliesBeforeDisk) batch.messages.push(Object.freeze(message))
  else send(turn, message)
}

/** The write under way has ended; the answer is what it held back. Begins the next, if there is one. */
export function writeEnded(turn: Turn): Batch {
  const { disk } = turn.s
  const ended = disk.writing as Batch
  disk.writing = disk.next
  disk.next = null
  if (disk.writing) turn.out.push({ kind: 'persist' })
  return ended
}

/** The member that a process finds on the disk of a crashed one. The owner's state machine begins with `log.snapshot`. */
export function recovered(s: RaftState): RaftState {
  const log = { snapshot: s.log.snapshot, entries: s.log.entries.slice() }
  let { term, vote } = s
  for (const batch of [s.disk.next, s.disk.writing]) {
    for (let i = (batch?.undo.length ?? 0) - 1; i >= 0; i--) {
      const undo = (batch as Batch).undo[i]
      if (undo.kind === 'hard') {
        term = undo.term
        vote = undo.vote
      } else if (undo.kind === 'tail') {
        log.entries.length = undo.length
        log.entries.push(...undo.removed)
      } else {
        log.snapshot = undo.snapshot
        log.entries.unshift(...undo.removed)
      }
    }
  }
  const member = memberFrom(s.id, term, vote, log)
  refreshMembership(member)
  return member
}
