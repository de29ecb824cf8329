/** The contrast being made, or made last: kept while the page lives, so that closing its window loses nothing. */
import { create } from 'zustand'
import type { ContrastRow } from '../../lab/contrast'
import type { ModeName } from '../../scenarios/modes'
import { actions } from '../actions'
import type { ContrastMessage, ContrastRequest } from './contrastMessages'

export interface Refused {
  mode: ModeName
  code: string
  params: Record<string, string | number>
}
export interface Contrasting {
  toUs: number | null // null: none was begun
  left: ModeName[] // still to be run; the first is under way
  rows: ContrastRow[]
  refused: Refused[]
  broken: boolean
}
export const useContrast = create<Contrasting>()(() => ({
  toUs: null,
  left: [],
  rows: [],
  refused: [],
  broken: false,
}))

let worker: Worker | null = null

/** Runs the open run, up to the playhead, under these modes; what an earlier contrast had found goes. */
export async function beginContrast(modes: ModeName[]): Promise<void> {
  stopContrast()
  const { run } = await actions().currentRun()
  useContrast.setState({ toUs: run.horizonUs, left: modes, rows: [], refused: [], broken: false })
  const begun = new Worker(new URL('./contrastWorker.ts', import.meta.url), { type: 'module' })
  worker = begun
  begun.onmessage = ({ data }: MessageEvent<ContrastMessage>) => hear(data)
  begun.onerror = () => {
    stopContrast()
    useContrast.setState({ broken: true })
  }
  begun.postMessage({ run, modes } satisfies ContrastRequest)
}
export function stopContrast(): void {
  worker?.terminate()
  worker = null
  useContrast.setState({ left: [] })
}

function hear(message: ContrastMessage): void {
  const { left, rows, refused } = useContrast.getState()
  if (message.say === 'row') useContrast.setState({ rows: [...rows, message.row], left: left.slice(1) })
  else if (message.say === 'refused') {
    const { mode, code, params } = message
    useContrast.setState({ refused: [...refused, { mode, code, params }], left: left.slice(1) })
  } else stopContrast()
}
