/** What a learner's code asked for and cannot have, as failures. */
import type { AnswerProblem } from '../decisions'
import type { LoadedPolicy, PolicyFault } from './loaded'
import type { CopyRefusal } from './sandbox/plainCopy'
import { plainCopy } from './sandbox/plainCopy'

/** What a handler of a replica's program wished for in vain: the first of it makes the handler fail. */
export class Refusals {
  first: PolicyFault | null = null

  constructor(private readonly loaded: LoadedPolicy) {}

  /** Plain data as it may travel; undefined where it may not. */
  readonly copied = (data: unknown): unknown => {
    const copy = plainCopy(data, 'body')
    if (copy.ok) return copy.value
    this.first = refusedData(copy.refusal, this.loaded)
    return undefined
  }
  readonly refuse = (problem: AnswerProblem, got: unknown): void => {
    this.first ??= refused(problem, got, this.loaded)
  }
}

function refusedData({ code, path }: CopyRefusal, { code: { entry } }: LoadedPolicy): PolicyFault {
  return { status: 'refused', code, params: { path }, file: entry, line: 0 }
}
export function refused(
  { code, allowed }: AnswerProblem,
  answer: unknown,
  { code: { entry } }: LoadedPolicy,
): PolicyFault {
  return { status: 'refused', code, params: { allowed, got: shortly(answer) }, file: entry, line: 0 }
}
/** What was answered, in few characters. */
function shortly(answer: unknown): string {
  const isText = typeof answer === 'string' || (typeof answer === 'object' && answer !== null)
  const text = isText ? JSON.stringify(answer) : `${answer as number}`
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
