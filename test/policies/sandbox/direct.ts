/** Programs evaluated without SES, to test the guard by itself: whatever SES would refuse must be refused here already. */
import { compilePolicy, type Problem } from '../../../src/policies/compiler'
import type { LearnerModule } from '../../../src/policies/sandbox'
import { openRealm } from '../applied'

export function direct(files: string | Record<string, string>): LearnerModule {
  const compiled = compilePolicy(typeof files === 'string' ? { 'policy.ts': files } : files, 'policy.ts')
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems))
  return openRealm.evaluate(compiled.js, compiled.lines)
}

/** The value of the body of a function without parameters. */
export function valueOf(body: string): unknown {
  const outcome = direct(`export function f() {\n${body}\n}`).call('f')
  return outcome.ok ? outcome.value : outcome.fault
}

export function problemsOf(source: string | Record<string, string>): Problem[] {
  const compiled = compilePolicy(typeof source === 'string' ? { 'policy.ts': source } : source, 'policy.ts')
  return compiled.ok ? [] : compiled.problems
}
