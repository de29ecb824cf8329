/** The history that is open on the page, and its judging: kept while the page lives. Cancelling ends the workers. */
import { create } from 'zustand'
import { HISTORY_LIMITS } from '../../checkers/formats/limits'
import type { LabConnection, Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { connectWorker } from '../shell/workerConnection'
import { activeLanguage } from '../words'
import type { HistoryMessage, HistoryReport, HistoryRequest, HistoryStage } from './historyMessages'
import type { Sample } from './samples'

/** As the command's own: steps of the search, and bytes that it may hold. */
const STEPS = 100_000_000
const BYTES = 256_000_000

export interface OpenedHistory {
  name: string | null
  format: string | null
  model: string | null
  steps: number
  bytes: number
  /** null: nothing is under way. `making`: the engine plays a sample. */
  stage: HistoryStage | 'making' | null
  events: number
  report: HistoryReport | null
  problem: Problem | null
}
export const useHistory = create<OpenedHistory>()(() => ({
  name: null,
  format: null,
  model: null,
  steps: STEPS,
  bytes: BYTES,
  stage: null,
  events: 0,
  report: null,
  problem: null,
}))

let text = ''
let worker: Worker | null = null
let maker: LabConnection | null = null

/** A file of this computer's: it is read here, and goes nowhere. */
export async function openFile(file: File): Promise<void> {
  cancel()
  useHistory.setState({ name: file.name, report: null, problem: null, model: null, format: null, stage: 'reading' })
  if (file.size > HISTORY_LIMITS.textCharacters) {
    useHistory.setState({
      stage: null,
      problem: { code: 'history.tooLarge', params: { got: file.size, allowed: HISTORY_LIMITS.textCharacters } },
    })
    return
  }
  try {
    text = await file.text()
  } catch {
    useHistory.setState({ stage: null, problem: { code: 'history.unreadable', params: {} } })
    return
  }
  judgeAgain({})
}

/** Played by a lab's worker of its own, then judged like any other. */
export async function openSample(sample: Sample, name: string, connect = connectWorker): Promise<void> {
  cancel()
  useHistory.setState({ name, report: null, problem: null, model: 'register', format: 'jepsen-edn', stage: 'making' })
  const own = connect()
  maker = own
  try {
    const { run, mode, journey } = sample
    text = (await own.request({ do: 'recorded', run, mode, journey })) as string
  } catch (error) {
    if (maker === own) useHistory.setState({ stage: null, problem: problemOf(error) })
    return
  } finally {
    own.terminate()
  }
  if (maker !== own) return
  maker = null
  judgeAgain({})
}

/** The same text under other settings. */
export function judgeAgain(change: Partial<Pick<OpenedHistory, 'format' | 'model' | 'steps' | 'bytes'>>): void {
  worker?.terminate()
  useHistory.setState({ ...change, stage: 'reading', events: 0, report: null, problem: null })
  const { format, model, steps, bytes } = useHistory.getState()
  worker = startWorker()
  worker.onmessage = ({ data }: MessageEvent<HistoryMessage>) => hear(data)
  worker.onerror = (event) => {
    event.preventDefault()
    end({ problem: { code: 'history.broke', params: {} } })
  }
  worker.postMessage({ language: activeLanguage(), text, format, model, steps, bytes } satisfies HistoryRequest)
}

export function cancel(): void {
  const making = maker
  maker = null
  making?.terminate()
  end({})
}

function hear(message: HistoryMessage): void {
  if (message.say === 'stage') useHistory.setState({ stage: message.stage, events: message.events })
  else if (message.say === 'report') end({ report: message.report })
  else end({ problem: { code: message.code, params: message.params } })
}
function end(found: Partial<OpenedHistory>): void {
  worker?.terminate()
  worker = null
  useHistory.setState({ ...found, stage: null })
}
function startWorker(): Worker {
  return new Worker(new URL('./historyWorker.ts', import.meta.url), { type: 'module', name: 'history' })
}
