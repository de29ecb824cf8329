/**
 * A submission as a value: who hands it in and what was done, and nothing of what came of it; whoever judges plays it again. What it reports
 * of itself (predictions, times) is taken down as that. The seal is a checksum and no signature: it tells a file that was damaged or edited.
 */
import * as v from 'valibot'
import type { Command } from '../../cluster/command'
import { FaultlineError } from '../../kernel'
import { guess } from '../../lessons/progress'
import type { Guess, Sureness } from '../../lessons/progress'
import { SURENESS } from '../../lessons/progress'
import { LESSON_LIMITS } from '../../lessons/schema'
import type { PolicyCodes } from '../../policies'
import { parseJson } from '../../scenarios/jsonText'
import { LIMITS } from '../../scenarios/limits'
import { command } from '../../scenarios/schema/faults'
import type { Schema } from '../../scenarios/schema/fields'
import { id, list, momentUs, read, strict, whole } from '../../scenarios/schema/fields'
import { engine, policies } from '../../scenarios/schema/runs'
import { DIGEST, digestOf } from './digests'
import { learnerId } from './learnerId'

export const SUBMISSION_VERSION = 1
/** Far above what can be done by hand. */
const COMMANDS_MAX = 500
const CODES_MAX = 30
const ROUNDS_MAX = LESSON_LIMITS.goals * LESSON_LIMITS.rounds

export interface Submission {
  faultlineSubmission: typeof SUBMISSION_VERSION
  /** Digest of the assignment that it answers. */
  assignment: string
  engine: string
  id: string
  choices: Record<string, string>
  /** Settings of replication, by the store's group, where the assignment lets them be changed. */
  replication: Record<string, object>
  policies: PolicyCodes
  commands: DoneCommand[]
  answers: Record<string, string[]>
  reported: Reported
}
export interface DoneCommand {
  atUs: number
  command: Command
}
/** What only the learner's own page says. Times are that computer's clock, in ms since 1970. */
export interface Reported {
  predictions: Record<string, { guess: Guess; sure: Sureness | null; atMs: number }>
  startedMs: number | null
  /** When all goals first held over the public seeds. */
  passedMs: number | null
  savedMs: number
}

const digest = v.pipe(v.string('wrongType: 0-9 a-f'), v.regex(DIGEST, 'notHex: 0-9 a-f'))
const few = <T>(schema: v.GenericSchema<unknown, Record<string, T>>, max: number): Schema<Record<string, T>> =>
  v.pipe(
    schema,
    v.check((all) => Object.keys(all).length <= max, `tooMany: 0 to ${max}`),
  )
const answerName = v.pipe(
  v.string('wrongType: goal.round'),
  v.regex(/^[a-zA-Z][\w-]{0,59}\.[a-zA-Z][\w-]{0,59}$/, 'notName: goal.round'),
)
const ms = whole(0, Number.MAX_SAFE_INTEGER)
const reported: Schema<Reported> = strict({
  predictions: few(
    v.record(id, strict({ guess, sure: v.nullable(v.picklist(SURENESS, 'notOneOf: guess, likely, sure')), atMs: ms })),
    LESSON_LIMITS.predictions,
  ),
  startedMs: v.nullable(ms),
  passedMs: v.nullable(ms),
  savedMs: ms,
})
const sealed: Schema<Submission & { seal: string }> = strict({
  faultlineSubmission: v.literal(SUBMISSION_VERSION, `unknownVersion: ${SUBMISSION_VERSION}`),
  assignment: digest,
  engine,
  id: learnerId,
  choices: few(v.record(id, id), LESSON_LIMITS.choices),
  replication: few(
    v.record(
      id,
      v.custom<object>((it) => typeof it === 'object' && it !== null, 'wrongType: { … }'),
    ),
    LIMITS.groups,
  ),
  policies,
  commands: list(strict({ atUs: momentUs, command }), 0, COMMANDS_MAX),
  answers: few(v.record(answerName, list(id, 0, LESSON_LIMITS.options)), ROUNDS_MAX),
  reported,
  seal: digest,
})

/** Throws submission.text, submission.notOne, submission.invalid, submission.changed. */
export function submissionFrom(text: string): Submission {
  const value = parseJson(text, 'submission.text')
  if (typeof value !== 'object' || value === null || !('faultlineSubmission' in value))
    throw new FaultlineError('submission.notOne')
  const { seal, ...submission } = read(sealed, value, 'submission.invalid', LIMITS.codeCharacters)
  if (Object.keys(submission.policies).length > CODES_MAX)
    throw new FaultlineError('submission.codes', { got: Object.keys(submission.policies).length, max: CODES_MAX })
  if (sealOf(submission) !== seal) throw new FaultlineError('submission.changed', { id: submission.id })
  return submission
}
export function submissionText(submission: Submission): string {
  return `${JSON.stringify({ ...submission, seal: sealOf(submission) }, null, 1)}\n`
}
export function sealOf(submission: Submission): string {
  return digestOf('submission', submission)
}
