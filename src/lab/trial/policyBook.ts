/** The policies that a run carries, compiled and confined in this worker, whose shared objects are frozen from then on. */
import { FaultlineError } from '../../kernel'
import type { PolicyCodes } from '../../policies'
import { PolicyBook } from '../policyBook'

/** Throws policy.code { file, line, problem } where code does not compile. */
export async function policyBook(codes: PolicyCodes): Promise<PolicyBook> {
  const book = new PolicyBook()
  const all = Object.entries(codes)
  if (all.length === 0) return book
  const [{ loadPolicy }, { sesRealm }] = await Promise.all([
    import('../../policies/load'),
    import('../../policies/sandbox'),
  ])
  const realm = await sesRealm(globalThis)
  for (const [id, code] of all) {
    const loading = loadPolicy(code, realm)
    if (!loading.ok) {
      const [{ file, line, code: problem }] = loading.problems
      throw new FaultlineError('policy.code', { file, line, problem })
    }
    book.add(id, loading.policy)
  }
  return book
}
