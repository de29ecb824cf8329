/** What answers the questions of a lesson's proof (verifying.ts): a worker of the page, a thread of the command. */
import { FaultlineError } from '../kernel'
import { finish } from '../lab/job'
import type { Load } from '../lab/trial/serve'
import { prepareRun } from '../lab/trial/serve'
import type { PolicyLibrary } from '../policies'
import { NO_POLICIES } from '../policies'
import { attemptRun } from './attempt'
import { claimsOf } from './claims'
import type { Lesson } from './lesson'
import { answersJob, codesOf, seedOfClaim, unclearPredictions } from './verify'
import type { Answer, Question } from './verifying'

/** What a worker does: one question at a time; what a lesson needs is loaded once. A bug of ours is thrown, and ends the worker. */
export function verifyServer(load: Load): (question: Question) => Promise<Answer> {
  const ready = new Map<string, Promise<Prepared>>()
  return async (question) => {
    const key = JSON.stringify(question.lesson.files)
    const prepared = ready.get(key) ?? prepare(question.lesson, load)
    ready.set(key, prepared)
    try {
      return { ok: true, names: answered(question, await prepared) }
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error
      return { ok: false, code: error.code, params: error.params }
    }
  }
}
interface Prepared {
  lesson: Lesson
  policies: PolicyLibrary
}
async function prepare(lesson: Lesson, load: Load): Promise<Prepared> {
  const withoutCode: Load = () => Promise.resolve(NO_POLICIES)
  for (const { attempt } of claimsOf(lesson)) await prepareRun(attemptRun(lesson, attempt), withoutCode)
  return { lesson, policies: await load(codesOf(lesson)) }
}
function answered(question: Question, { lesson, policies }: Prepared): string[] {
  if (question.ask === 'predictions') return finish(unclearPredictions(lesson, policies))
  const claim = claimsOf(lesson).find(({ name }) => name === question.claim)
  if (!claim) throw new FaultlineError('lesson.unknownChoice', { got: question.claim })
  if (question.ask === 'answers') return finish(answersJob(lesson, claim.attempt, policies))
  return finish(seedOfClaim(lesson, claim, question.seed, policies))
}
