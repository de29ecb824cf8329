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
  readonly entry: Entry
  readonly inTerm: number // of the member that was seen first to have committed it
  readonly by: number
}

/** What earlier looks remember of a group. Data. */
export interface RaftMemory {
  /** The greatest index that anybody committed. */
  commit: number
  leaders: Map<number, number> // by term
  seen: Map<number, Seen> // by member
  written: Map<number, readonly Written[]> // by index
  committed: Map<number, Committed> // by index
}
interface Written {
  readonly entry: Entry
  readonly prevTerm: number
  readonly by: number
}

export function newMemory(): RaftMemory {
  return { commit: 0, leaders: new Map(), seen: new Map(), written: new Map(), committed: new Map() }
}

/** Looks at a member: best after every one of its steps, and after its recovery. */
export function lookAt(memory: RaftMemory, s: RaftState): Violation | null {
  const before = memory.seen.get(s.id) ?? NOTHING
  const now: Seen = {
    term: s.term,
    isLeader: s.role === 'leader',
    snapshotIndex: s.log.snapshot.index,
    entries: before.entries,
    applied: s.applied,
    completeTo: before.isLeader && before.term === s.term ? before.completeTo : s.log.snapshot.index,
  }
  memory.seen.set(s.id, now)
  return (
    judgeElection(memory, s) ??
    judgeLog(memory, s, before, now) ??
    judgeApplied(memory, s, before) ??
    judgeLeader(memory, s, now)
  )
}

/** `floor`: `memory.commit` when the read was asked for. */
export function judgeRead(s: RaftState, floor: number): Violation | null {
  return s.applied >= floor ? null : violation('linearizableReads', s, floor, [])
}

function judgeElection(memory: RaftMemory, s: RaftState): Violation | null {
  if (s.role !== 'leader') return null
  const leader = memory.leaders.get(s.term)
  if (leader === undefined) memory.leaders.set(s.term, s.id)
  return leader === undefined || leader === s.id ? null : violation('electionSafety', s, 0, [leader])
}

function judgeLog(memory: RaftMemory, s: RaftState, before: Seen, now: Seen): Violation | null {
  const same = lastInCommon(s, before)
  const last = lastIndex(s.log)
  const beforeLast = before.snapshotIndex + before.entries.length
  if (same === last && same === beforeLast && before.snapshotIndex === s.log.snapshot.index) return null
  now.entries = s.log.entries.slice()
  const still = before.isLeader && now.isLeader && before.term === now.term
  if (still && same < Math.min(beforeLast, last + 1)) return violation('leaderAppendOnly', s, same + 1, [])
  for (let index = Math.max(same, s.log.snapshot.index) + 1; index <= last; index++) {
    const other = write(memory, s, index)
    if (other !== null) return violation('logMatching', s, index, [other])
  }
  return null
}
/** Notes an entry; the answer is who wrote another one of the same index and term, or the same one after another. */
function write(memory: RaftMemory, s: RaftState, index: number): number | null {
  const entry = entryAt(s.log, index) as Entry
  const prevTerm = termAt(s.log, index - 1)
  const all = memory.written.get(index) ?? []
  const known = all.find((one) => one.entry.term === entry.term)
  if (!known) memory.written.set(index, Object.freeze([...all, Object.freeze({ entry, prevTerm, by: s.id })]))
  return !known || (known.entry === entry && known.prevTerm === prevTerm) ? null : known.by
}

function judgeApplied(memory: RaftMemory, s: RaftState, before: Seen): Violation | null {
  const { snapshot } = s.log
  const covered = memory.committed.get(snapshot.index)
  if (covered && covered.entry.term !== snapshot.term)
    return violation('stateMachineSafety', s, snapshot.index, [covered.by])
  for (let index = Math.min(before.applied, s.applied) + 1; index <= s.applied; index++) {
    const entry = entryAt(s.log, index)
    if (!entry) continue
    const known = memory.committed.get(index)
    if (!known) memory.committed.set(index, Object.freeze({ entry, inTerm: s.term, by: s.id }))
    else if (known.entry !== entry) return violation('stateMachineSafety', s, index, [known.by])
  }
  memory.commit = Math.max(memory.commit, s.applied)
  return null
}

function judgeLeader(memory: RaftMemory, s: RaftState, now: Seen): Violation | null {
  if (s.role !== 'leader') return null
  while (now.completeTo < memory.commit) {
    const index = ++now.completeTo
    const known = memory.committed.get(index)
    const isEarlier = known !== undefined && known.inTerm < s.term
    if (isEarlier && index > s.log.snapshot.index && entryAt(s.log, index) !== known.entry)
      return violation('leaderCompleteness', s, index, [known.by])
  }
  return null
}

/** For a long watch: forgets members that are gone, and what every log that is left has covered by a snapshot. */
export function forget(memory: RaftMemory, members: readonly number[]): void {
  for (const id of memory.seen.keys()) if (!members.includes(id)) memory.seen.delete(id)
  let upTo = Infinity
  for (const { snapshotIndex } of memory.seen.values()) upTo = Math.min(upTo, snapshotIndex)
  for (const known of [memory.written, memory.committed])
    for (const index of known.keys()) if (index < upTo) known.delete(index)
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
