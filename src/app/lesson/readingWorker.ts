/** Checks and goal meters as a worker's task. It dies of what it cannot answer, and is replaced by whoever asked. */
import type { PolicyCodes, PolicyLibrary } from '../../policies'
import { NO_POLICIES } from '../../policies'
import type { ReadingAnswer, ReadingRequest } from '../../lessons/serve'
import { readingServer } from '../../lessons/serve'
import type { TracedAnswer, TracedRequest } from '../../lessons/traced'
import { serveTraced } from '../../lessons/traced'

type Request = ReadingRequest | TracedRequest

const scope = self as unknown as {
  postMessage(message: ReadingAnswer | TracedAnswer): void
  onmessage: ((event: MessageEvent<Request>) => void) | null
}

/** Compiler and realm come where there is code. */
const load = async (codes: PolicyCodes): Promise<PolicyLibrary> =>
  Object.keys(codes).length === 0 ? NO_POLICIES : (await import('../../lab/policyWorkshop')).loadBook(codes)

/** To be called in a worker, once; `early`: what was asked before this was loaded. */
export function startReadings(early: Request[]): void {
  const serve = readingServer(load)
  const answer = (request: Request): void => {
    const told = 'operation' in request ? serveTraced(request, load) : serve(request)
    told.then((message) => scope.postMessage(message), reportError)
  }
  for (const request of early) answer(request)
  scope.onmessage = ({ data }) => answer(data)
}
