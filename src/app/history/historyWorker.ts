/** Judges a history off the main thread: one request, its stages, and a report or what is wrong. It has no network. */
import { FaultlineError } from '../../kernel'
import { confine } from '../../lab/confine'
import type { HistoryMessage, HistoryRequest } from './historyMessages'
import { reportOn } from './report'

confine(globalThis)
const scope = self as unknown as {
  postMessage(message: HistoryMessage): void
  onmessage: ((event: MessageEvent<HistoryRequest>) => void) | null
}

scope.onmessage = ({ data }) => {
  try {
    const report = reportOn(
      data,
      () => performance.now(),
      (stage, events) => scope.postMessage({ say: 'stage', stage, events }),
    )
    scope.postMessage({ say: 'report', report })
  } catch (error) {
    const { code, params } = error instanceof FaultlineError ? error : { code: 'history.unexpected', params: {} }
    scope.postMessage({ say: 'problem', code, params })
  }
}
