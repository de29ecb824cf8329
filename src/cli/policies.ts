/** The policy code that a saved run carries, ready to decide: in this process, which from then on shares nothing that can be changed. */
import { PolicyWorkshop, sesRealm } from '../lab/policyWorkshop'
import type { PolicyCodes, PolicyLibrary } from '../policies'
import { NO_POLICIES } from '../policies'

/** Throws policy.invalid where some of it does not compile. */
export async function policiesFrom(codes: PolicyCodes): Promise<PolicyLibrary> {
  if (Object.keys(codes).length === 0) return NO_POLICIES
  return new PolicyWorkshop(await sesRealm(globalThis)).bookOf(codes)
}
