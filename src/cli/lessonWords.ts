/** How the command tells of a lesson: a row each, and below it what is wrong. */
import type { LessonProblem } from '../lessons/problem'
import type { ClaimRow } from '../lessons/claims'
import type { LessonVerdict } from '../lessons/verifying'
import { refusal } from './words'

export function lessonRow({ lesson, pass, claims, unclear, problems }: LessonVerdict): string {
  const lines = [
    `${pass ? 'pass' : 'FAIL'}  ${lesson}  ${claims.map(short).join(', ')}`,
    ...claims.filter(({ holds }) => !holds).map((claim) => `      ${spoken(claim)}`),
    ...unclear.map((id) => `      prediction ${id}: the experiment does not tell what happened`),
    ...problems.map((problem) => `      ${lessonProblem(problem)}`),
  ]
  return `${lines.join('\n')}\n`
}

function lessonProblem({ file, field, code, params }: LessonProblem): string {
  return `${[file, field].filter((part) => part !== '').join(', ')}: ${refusal({ code, params })}`
}

function short({ claim, passed, seeds }: ClaimRow): string {
  return `${claim} ${passed}/${seeds}`
}
function spoken({ claim, passed, seeds, failed, against }: ClaimRow): string {
  const goals = Object.entries(failed).map(([goal, count]) => `${goal} failed ${count} times`)
  const should = claim === 'solution' ? 'passes every seed' : 'fails'
  return `${claim} should be one that ${should}; it passed ${passed} of ${seeds} (${goals.join(', ') || 'no goal failed'}); see seed ${against}`
}
