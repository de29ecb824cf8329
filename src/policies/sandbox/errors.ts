/**
 * Errors as learners' code sees them. None is an engine's: those have texts and stacks that differ from engine to engine, and
 * are exchanged for one with a fixed text where they are caught.
 */
import { resume } from './budget'
import type { RuleCode } from './rules'

/** What `new Error(…)` makes for a learner. */
export class LearnerError {
  name: string
  message: string

  constructor(name: string, message: string) {
    this.name = name
    this.message = message
  }
}

/** A rule that was broken: `message` is its code. */
export class BrokenRule extends LearnerError {
  readonly code: RuleCode
  readonly params: Readonly<Record<string, string | number>>

  constructor(code: RuleCode, params: Record<string, string | number>) {
    super('TypeError', code)
    this.code = code
    this.params = Object.freeze(params)
    Object.freeze(this)
  }
}

for (const { prototype } of [LearnerError, BrokenRule]) Object.freeze(prototype)

/** Throws what a learner may catch. */
export function broken(code: RuleCode, params: Record<string, string | number> = {}): never {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- no Error: nothing of an engine's may be in it
  throw new BrokenRule(code, params)
}

/** What a learner's catch gets; a spent budget is not caught. */
export function caught(thrown: unknown, depth: number): unknown {
  resume(thrown, depth)
  return thrown instanceof Error ? new BrokenRule(engineError(thrown), {}) : thrown
}

/** The kind of an engine's error, as far as all engines agree about it. */
export function engineError(thrown: Error): 'usedBeforeSet' | 'wrongUse' {
  return thrown instanceof ReferenceError ? 'usedBeforeSet' : 'wrongUse'
}
