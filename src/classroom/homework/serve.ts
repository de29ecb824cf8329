/**
 * The judge of one submission, as who can be killed: a child process of the command, a worker of the page. It is asked twice: first it reads
 * the file and answers whose it is, then it gets that learner's hidden seeds and judges. The secret never reaches it.
 */
import type { Job } from '../../lab/job'
import type { Load } from '../../lab/trial/serve'
import { prepareRun } from '../../lab/trial/serve'
import { FaultlineError } from '../../kernel'
import { loadPreset, presetIds } from '../../scenarios/presets'
import type { RunValue } from '../../scenarios/run'
import { ENGINE_VERSION } from '../../scenarios/engineVersion'
import { judgeJob } from './judge'
import type { OpenAssignment } from './open'
import { receivedText } from './received'
import type { JudgeAnswer, JudgeRequest } from './asking'
import { refusedBy } from './asking'
import type { Verdict } from './rows'
import { NOTHING_KNOWN } from './rows'
import { workOf } from './sameWork'
import type { Submission } from './submission'
import { submissionFrom } from './submission'
import { submittedRun } from './submitted'

interface Ready {
  open: OpenAssignment
  submission: Submission
  run: RunValue
}

/** `check` is asked between small pieces of work, and may throw a refusal. A bug of ours is thrown, and ends whoever runs it. */
export function judgeServer(load: Load, check: () => void = () => {}): (request: JudgeRequest) => Promise<JudgeAnswer> {
  let ready: Ready | null = null
  let known = NOTHING_KNOWN
  const readIt = async (request: JudgeRequest & { ask: 'read' }): Promise<Verdict> => {
    ready = null
    known = NOTHING_KNOWN
    const { open } = request
    const { scenario } = open.lesson.spec.start
    if (typeof scenario === 'string' && presetIds.includes(scenario)) await loadPreset(scenario)
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
    const { goals, code } = bounded(judgeJob(open, submission, run, hidden, policies), check)
    return { ...known, goals, code: Object.keys(submission.policies).length === 0 ? null : code }
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
function bounded<T>(job: Job<T>, check: () => void): T {
  for (;;) {
    const step = job.next()
    if (step.done) return step.value
    check()
  }
}
