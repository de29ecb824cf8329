/** One worker of a trial's crew, from the page's side. */
import type { Hand } from '../../lab/trial/crew'
import type { TrialAnswer, TrialRequest } from '../../lab/trial/serve'

export interface TrialWorker {
  postMessage(request: TrialRequest): void
  terminate(): void
  onmessage: ((event: MessageEvent<TrialAnswer>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

export function workerHand(worker: TrialWorker): Hand {
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => resolve(data)
        worker.onerror = ({ message }) => reject(new Error(message))
        worker.postMessage(request)
      }),
    dismiss: () => worker.terminate(),
  }
}
