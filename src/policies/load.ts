/**
 * From policy code to a policy that can decide: compiled, confined, and with the boundary around it. Contexts go in as frozen copies,
 * answers and state come out as plain copies: no channel is left by which two nodes, or two decisions, could share anything.
 */
import { settlingBy } from '../protocols/dynamo/merging'
import { settleVersionsBy } from '../protocols/dynamo/settling'
import { decidePlace } from '../protocols/resharding/deciding'
import { placeKeysBy } from '../protocols/resharding/placing'
import type { PolicyCode } from './code'
import type { Compiled, Problem } from './compiler'
import { compilePolicy } from './compiler'
import type { ExplainedOutcome, LoadedPolicy, PolicyFault, PolicyOutcome } from './loaded'
import type { Fault, LearnerModule, Outcome, Realm } from './sandbox'
import { plainCopy } from './sandbox'

export type Loading = { ok: true; policy: LoadedPolicy; exports: string[] } | { ok: false; problems: Problem[] }

// What only code asks comes with it.
placeKeysBy(decidePlace)
settleVersionsBy(settlingBy)

/** Compiles code; problems are the compiler's, and those of a policy that cannot decide. */
export function compileCode(code: PolicyCode): Compiled {
  const compiled = compilePolicy(code.files, code.entry)
  const problem = compiled.ok ? entryProblem(code, compiled.exports) : null
  return problem ? { ok: false, problems: [problem] } : compiled
}

/** Compiles code and puts it into a realm. */
export function loadPolicy(code: PolicyCode, realm: Realm): Loading {
  const compiled = compileCode(code)
  if (!compiled.ok) return compiled
  const { js, lines, exports } = compiled
  return { ok: true, policy: new ConfinedPolicy(code, realm.evaluate(js, lines), exports), exports }
}

/** The function that decides is the entry's default export. */
function entryProblem({ contract, entry }: PolicyCode, exports: readonly string[]): Problem | null {
  if (contract === 'program')
    return exports.includes('onMessage') ? null : { code: 'noHandler', params: {}, file: entry, line: 1, column: 1 }
  return exports.includes('default') ? null : { code: 'noDefault', params: {}, file: entry, line: 1, column: 1 }
}

class ConfinedPolicy implements LoadedPolicy {
  constructor(
    readonly code: PolicyCode,
    private readonly module: LearnerModule,
    private readonly exports: readonly string[],
  ) {}

  initial(): unknown {
    const copied = plainCopy(this.module.constant('initial') ?? {}, 'initial')
    return copied.ok ? copied.value : {}
  }
  decide(context: object, state: unknown): PolicyOutcome {
    const own = copyOf(state)
    return this.told(this.module.call('default', [frozenCopy(context), own]), own)
  }
  handle(name: string, replica: object, state: unknown, subject: unknown): PolicyOutcome {
    if (!this.exports.includes(name)) return { ok: true, answer: null, state }
    const own = copyOf(state)
    const outcome = this.module.call(name, [replica, own, frozenCopy(subject)])
    return this.told(outcome.ok ? { ...outcome, value: null } : outcome, own)
  }
  explain(context: object, state: unknown): ExplainedOutcome {
    const own = copyOf(state)
    const { outcome, returned, log } = this.module.recorded('default', [frozenCopy(context), own])
    return { ...this.told(outcome, own), returned, logged: log, steps: outcome.steps }
  }

  explainHandler(name: string, replica: object, state: unknown, subject: unknown): ExplainedOutcome {
    if (!this.exports.includes(name)) return { ok: true, answer: null, state, returned: null, logged: [], steps: 0 }
    const own = copyOf(state)
    const { outcome, returned, log } = this.module.recorded(name, [replica, own, frozenCopy(subject)])
    const told = this.told(outcome.ok ? { ...outcome, value: null } : outcome, own)
    return { ...told, returned, logged: log, steps: outcome.steps }
  }

  private told(outcome: Outcome, state: unknown): PolicyOutcome {
    if (!outcome.ok) return { ok: false, fault: faultOf(outcome.fault) }
    const answer = plainCopy(outcome.value, 'answer')
    const kept = answer.ok ? plainCopy(state, 'state') : answer
    if (answer.ok && kept.ok) return { ok: true, answer: answer.value, state: kept.value }
    const { code, path } = (kept as { refusal: { code: string; path: string } }).refusal
    return { ok: false, fault: { status: 'refused', code, params: { path }, file: this.code.entry, line: 0 } }
  }
}

const BUDGETS: ReadonlySet<string> = new Set(['tooManySteps', 'tooDeep', 'tooLarge'])

function faultOf({ code, params, file, line }: Fault): PolicyFault {
  return { status: BUDGETS.has(code) ? 'budget' : 'threw', code, params, file, line }
}

/** State is the policy's to change until it returns. */
function copyOf(state: unknown): unknown {
  const copied = plainCopy(state, 'state')
  return copied.ok ? copied.value : {}
}
/** Plain data all the way down, and the two functions of luck; what the world keeps is neither frozen nor handed out. */
function frozenCopy(value: unknown): unknown {
  if (typeof value === 'function') return Object.freeze(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy))
  const copy: Record<string, unknown> = {}
  for (const key of Object.keys(value)) copy[key] = frozenCopy((value as Record<string, unknown>)[key])
  return Object.freeze(copy)
}
