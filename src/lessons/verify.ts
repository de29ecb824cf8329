/**
 * Whether a lesson carries its load: what the learner begins with fails, the solution passes on every seed, every counter-solution fails,
 * and what the predictions ask can be told from the run. One such question at a time, so that many can be asked at once.
 */
import type { Job } from '../lab/job'
import type { PolicyCodes, PolicyLibrary } from '../policies'
import type { RunValue } from '../scenarios/run'
import { attemptRun, experimentRun, isAnswered, roundRun } from './attempt'
import { figuresJob, goalsJob, truthJob } from './judge'
import type { Claim } from './claims'
import { claimsOf } from './claims'
import type { Attempt, Lesson } from './lesson'

/** The goals that do not hold on one seed of a claim; those of answers are asked apart. */
export function* seedOfClaim(lesson: Lesson, claim: Claim, seed: number, policies: PolicyLibrary): Job<string[]> {
  const run = attemptRun(lesson, claim.attempt)
  const { goals } = yield* goalsJob(run, seed, lesson.spec.goals, run.horizonUs, policies)
  return goals.filter(({ holds }) => !holds).map(({ id }) => id)
}

/** The goals of answers that an attempt does not meet. */
export function* answersJob(lesson: Lesson, attempt: Attempt, policies: PolicyLibrary): Job<string[]> {
  const wrong = new Set<string>()
  for (const goal of lesson.spec.goals) {
    if (goal.kind !== 'answer') continue
    for (const round of goal.rounds) {
      const run = roundRun(lesson, round)
      const truth = yield* truthJob(run, round, run.horizonUs, policies)
      if (truth.length === 0 || !isAnswered(truth, attempt, goal.id, round.id)) wrong.add(goal.id)
    }
  }
  return [...wrong]
}

/** Predictions whose outcome the experiment does not tell: none of the options happened, or several, or nothing was measured. */
export function* unclearPredictions(lesson: Lesson, policies: PolicyLibrary): Job<string[]> {
  const unclear: string[] = []
  const run = experimentRun(lesson)
  for (const one of lesson.spec.predictions) {
    if (one.kind === 'choice') {
      const truth = yield* truthJob(run, { id: one.id, seed: run.seed, options: one.options }, run.horizonUs, policies)
      if (truth.length !== 1) unclear.push(one.id)
    } else if (one.kind === 'number') {
      const [now] = yield* figuresJob(run, run.seed, [one.happened], run.horizonUs, policies)
      if (now === null) unclear.push(one.id)
    }
  }
  return unclear
}

/** All code of a lesson's attempts, to be loaded once. */
export function codesOf(lesson: Lesson): PolicyCodes {
  const runs: RunValue[] = claimsOf(lesson).map(({ attempt }) => attemptRun(lesson, attempt))
  return Object.assign({}, ...runs.map(({ policies }) => policies)) as PolicyCodes
}
