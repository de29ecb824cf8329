/** Seeds of a trial as a worker's task. It dies of what it cannot answer, and is replaced by whoever asked. */
import type { PolicyCodes, PolicyLibrary } from '../../policies'
import { NO_POLICIES } from '../../policies'
import type { TrialAnswer, TrialRequest } from '../../lab/trial/serve'

const scope = self as unknown as {
  postMessage(message: TrialAnswer): void
  onmessage: ((event: MessageEvent<TrialRequest>) => void) | null
}

/** Compiler and realm come where there is code. */
const load = async (codes: PolicyCodes): Promise<PolicyLibrary> =>
  Object.keys(codes).length === 0 ? NO_POLICIES : (await import('../../lab/policyWorkshop')).loadBook(codes)

/** To be called in a worker, once. What plays seeds comes with the answers to questions, in the lab's own piece. */
export function startTrial(): void {
  const server = import('../../lab/requests').then(({ trialServer }) => trialServer(load))
  scope.onmessage = ({ data }) => {
    server.then((serve) => serve(data)).then((answer) => scope.postMessage(answer), reportError)
  }
}
