/** The policies that a run carries, compiled and confined in this thread, whose shared objects are frozen from then on. */
import type { PolicyCodes } from '../policies'
import { PolicyBook } from './policyBook'

/** Throws policy.invalid where code does not compile. */
export async function loadBook(codes: PolicyCodes): Promise<PolicyBook> {
  if (Object.keys(codes).length === 0) return new PolicyBook()
  const { PolicyWorkshop, sesRealm } = await import('./policyWorkshop')
  return new PolicyWorkshop(await sesRealm(globalThis)).bookOf(codes)
}
