/**
 * Where policy code becomes policies: compiled, and put into the confined realm. It comes on demand, with the compiler; the realm
 * only once some code is to run, for making it freezes what everybody there shares.
 */
import { FaultlineError } from '../kernel'
import type { PolicyCode, PolicyCodes } from '../policies'
import { policyId } from '../policies'
import type { Problem } from '../policies/compiler'
import { compileCode, loadPolicy } from '../policies/load'
import type { Realm } from '../policies/sandbox'
import { sesRealm } from '../policies/sandbox'
import { withDraws } from './decisions/draws'
import { handlerAgain } from './decisions/handlerAgain'
import type { Again, HandlerContext } from './decisions/told'
import { PolicyBook } from './policyBook'
import type { Compiling } from './protocol'

export { sesRealm } from '../policies/sandbox'

export class PolicyWorkshop {
  constructor(private readonly realm: Realm) {}

  /** Adds code to the book of an open run, where it compiles. */
  add(book: PolicyBook, code: PolicyCode): Compiling {
    const id = policyId(code)
    if (book.get(id)) return compiling(code)
    const loading = loadPolicy(code, this.realm)
    if (!loading.ok) return loading
    book.add(id, loading.policy)
    return { ok: true, id, exports: loading.exports }
  }

  /** Takes one decision, with all that there is to tell about it. The context of a handler is a HandlerContext. */
  decideAgain(code: PolicyCode, context: object, state: unknown, draws: readonly number[]): Again | Refused {
    const loading = loadPolicy(code, this.realm)
    if (!loading.ok) return loading
    const { policy } = loading
    const before = state ?? policy.initial()
    const explained =
      code.contract === 'program'
        ? handlerAgain(policy, context as HandlerContext, before, draws)
        : policy.explain(withDraws(context, draws), before)
    const { returned, logged, steps } = explained
    const outcome: Again['outcome'] = explained.ok
      ? { ok: true, answer: explained.answer, state: explained.state }
      : { ok: false, fault: explained.fault }
    return { outcome, returned, logged, steps }
  }

  /** All that a run carries. Throws policy.invalid { policy, file, line, column, problem, … } where some of it does not compile. */
  bookOf(codes: PolicyCodes): PolicyBook {
    const book = new PolicyBook()
    for (const code of Object.values(codes)) {
      const added = this.add(book, code)
      if (!added.ok) throw invalid(code, added.problems[0])
    }
    return book
  }
}

type Refused = { ok: false; problems: Problem[] }

/**
 * The policies that a run carries, in this thread, whose shared objects are frozen from then on. Throws policy.invalid where some of it
 * does not compile.
 */
export async function loadBook(codes: PolicyCodes): Promise<PolicyBook> {
  if (Object.keys(codes).length === 0) return new PolicyBook()
  return new PolicyWorkshop(await sesRealm(globalThis)).bookOf(codes)
}

/** Nothing of the code runs. */
export function compiling(code: PolicyCode): Compiling {
  const compiled = compileCode(code)
  return compiled.ok ? { ok: true, id: policyId(code), exports: compiled.exports } : compiled
}

function invalid({ contract }: PolicyCode, { params, code, file, line, column }: Problem): FaultlineError {
  return new FaultlineError('policy.invalid', { ...params, problem: code, contract, file, line, column })
}
