/** What the panel of traces searches for. */
import { create } from 'zustand'
import type { TracesQuestion } from '../../lab/protocol'
import { useLab, useView } from '../store'

export const useTraceSearch = create<{ asked: TracesQuestion | null }>(() => ({ asked: null }))

export const USUAL_LENGTH_US = 20_000_000

/** The stretch of this length that ends at the playhead. */
export function stretchUpToNow(lengthUs: number): Pick<TracesQuestion, 'fromUs' | 'toUs'> {
  const nowUs = useLab.getState().status?.timeUs ?? 0
  return { fromUs: Math.max(0, Math.floor(nowUs) - lengthUs), toUs: Math.floor(nowUs) + 1 }
}

/** Opens the panel: on what is asked, or on what happened lately. */
export function searchTraces(asked: Partial<TracesQuestion> = {}): void {
  useTraceSearch.setState({ asked: { ...stretchUpToNow(USUAL_LENGTH_US), ...asked } })
  useView.getState().set({ panel: 'traces' })
}
