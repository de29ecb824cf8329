/**
 * The judge of one submission, as who can be killed: a child process of the command, a worker of the page. It is asked twice: first it reads
 * the file and answers whose it is, then it gets that learner's hidden seeds and judges. The secret never reaches it.
 */
import { finish } from '../../lab/job'
import type { Load } from '../../lab/trial/serve'
import { prepareRun } from '../../lab/trial/serve'
import type { Hand } from '../../lab/crew'
import { FaultlineError } from '../../kernel'
import type { LessonFiles } from '../../lessons/lesson'
import type { RunValue } from '../../scenarios/run'
import { ENGINE_VERSION } from '../../scenarios/engineVersion'
import { assignmentFrom } from './assignment'
import { judgeJob } from './judge'
import type { OpenAssignment } from './open'
import { openAssignment } from './open'
import { receivedText } from './received'
import type { Refused, Verdict } from './rows'
import { NOTHING_KNOWN } from './rows'
import { workOf } from './sameWork'
import type { Submission } from './submission'
import { submissionFrom } from './submission'
import { submittedRun } from './submitted'

export type JudgeRequest =
  { ask: 'read'; assignment: string; house: LessonFiles | null; bytes: Uint8Array } | { ask: 'judge'; hidden: number[] }
export type JudgeAnswer = { is: 'read'; verdict: Verdict } | { is: 'judged'; verdict: Verdict }
export type JudgeHand = Hand<JudgeRequest, JudgeAnswer>

interface Ready {
  open: OpenAssignment
  submission: Submission
  run: RunValue
}

/** A bug of ours is thrown, and ends whoever runs it. */
export function judgeServer(load: Load): (request: JudgeRequest) => Promise<JudgeAnswer> {
  let ready: Ready | null = null
  let known = NOTHING_KNOWN
  const readIt = async (request: JudgeRequest & { ask: 'read' }): Promise<Verdict> => {
    ready = null
    known = NOTHING_KNOWN
    const open = await openAssignment(assignmentFrom(request.assignment), request.house)
    const submission = submissionFrom(receivedText(request.bytes))
    const { id, reported, engine } = submission
    const otherEngine = engine === ENGINE_VERSION ? null : engine
    known = { ...NOTHING_KNOWN, id, reported, otherEngine, work: workOf(open.lesson, submission) }
    const run = submittedRun(open, submission)
    ready = { open, submission, run }
    return known
  }
  const judgeIt = async (hidden: readonly number[]): Promise<Verdict> => {
    if (!ready) throw new Error('nothing was read')
    const { open, submission, run } = ready
    const policies = await prepareRun(run, load)
    return { ...known, goals: finish(judgeJob(open, submission, run, hidden, policies)) }
  }
  return async (request) => {
    const is = request.ask === 'read' ? 'read' : 'judged'
    try {
      return { is, verdict: request.ask === 'read' ? await readIt(request) : await judgeIt(request.hidden) }
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error
      return { is, verdict: { ...known, refused: refusedBy(error) } }
    }
  }
}
export function refusedBy({ code, params }: FaultlineError): Refused {
  return { code, params: { ...params } }
}

/**
 * From whoever asks: one file through one hand. `hiddenFor`: the learner's hidden seeds. Where the hand dies, it is refused for what the hand
 * says of it, a FaultlineError, else for judge.crashed.
 */
export async function judgeFile(
  hand: JudgeHand,
  request: Omit<JudgeRequest & { ask: 'read' }, 'ask'>,
  hiddenFor: (id: string) => number[],
): Promise<Verdict> {
  let known = NOTHING_KNOWN
  try {
    const { verdict } = await hand.ask({ ask: 'read', ...request })
    known = verdict
    if (verdict.refused || verdict.id === null) return verdict
    return (await hand.ask({ ask: 'judge', hidden: hiddenFor(verdict.id) })).verdict
  } catch (error) {
    const refused = error instanceof FaultlineError ? refusedBy(error) : { code: 'judge.crashed', params: {} }
    return { ...known, refused }
  } finally {
    hand.dismiss()
  }
}
