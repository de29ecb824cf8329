/** What compiles and confines learners' code (./policyWorkshop): it comes when a request first needs it. */
import type { PolicyCode, PolicyCodes } from '../policies'
import type { Realm } from '../policies/sandbox'
import { assert } from '../kernel'
import { PolicyBook } from './policyBook'
import type * as workshopModule from './policyWorkshop'
import type { Compiling, LabRequest } from './protocol'

export class Equipment {
  private module: typeof workshopModule | null = null
  private workshop: workshopModule.PolicyWorkshop | null = null

  /** To be waited for before the request's job begins. `realm`: where learners' code runs; asked for when some is to. */
  async prepare(request: LabRequest, realm: () => Promise<Realm>): Promise<void> {
    const compiles = request.do === 'compilePolicy'
    if (!compiles && !carriesCode(request)) return
    this.module ??= await import('./policyWorkshop')
    if (!compiles) this.workshop ??= new this.module.PolicyWorkshop(await realm())
  }

  compiling(code: PolicyCode): Compiling {
    assert(this.module !== null, 'the compiler came before its request')
    return this.module.compiling(code)
  }
  add(book: PolicyBook, code: PolicyCode): Compiling {
    assert(this.workshop !== null, 'the realm came before its request')
    return this.workshop.add(book, code)
  }
  /** All that a run carries. Throws policy.invalid before anything of the run is built. */
  bookOf({ policies }: { policies: PolicyCodes }): PolicyBook {
    return this.workshop?.bookOf(policies) ?? new PolicyBook()
  }
}

/** Whether some of a learner's code is to run for it. */
function carriesCode(request: LabRequest): boolean {
  if (request.do === 'setPolicy') return request.code !== null
  const codes = request.do === 'restore' ? request.session.policies : 'run' in request ? request.run.policies : {}
  return Object.keys(codes).length > 0
}
