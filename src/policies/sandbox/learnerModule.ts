/** A learner's compiled file, evaluated: its functions run one call at a time under a budget, and nothing they do gets out. */
import type { LineMap } from '../compiler'
import { begin, DEFAULT_BUDGET, isOverflow, siteNow, sites, spentWhat, stepsUsed, type Budget } from './budget'
import { record } from './console'
import { BrokenRule, engineError, LearnerError } from './errors'
import { programArguments } from './guard'
import type { FaultCode } from './rules'
import { text } from './text'

export interface Fault {
  /** `threw`: the learner's own error, its text in `params.message`. */
  code: FaultCode
  params: Record<string, string | number>
  file: string
  /** From 1. */
  line: number
  /** From 1. */
  column: number
}

export type Outcome = { ok: true; value: unknown; steps: number } | { ok: false; fault: Fault; steps: number }

/** A call that was looked at: which statement returned, and what was logged. */
export interface Recorded {
  outcome: Outcome
  returned: { file: string; line: number; column: number } | null
  log: string[]
}

type Exported = (...args: readonly unknown[]) => unknown
type Program = (...args: readonly unknown[]) => Record<string, unknown>

const MESSAGE_MAX = 200
/** The value of a call in which nothing is asked for. */
const NO_ARGUMENTS: readonly unknown[] = []

export class LearnerModule {
  private readonly lines: LineMap
  private readonly exported: Readonly<Record<string, unknown>> = {}
  /** Why its constants could not be made: every call then fails by it. */
  private readonly broken: Fault | null = null
  // To look a function up costs as much as to run a small one.
  private lastName = ''
  private last: unknown = undefined

  constructor(program: unknown, lines: LineMap) {
    this.lines = lines
    begin(DEFAULT_BUDGET)
    try {
      this.exported = (program as Program)(...programArguments)
    } catch (thrown) {
      this.broken = this.fault(thrown)
    }
  }

  /**
   * Runs one exported function. Arguments that are to be read only must be frozen by the caller; what comes back may be anything
   * that learners' code can make: see plainCopy.
   */
  call(name: string, args: readonly unknown[] = NO_ARGUMENTS, budget: Readonly<Budget> = DEFAULT_BUDGET): Outcome {
    if (this.broken) return { ok: false, fault: this.broken, steps: 0 }
    const run = name === this.lastName ? this.last : this.exported[name]
    if (typeof run !== 'function') return { ok: false, fault: this.at('noSuchExport', { name }, 0), steps: 0 }
    this.lastName = name
    this.last = run
    begin(budget)
    try {
      const value = invoke(run as Exported, args)
      if (spentWhat() === null) return { ok: true, value, steps: stepsUsed() }
      return { ok: false, fault: this.fault(null), steps: stepsUsed() }
    } catch (thrown) {
      return { ok: false, fault: this.fault(thrown), steps: stepsUsed() }
    }
  }

  /** An exported constant; undefined where there is none. It is frozen, and shared by all calls. */
  constant(name: string): unknown {
    return Object.hasOwn(this.exported, name) ? this.exported[name] : undefined
  }

  /** The same, and what can be told about it. */
  recorded(name: string, args: readonly unknown[] = NO_ARGUMENTS, budget: Readonly<Budget> = DEFAULT_BUDGET): Recorded {
    const log: string[] = []
    record(log)
    try {
      const outcome = this.call(name, args, budget)
      return { outcome, returned: outcome.ok ? this.lines[sites[1]] : null, log }
    } finally {
      record(null)
    }
  }

  private fault(thrown: unknown): Fault {
    const site = siteNow()
    const spent = spentWhat() ?? (isOverflow(thrown) ? 'tooDeep' : null)
    if (spent) return this.at(spent, {}, site)
    if (thrown instanceof BrokenRule) return this.at(thrown.code, { ...thrown.params }, site)
    if (thrown instanceof Error) return this.at(engineError(thrown), {}, site)
    return this.at('threw', { message: messageOf(thrown) }, site)
  }

  private at(code: FaultCode, params: Record<string, string | number>, site: number): Fault {
    return { code, params, ...this.lines[site] }
  }
}

function invoke(run: Exported, args: readonly unknown[]): unknown {
  switch (args.length) {
    case 0:
      return run()
    case 1:
      return run(args[0])
    case 2:
      return run(args[0], args[1])
    case 3:
      return run(args[0], args[1], args[2])
    default:
      return run(...args)
  }
}

/** What was thrown, as text; making it may itself run into a budget. */
function messageOf(thrown: unknown): string {
  try {
    const said = thrown instanceof LearnerError && thrown.name === 'Error' ? thrown.message : thrown
    return text(said).slice(0, MESSAGE_MAX)
  } catch {
    return ''
  }
}
