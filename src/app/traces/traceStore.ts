/** What the panel of traces searches for. */
import { create } from 'zustand'
import type { TracesQuestion } from '../../lab/protocol'
import { useLessonMode } from '../lessonMode'
import { useLab, useView } from '../store'

export const useTraceSearch = create<{ asked: TracesQuestion | null }>(() => ({ asked: null }))

export const USUAL_LENGTH_US = 20_000_000

/** The stretch of this length that ends at the playhead. */
export function stretchUpToNow(lengthUs: number): Pick<TracesQuestion, 'fromUs' | 'toUs'> {
  const nowUs = useLab.getState().status?.timeUs ?? 0
  return { fromUs: Math.max(0, Math.floor(nowUs) - lengthUs), toUs: Math.floor(nowUs) + 1 }
}

/** The stretch that a lesson speaks of, once it has begun; else what happened lately. */
function usualStretch(): Pick<TracesQuestion, 'fromUs' | 'toUs'> {
  const told = useLessonMode.getState().mode?.controls.traces
  const nowUs = useLab.getState().status?.timeUs ?? 0
  return told && told.fromS * 1e6 < nowUs
    ? { fromUs: told.fromS * 1e6, toUs: told.toS * 1e6 }
    : stretchUpToNow(USUAL_LENGTH_US)
}

/** Opens the panel: on what is asked, or on what happened lately. */
export function searchTraces(asked: Partial<TracesQuestion> = {}): void {
  useTraceSearch.setState({ asked: { ...usualStretch(), ...asked } })
  useView.getState().set({ panel: 'traces' })
}
