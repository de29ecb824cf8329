/**
 * A lesson's proof, taken apart into questions that many workers can answer, each by itself, and put together again. The command asks its
 * threads, the author's page its workers; both get the same answers.
 */
import type { ClaimRow } from './claims'
import { claimsOf, rowOf } from './claims'
import type { Lesson } from './lesson'
import type { LessonProblem } from './problem'
import { problem } from './problem'
import { hiddenSeeds } from './seeds'

/** Answered with the goals that fail, or with the predictions that are unclear. The lesson has been read. */
export type Question = { lesson: Lesson } & (
  { ask: 'answers'; claim: string } | { ask: 'predictions' } | { ask: 'seed'; claim: string; seed: number }
)
export type Answer = { ok: true; names: string[] } | { ok: false; code: string; params: LessonProblem['params'] }

export const LOST: Answer = { ok: false, code: 'trial.crashed', params: {} }

export interface LessonVerdict {
  lesson: string // its slug, or its folder where it cannot be read
  pass: boolean
  claims: ClaimRow[]
  /** Predictions whose outcome the experiment does not tell. */
  unclear: string[]
  problems: LessonProblem[]
}

const PROBLEMS_TOLD = 10

export function questionsOf(lesson: Lesson, seeds: number): Question[] {
  const { spec } = lesson
  const judged = hiddenSeeds(spec.slug, spec.start.seed, seeds)
  const hasAnswers = spec.goals.some(({ kind }) => kind === 'answer')
  return [
    { lesson, ask: 'predictions' },
    ...claimsOf(lesson).flatMap(({ name: claim }): Question[] => [
      ...(hasAnswers ? [{ lesson, ask: 'answers' as const, claim }] : []),
      ...judged.map((seed): Question => ({ lesson, ask: 'seed', claim, seed })),
    ]),
  ]
}

/** `answers`: by their questions' places. A lesson that cannot be proven for a problem does not pass. */
export function verdictOf(lesson: Lesson, questions: readonly Question[], answers: readonly Answer[]): LessonVerdict {
  const problems: LessonProblem[] = []
  const told = (question: Question, answer: Answer): string[] => {
    if (answer.ok) return answer.names
    problems.push(problem('lesson.json', 'claim' in question ? question.claim : '', answer.code, answer.params))
    return ['error']
  }
  const names = questions.map((question, i) => told(question, answers[i]))
  const claims = claimsOf(lesson).map((claim) => {
    const wrong = questions.flatMap((one, i) => (one.ask === 'answers' && one.claim === claim.name ? names[i] : []))
    const bySeed = questions.flatMap((one, i): [number, string[]][] =>
      one.ask === 'seed' && one.claim === claim.name ? [[one.seed, [...names[i], ...wrong]]] : [],
    )
    return rowOf(lesson, claim, bySeed)
  })
  const unclear = questions.flatMap((one, i) => (one.ask === 'predictions' ? names[i] : []))
  const pass = claims.every(({ holds }) => holds) && unclear.length === 0 && problems.length === 0
  return { lesson: lesson.spec.slug, pass, claims, unclear, problems: problems.slice(0, PROBLEMS_TOLD) }
}
