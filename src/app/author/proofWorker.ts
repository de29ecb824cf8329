/** Proofs of a draft as a worker's task. It dies of what it cannot answer, and is replaced by whoever asked. */
import type { PolicyCodes, PolicyLibrary } from '../../policies'
import { NO_POLICIES } from '../../policies'
import type { Answer, Question } from '../../lessons/verifying'
import { verifyServer } from '../../lessons/proving'

const scope = self as unknown as {
  postMessage(message: Answer): void
  onmessage: ((event: MessageEvent<Question>) => void) | null
}

/** Compiler and realm come where there is code. */
const load = async (codes: PolicyCodes): Promise<PolicyLibrary> =>
  Object.keys(codes).length === 0 ? NO_POLICIES : (await import('../../lab/policyWorkshop')).loadBook(codes)

/** To be called in a worker, once; `early`: what was asked before this was loaded. */
export function startProofs(early: Question[]): void {
  const serve = verifyServer(load)
  const answer = (question: Question): void => {
    serve(question).then((told) => scope.postMessage(told), reportError)
  }
  for (const question of early) answer(question)
  scope.onmessage = ({ data }) => answer(data)
}
