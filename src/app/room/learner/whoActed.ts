/** Whose an act in the learner's lab was: what the teacher did, or gave, or somebody else did to what all share, is never called the learner's. */
import type { Command } from '../../../cluster/command'
import type { Lead } from '../../../classroom/documents/lead'
import type { LearnerPage } from '../../../classroom/documents/learner'
import type { StampedProposal } from '../../../classroom/documents/sequence'
import { HOST_ID } from '../../../classroom/fields'
import type { ActDone } from '../../roomHold'

export type Actor = 'teacher' | 'somebody' | 'me'

/** In a run that all share. What it began with is in no sequence: the teacher's. */
export function actorOfShared(act: ActDone, sequence: readonly StampedProposal[], me: string): Actor {
  const by = sequence.find((one) => one.atUs === act.atUs && isSame(one.command, act.command))?.by
  if (by === undefined || HOST_ID.test(by)) return 'teacher'
  return by === me ? 'me' : 'somebody'
}

interface OwnRun {
  fault: Lead['fault']
  landed: LearnerPage['landed']
  /** Acts that the run already had when it was given. */
  given: readonly ActDone[]
  /** All acts of the branch, in order. */
  acts: readonly ActDone[]
}
/** In the learner's own. A fault of the teacher's was noted just before it landed: the first act like it from then on was that one. */
export function actorOf(act: ActDone, { fault, landed, given, acts }: OwnRun): Actor {
  if (given.some((one) => isSameAct(one, act))) return 'teacher'
  for (const [id, { atUs }] of landed) {
    for (const command of fault.get(id)?.commands ?? []) {
      const first = acts.find((one) => one.atUs >= atUs && isSame(one.command, command))
      if (first && isSameAct(first, act)) return 'teacher'
    }
  }
  return 'me'
}

function isSameAct(one: ActDone, other: ActDone): boolean {
  return one.atUs === other.atUs && isSame(one.command, other.command)
}
/** Concealed or not: the room keeps apart whether it was. */
function isSame(one: Command, other: Command): boolean {
  return plain(one) === plain(other)
}
function plain(command: Command): string {
  const fields = Object.entries(command).filter(([field]) => field !== 'concealed')
  return JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)))
}
