/** One submission as a worker's task; whoever started it ends it. */
import type { JudgeAnswer, JudgeRequest } from '../../classroom/homework/asking'
import { judgeServer } from '../../classroom/homework/serve'
import type { PolicyCodes, PolicyLibrary } from '../../policies'
import { NO_POLICIES } from '../../policies'

const scope = self as unknown as {
  postMessage(message: JudgeAnswer): void
  onmessage: ((event: MessageEvent<JudgeRequest>) => void) | null
}

/** Compiler and realm come where there is code. */
const load = async (codes: PolicyCodes): Promise<PolicyLibrary> =>
  Object.keys(codes).length === 0 ? NO_POLICIES : (await import('../../lab/policyWorkshop')).loadBook(codes)

/** To be called in a worker, once; `early`: what was asked before this was loaded. */
export function startJudge(early: JudgeRequest[]): void {
  const serve = judgeServer(load)
  const answer = (request: JudgeRequest): void => {
    serve(request).then((told) => scope.postMessage(told), reportError)
  }
  for (const request of early) answer(request)
  scope.onmessage = ({ data }) => answer(data)
}
