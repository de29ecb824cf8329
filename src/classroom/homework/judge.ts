/** One submission, judged: its run is played again over every seed, and each goal is counted by where it held. */
import type { Job } from '../../lab/job'
import { onSeed } from '../../lessons/labRun'
import { isAnswered, roundRun } from '../../lessons/attempt'
import type { Condition } from '../../lessons/figures'
import type { Reading } from '../../lessons/judge'
import { conditionsJob, truthJob } from '../../lessons/judge'
import type { GoalSpec } from '../../lessons/lesson'
import type { PolicyLibrary } from '../../policies'
import type { RunValue } from '../../scenarios/run'
import type { OpenAssignment } from './open'
import type { OwnCode } from './ownCode'
import { NO_CODE, withRun } from './ownCode'
import type { Submission } from './submission'

/** Of an exhibit and of each round of an answer there is one run: the learner's own, the round's. */
export interface GoalVerdict {
  goal: string
  /** Over public and over hidden seeds: where it held, of how many. */
  open: Count
  hidden: Count
  firstFailed: FirstFailed | null
}
export interface Count {
  held: number
  of: number
}
export type FirstFailed =
  | { is: 'condition'; seed: number; hidden: boolean; condition: Condition; now: number | null; atUs: number | null }
  | { is: 'answer'; round: string }

type Judged = Exclude<GoalSpec, { kind: 'answer' }>

export interface Outcome {
  /** In the assignment's order. */
  goals: GoalVerdict[]
  code: OwnCode
}

/** Throws run.loop, and what building a world throws. */
export function* judgeJob(
  { assignment, lesson }: OpenAssignment,
  submission: Submission,
  run: RunValue,
  hidden: readonly number[],
  policies: PolicyLibrary,
): Job<Outcome> {
  const { goals } = lesson.spec
  const verdicts = new Map(goals.map(({ id }) => [id, blank(id)]))
  let code = NO_CODE
  const verdictOf = (id: string): GoalVerdict => verdicts.get(id) as GoalVerdict
  const measured = goals.filter((goal): goal is Judged => goal.kind === 'measured')
  const exhibits = goals.filter((goal): goal is Judged => goal.kind === 'exhibit')
  const seeds = [
    ...assignment.seeds.map((seed) => ({ seed, isHidden: false })),
    ...hidden.map((seed) => ({ seed, isHidden: true })),
  ]
  for (const { seed, isHidden } of measured.length > 0 ? seeds : [])
    yield* countGoals(onSeed(run, seed, lesson.spec.start.horizonS), measured, isHidden)
  if (exhibits.length > 0) yield* countGoals(onSeed(run, run.seed, lesson.spec.start.horizonS), exhibits, false)
  for (const goal of goals) {
    if (goal.kind !== 'answer') continue
    const verdict = verdictOf(goal.id)
    for (const round of goal.rounds) {
      const shown = roundRun(lesson, round)
      const truth = yield* truthJob(shown, round, shown.horizonUs, policies)
      const holds = truth.length > 0 && isAnswered(truth, { answers: submission.answers }, goal.id, round.id)
      count(verdict.open, holds)
      if (!holds) verdict.firstFailed ??= { is: 'answer', round: round.id }
    }
  }
  return { goals: [...verdicts.values()], code }

  function* countGoals(played: RunValue, judged: readonly Judged[], isHidden: boolean): Job<void> {
    const conditions = judged.flatMap((goal) => goal.conditions)
    const { readings, applied } = yield* conditionsJob(played, played.seed, conditions, played.horizonUs, policies)
    code = withRun(code, applied, submission.policies)
    let from = 0
    for (const { id, conditions: own } of judged) {
      const these = readings.slice(from, (from += own.length))
      const verdict = verdictOf(id)
      const broken = these.findIndex(({ holds }) => !holds)
      count(isHidden ? verdict.hidden : verdict.open, broken < 0)
      if (broken >= 0) verdict.firstFailed ??= failedAt(played.seed, isHidden, own[broken], these[broken])
    }
  }
}

function blank(goal: string): GoalVerdict {
  return { goal, open: { held: 0, of: 0 }, hidden: { held: 0, of: 0 }, firstFailed: null }
}
function count(of: Count, holds: boolean): void {
  of.of++
  if (holds) of.held++
}
function failedAt(seed: number, hidden: boolean, condition: Condition, { now, witness }: Reading): FirstFailed {
  return { is: 'condition', seed, hidden, condition, now, atUs: witness?.atUs ?? null }
}
