/**
 * Raft's five properties (thesis, figure 3.2) and linearizable reads (6.4), judged from outside by looking at a member after
 * each of its steps. Costs what changed since its last look. The first violation is told with its term, index and members.
 */
import type { Entry } from './log'
import { entryAt, lastIndex, termAt } from './log'
import type { RaftState } from './state'

export const INVARIANTS = [
  'electionSafety', // at most one leader in a term
  'leaderAppendOnly', // a leader never overwrites or drops entries of its log
  'logMatching', // equal index and term: equal logs up to there
  'leaderCompleteness', // what was committed in a term is in the log of every later term's leader
  'stateMachineSafety', // no two members apply different entries at an index
  'linearizableReads', // a read sees what was committed before it was asked for
] as const
export type Invariant = (typeof INVARIANTS)[number]

export interface Violation {
  invariant: Invariant
  term: number
  index: number
  members: number[]
}
/** A member as it was when last looked at. */
interface Seen {
  term: number
  isLeader: boolean
  snapshotIndex: number
  entries: Entry[]
  applied: number
  completeTo: number // a leader has everything that was committed up to here
}
interface Committed {
  entry: Entry
  inTerm: number // of the member that committed it first
  by: number
}

export class RaftInvariants {
  private readonly leaders = new Map<number, number>() // by term
  private readonly seen = new Map<number, Seen>() // by member
  private readonly written = new Map<number, { entry: Entry; prevTerm: number; by: number }[]>() // by index
  private readonly committed = new Map<number, Committed>() // by index
  /** The greatest index that anybody committed. */
  commit = 0

  /** Call after every step of a member, and after its recovery. */
  look(s: RaftState): Violation | null {
    const before = this.seen.get(s.id) ?? NOTHING
    const now: Seen = {
      term: s.term,
      isLeader: s.role === 'leader',
      snapshotIndex: s.log.snapshot.index,
      entries: before.entries,
      applied: s.applied,
      completeTo: before.isLeader && before.term === s.term ? before.completeTo : 0,
    }
    this.seen.set(s.id, now)
    return (
      this.judgeElection(s) ?? this.judgeLog(s, before, now) ?? this.judgeApplied(s, before) ?? this.judgeLeader(s, now)
    )
  }

  /** `floor`: `commit` when the read was asked for. */
  judgeRead(s: RaftState, floor: number): Violation | null {
    return s.applied >= floor ? null : violation('linearizableReads', s, floor, [])
  }

  private judgeElection(s: RaftState): Violation | null {
    if (s.role !== 'leader') return null
    const leader = this.leaders.get(s.term)
    if (leader === undefined) this.leaders.set(s.term, s.id)
    return leader === undefined || leader === s.id ? null : violation('electionSafety', s, 0, [leader])
  }

  private judgeLog(s: RaftState, before: Seen, now: Seen): Violation | null {
    const same = lastInCommon(s, before)
    const last = lastIndex(s.log)
    const beforeLast = before.snapshotIndex + before.entries.length
    if (same === last && same === beforeLast && before.snapshotIndex === s.log.snapshot.index) return null
    now.entries = s.log.entries.slice()
    const still = before.isLeader && now.isLeader && before.term === now.term
    if (still && same < Math.min(beforeLast, last + 1)) return violation('leaderAppendOnly', s, same + 1, [])
    if (before.snapshotIndex < s.log.snapshot.index) this.forget()
    for (let index = Math.max(same, s.log.snapshot.index) + 1; index <= last; index++) {
      const other = this.write(s, index)
      if (other !== null) return violation('logMatching', s, index, [other])
    }
    return null
  }
  /** Notes an entry; the answer is who wrote another one of the same index and term, or the same one after another. */
  private write(s: RaftState, index: number): number | null {
    const entry = entryAt(s.log, index) as Entry
    const prevTerm = termAt(s.log, index - 1)
    const all = this.written.get(index) ?? []
    this.written.set(index, all)
    const known = all.find((one) => one.entry.term === entry.term)
    if (!known) all.push({ entry, prevTerm, by: s.id })
    return !known || (known.entry === entry && known.prevTerm === prevTerm) ? null : known.by
  }
  /** What every log has covered by a snapshot cannot differ any more. */
  private forget(): void {
    const upTo = Math.min(...[...this.seen.values()].map((seen) => seen.snapshotIndex))
    for (const index of this.written.keys()) if (index < upTo) this.written.delete(index)
  }

  private judgeApplied(s: RaftState, before: Seen): Violation | null {
    const { snapshot } = s.log
    const covered = this.committed.get(snapshot.index)
    if (covered && covered.entry.term !== snapshot.term)
      return violation('stateMachineSafety', s, snapshot.index, [covered.by])
    for (let index = Math.min(before.applied, s.applied) + 1; index <= s.applied; index++) {
      const entry = entryAt(s.log, index)
      if (!entry) continue
      const known = this.committed.get(index)
      if (!known) this.committed.set(index, { entry, inTerm: s.term, by: s.id })
      else if (known.entry !== entry) return violation('stateMachineSafety', s, index, [known.by])
    }
    this.commit = Math.max(this.commit, s.applied)
    return null
  }

  private judgeLeader(s: RaftState, now: Seen): Violation | null {
    if (s.role !== 'leader') return null
    while (now.completeTo < this.commit) {
      const index = ++now.completeTo
      const known = this.committed.get(index)
      const isEarlier = known !== undefined && known.inTerm < s.term
      if (isEarlier && index > s.log.snapshot.index && entryAt(s.log, index) !== known.entry)
        return violation('leaderCompleteness', s, index, [known.by])
    }
    return null
  }
}

const NOTHING: Seen = { term: 0, isLeader: false, snapshotIndex: 0, entries: [], applied: 0, completeTo: 0 }

function violation(invariant: Invariant, s: RaftState, index: number, others: number[]): Violation {
  return { invariant, term: s.term, index, members: [s.id, ...others] }
}
/** The last index up to which the log is as it was: entries are shared, and a log changes at its ends only. */
function lastInCommon(s: RaftState, before: Seen): number {
  const floor = Math.max(s.log.snapshot.index, before.snapshotIndex)
  let index = Math.min(lastIndex(s.log), before.snapshotIndex + before.entries.length)
  while (index > floor && entryAt(s.log, index) !== before.entries[index - before.snapshotIndex - 1]) index--
  return index
}
