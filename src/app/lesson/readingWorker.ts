/** Checks and goal meters as a worker's task. It dies of what it cannot answer, and is replaced by whoever asked. */
import type { PolicyCodes, PolicyLibrary } from '../../policies'
import { NO_POLICIES } from '../../policies'
import type { ReadingAnswer, ReadingRequest } from '../../lessons/serve'
import { readingServer } from '../../lessons/serve'

const scope = self as unknown as {
  postMessage(message: ReadingAnswer): void
  onmessage: ((event: MessageEvent<ReadingRequest>) => void) | null
}

/** Compiler and realm come where there is code. */
const load = async (codes: PolicyCodes): Promise<PolicyLibrary> =>
  Object.keys(codes).length === 0 ? NO_POLICIES : (await import('../../lab/policyWorkshop')).loadBook(codes)

/** To be called in a worker, once; `early`: what was asked before this was loaded. */
export function startReadings(early: ReadingRequest[]): void {
  const serve = readingServer(load)
  const answer = (request: ReadingRequest): void => {
    serve(request).then((told) => scope.postMessage(told), reportError)
  }
  for (const request of early) answer(request)
  scope.onmessage = ({ data }) => answer(data)
}
