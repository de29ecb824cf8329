/** Answers to clients, and commit wait: nobody is told of a timestamp that may not have passed yet (Spanner, OSDI 2012, 4.1.2). */
import { CAUSE, STATUS } from '../../cluster/wire'
import type { Version } from './machine'
import type { Answer, Asker, Turn } from './state'
import { nodeOfMember } from './state'
import { isAfter } from './trueTime'

const NOTHING: Answer = Object.freeze({
  status: STATUS.ok,
  cause: CAUSE.none,
  value: 0,
  version: 0,
  isStale: false,
  ageUs: -1,
  leader: -1,
})

export function answerNow({ out }: Turn, asker: Asker, answer: Partial<Answer>): void {
  out.push({ kind: 'answer', asker, answer: { ...NOTHING, ...answer } })
}
export function failed(turn: Turn, asker: Asker, cause: number): void {
  answerNow(turn, asker, { status: STATUS.failed, cause })
}
/** Not here: the leader as far as it is known. */
export function elsewhere(turn: Turn, asker: Asker): void {
  const { raft } = turn.s
  const leader = raft.leader >= 0 && raft.leader !== raft.id ? nodeOfMember(raft.leader) : -1
  answerNow(turn, asker, { status: STATUS.elsewhere, cause: CAUSE.refused, leader })
}

/** TT.after(ts), or nobody waits for it. */
export function hasPassed({ rules, time }: Turn, ts: number): boolean {
  return !rules.commitWait || isAfter(time, ts)
}
/** Tells a version once its timestamp has passed. */
export function tell(
  turn: Turn,
  asker: Asker,
  version: Version | undefined,
  age: { isStale: boolean; ageUs: number },
): void {
  const ts = version?.ts ?? 0
  const answer = { ...NOTHING, value: version?.value ?? 0, version: ts, ...age }
  if (hasPassed(turn, ts)) answerNow(turn, asker, answer)
  else turn.s.held.push({ ts, asker, answer })
}
export const FRESH = Object.freeze({ isStale: false, ageUs: -1 })

/** What waited long enough. */
export function tellHeld(turn: Turn): void {
  const { s } = turn
  const ripe = s.held.filter(({ ts }) => hasPassed(turn, ts))
  if (ripe.length === 0) return
  s.held = s.held.filter(({ ts }) => !hasPassed(turn, ts))
  for (const { asker, answer } of ripe) answerNow(turn, asker, answer)
}
