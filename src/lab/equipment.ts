/** What compiles and confines learners' code (./policyWorkshop): it comes when a request first needs it. */
import type { PolicyCode, PolicyCodes } from '../policies'
import type { Realm } from '../policies/sandbox'
import { assert } from '../kernel'
import { PolicyBook } from './policyBook'
import type * as sourcesModule from './decisions/builtInSources'
import type * as workshopModule from './policyWorkshop'
import type { DecisionTold } from './decisions/told'
import type { Compiling, LabRequest } from './protocol'

export class Equipment {
  private module: typeof workshopModule | null = null
  private sources: typeof sourcesModule | null = null
  private workshop: workshopModule.PolicyWorkshop | null = null

  /** To be waited for before the request's job begins. `realm`: where learners' code runs; asked for when some is to. */
  async prepare(request: LabRequest, realm: () => Promise<Realm>): Promise<void> {
    const compiles = request.do === 'compilePolicy'
    if (!compiles && !carriesCode(request) && !looksOn(request)) return
    this.module ??= await import('./policyWorkshop')
    if (explains(request)) this.sources ??= await import('./decisions/builtInSources')
    if (explains(request) || carriesCode(request)) this.workshop ??= new this.module.PolicyWorkshop(await realm())
  }

  compiling(code: PolicyCode): Compiling {
    assert(this.module !== null, 'the compiler came before its request')
    return this.module.compiling(code)
  }
  add(book: PolicyBook, code: PolicyCode): Compiling {
    assert(this.workshop !== null, 'the realm came before its request')
    return this.workshop.add(book, code)
  }
  decideAgain(asked: LabRequest & { do: 'decideAgain' }): ReturnType<workshopModule.PolicyWorkshop['decideAgain']> {
    assert(this.workshop !== null, 'the realm came before its request')
    const { code, context, state, draws } = asked
    return this.workshop.decideAgain(code, context, state, draws)
  }
  /** What is built in told in full, where its source is known: it is run once more, confined, as it was run. */
  withSource(told: DecisionTold, builtIn: unknown): DecisionTold {
    const source = this.sources?.sourceOf(told.contract, builtIn)
    if (!source || told.policy) return told
    const { code, name } = source
    const { context, state, draws } = told
    const again = this.workshop?.decideAgain(code, context, state, draws)
    if (!again || 'problems' in again) return { ...told, builtIn: name }
    const { returned, logged, steps } = again
    return { ...told, builtIn: name, returned, logged, steps }
  }
  /** All that a run carries. Throws policy.invalid before anything of the run is built. */
  bookOf({ policies }: { policies: PolicyCodes }): PolicyBook {
    return this.workshop?.bookOf(policies) ?? new PolicyBook()
  }
}

/** Rows of decisions name them as the one that is explained is found: both ask for all of them. */
function looksOn(request: LabRequest): boolean {
  return request.do === 'query' && (request.query.about === 'decisions' || request.query.about === 'decision')
}
function explains(request: LabRequest): boolean {
  return request.do === 'query' && request.query.about === 'decision'
}
/** Whether some of a learner's code is to run for it. */
function carriesCode(request: LabRequest): boolean {
  if (request.do === 'setPolicy') return request.code !== null
  if (request.do === 'decideAgain') return true
  const codes = 'session' in request ? request.session.policies : 'run' in request ? request.run.policies : {}
  return Object.keys(codes).length > 0
}
