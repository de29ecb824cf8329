/** Judges a history off the main thread: one request, its stages, and a report or what is wrong. It has no network. */
import { FaultlineError } from '../../kernel'
import { confine } from '../../lab/confine'
import type { HistoryMessage, HistoryRequest } from './historyMessages'
import { verdictWords } from '../words/verdictWords'
import { reportOn } from './report'

confine(globalThis)
const scope = self as unknown as {
  postMessage(message: HistoryMessage): void
  onmessage: ((event: MessageEvent<HistoryRequest>) => void) | null
}

scope.onmessage = ({ data }) => void judge(data)

async function judge(request: HistoryRequest): Promise<void> {
  try {
    const say = await verdictWords(request.language)
    const report = reportOn(
      request,
      say,
      () => performance.now(),
      (stage, events) => scope.postMessage({ say: 'stage', stage, events }),
    )
    scope.postMessage({ say: 'report', report })
  } catch (error) {
    const { code, params } = error instanceof FaultlineError ? error : { code: 'history.unexpected', params: {} }
    scope.postMessage({ say: 'problem', code, params })
  }
}
