/**
 * The line to the worker that runs the lab. The session knows only this shape, so that tests put a fake behind it.
 */
import type { LabPush, LabRequest } from '../../lab/protocol'

export interface LabConnection {
  /** Answers what the request's comment says; rejects with a `LabProblem`. */
  request(request: LabRequest): Promise<unknown>
  onPush(listener: (push: LabPush) => void): void
  /** The worker died: nothing that it was asked will be answered. */
  onCrash(listener: (message: string) => void): void
  terminate(): void
  /** Whether something that it was asked is not answered yet. */
  readonly owes: boolean
  /** How many messages have come of it. */
  readonly heard: number
}

/** What went wrong, as a code with parameters; the words are the catalogue's. */
export interface Problem {
  code: string
  params: Record<string, string | number>
}

export function problemOf(error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    const params = 'params' in error && typeof error.params === 'object' ? error.params : null
    return { code: error.code, params: (params ?? {}) as Problem['params'] }
  }
  return { code: 'unexpected', params: { what: error instanceof Error ? error.message : String(error) } }
}
