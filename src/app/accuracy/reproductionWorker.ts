/** Runs reproductions off the main thread: one request, rows as they come. Stopping is ending the worker. */
import { EXPERIMENTS, reproduce } from '../../experiments'
import type { ReproductionMessage, ReproductionRequest } from './reproductionMessages'

const scope = self as unknown as {
  postMessage(message: ReproductionMessage): void
  onmessage: ((event: MessageEvent<ReproductionRequest>) => void) | null
}

scope.onmessage = ({ data: { run: id } }) => {
  try {
    for (const row of reproduce(id)) scope.postMessage({ say: 'row', id, row })
    scope.postMessage({ say: 'done', id })
  } catch {
    scope.postMessage({ say: 'failed', id })
  }
}
scope.postMessage({ say: 'list', list: EXPERIMENTS.map(({ id, source, cases }) => ({ id, source, cases })) })
