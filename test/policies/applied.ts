/** Policies for worlds in tests, evaluated without SES, which would freeze the whole test process. */
import type { PolicyReach, StampedCommand } from '../../src/cluster/command'
import type { LoadedPolicy, PolicyCode, PolicyLibrary } from '../../src/policies'
import { policyId } from '../../src/policies'
import { loadPolicy } from '../../src/policies/load'
import type { Realm } from '../../src/policies/sandbox'
import { LearnerModule } from '../../src/policies/sandbox'

/** Evaluates what the compiler wrote, as a realm of SES does, and confines nothing. */
export const openRealm: Realm = {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, no-new-func -- what is evaluated is what the compiler wrote
  evaluate: (js, lines) => new LearnerModule((new Function(`return ${js}`) as () => unknown)(), lines),
}

export function loaded(code: PolicyCode): LoadedPolicy {
  const loading = loadPolicy(code, openRealm)
  if (!loading.ok) throw new Error(JSON.stringify(loading.problems))
  return loading.policy
}
/** One file's code. */
export function codeOf(contract: PolicyCode['contract'], text: string): PolicyCode {
  return { contract, entry: 'policy.ts', files: { 'policy.ts': text } }
}
/** Where a source has this line, from 1. */
export function lineOf(text: string, line: string): number {
  return text.split('\n').indexOf(line) + 1
}
export function libraryOf(...codes: PolicyCode[]): PolicyLibrary {
  const all = new Map(codes.map((code) => [policyId(code), loaded(code)]))
  return { get: (id) => all.get(id) }
}
/** Applies it at a moment of a run whose event count is not known. */
export function applying(code: PolicyCode, reach: PolicyReach = {}, atUs = 0): StampedCommand {
  return {
    atUs,
    afterEvents: atUs === 0 ? 0 : Number.MAX_SAFE_INTEGER,
    command: { kind: 'setPolicy', contract: code.contract, code: policyId(code), reach },
  }
}
