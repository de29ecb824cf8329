/** Assignments and submissions of the sound lesson and of a small scenario, for the tests of homework. */
import type { Assignment } from '../../../src/classroom/homework/assignment'
import type { Asked, Made } from '../../../src/classroom/homework/make'
import { lessonWork, makeAssignment } from '../../../src/classroom/homework/make'
import type { OpenAssignment } from '../../../src/classroom/homework/open'
import { openAssignment } from '../../../src/classroom/homework/open'
import type { Submission } from '../../../src/classroom/homework/submission'
import { ENGINE_VERSION } from '../../../src/scenarios/engineVersion'
import type { PolicyCode } from '../../../src/policies'
import { policyId } from '../../../src/policies'
import { lessonOf } from '../../lessons/sound'

export const SECRET = Uint8Array.from({ length: 16 }, (_, i) => 3 * i + 1)

export const asked: Asked = {
  title: 'Ask again',
  note: 'Until Friday.',
  work: lessonWork(lessonOf(), true),
  acts: ['lose'],
  contracts: ['retry'],
  publicSeeds: 2,
  hiddenSeeds: 3,
  secret: SECRET,
}
export const made: Made = makeAssignment(asked)
export const assignmentOf = (change: Partial<Asked>): Assignment => makeAssignment({ ...asked, ...change }).assignment
export const opened = (assignment: Assignment = made.assignment): Promise<OpenAssignment> =>
  openAssignment(assignment, null)

/** What does the work of the lesson's solution. */
export const solved: Submission = {
  faultlineSubmission: 1,
  assignment: made.digest,
  engine: ENGINE_VERSION,
  id: 'Ada Lovelace',
  choices: { again: 'three' },
  replication: {},
  policies: {},
  commands: [],
  answers: {},
  reported: { predictions: {}, startedMs: 1_000, passedMs: null, savedMs: 61_000 },
}
export const submitted = (change: Partial<Submission>): Submission => ({ ...solved, ...change })

export const retryCode = (source: string): PolicyCode => ({
  contract: 'retry',
  entry: 'policy.ts',
  files: { 'policy.ts': source },
})
/** With code that decides about retries from the beginning on. */
export function withCode(source: string, change: Partial<Submission> = {}): Submission {
  const code = retryCode(source)
  const id = policyId(code)
  return submitted({
    policies: { [id]: code },
    commands: [{ atUs: 0, command: { kind: 'setPolicy', contract: 'retry', code: id, reach: {} } }],
    ...change,
  })
}
