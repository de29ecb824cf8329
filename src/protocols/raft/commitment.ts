/**
 * What is committed is applied, in order (thesis 3.5, 3.6.2). A leader counts copies only of entries of its own term: one of an
 * earlier term is committed with the first of its own after it.
 */
import { entryAt, lastIndex, termAt } from './log'
import { agreed } from './membership'
import type { Leading } from './state'
import type { Turn } from './turn'

/** Commits what a majority has on disk. True when that moved the commit index. */
export function countCopies(turn: Turn, lead: Leading): boolean {
  const { s, settings } = turn
  const stored = agreed(s.membership, (id) => matchOf(turn, lead, id))
  const mayCount = settings.bugs.commitsEarlierTermByCounting === true || termAt(s.log, stored) === s.term
  if (stored <= s.commit || !mayCount) return false
  commitTo(turn, stored)
  return true
}
function matchOf({ s }: Turn, lead: Leading, id: number): number {
  if (id === s.id) return lead.durable
  return lead.peers.find((peer) => peer.id === id)?.match ?? 0
}

export function commitTo(turn: Turn, index: number): void {
  const { s, out } = turn
  s.commit = Math.max(s.commit, Math.min(index, lastIndex(s.log)))
  while (s.applied < s.commit) {
    s.applied++
    const entry = entryAt(s.log, s.applied)
    if (entry) out.push({ kind: 'apply', index: s.applied, entry })
  }
  if (!s.freshening || s.applied < s.freshening.index) return
  s.freshUs = s.freshening.atUs
  s.freshening = null
}
