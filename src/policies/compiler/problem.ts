/** What the compiler refuses, by code and place; the sentence and what to do instead are the catalogue's. */

import type { ProblemCode } from './codes'

export interface Problem {
  code: ProblemCode
  params: Record<string, string | number>
  file: string
  /** From 1. */
  line: number
  /** From 1. */
  column: number
}

/** Ends the compilation of a file at once: nothing after this place can be understood. */
export class Unreadable extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}

/** Problems in the order of their places, each place and code once. */
export function sorted(problems: readonly Problem[]): Problem[] {
  const seen = new Map<string, Problem>()
  for (const problem of problems) {
    const key = `${problem.file}:${problem.line}:${problem.column}:${problem.code}`
    if (!seen.has(key)) seen.set(key, problem)
  }
  const name = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
  return [...seen.values()].sort((a, b) => name(a.file, b.file) || a.line - b.line || a.column - b.column)
}
