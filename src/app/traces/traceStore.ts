/** What the panel of traces searches for. */
import { create } from 'zustand'
import type { TracesQuestion } from '../../lab/protocol'
import { useLessonMode } from '../lessonMode'
import { useLab, useView } from '../store'

type Stretch = Pick<TracesQuestion, 'fromUs' | 'toUs'>
/** Whether what is searched grows with the run, and how far back it then reaches; usual: as the lesson has it, else lately. */
type Follows = number | 'usual' | null

interface TraceSearch {
  asked: TracesQuestion | null
  follows: Follows
}
export const useTraceSearch = create<TraceSearch>(() => ({ asked: null, follows: null }))

const USUAL_LENGTH_US = 20_000_000

/** The stretch of this length that ends at the playhead. */
export function stretchUpToNow(lengthUs: number): Stretch {
  const nowUs = useLab.getState().status?.timeUs ?? 0
  return { fromUs: Math.max(0, Math.floor(nowUs) - lengthUs), toUs: Math.floor(nowUs) + 1 }
}

/** The stretch that a lesson speaks of, once it has begun; else what happened lately. */
export function usualStretch(): Stretch {
  const told = useLessonMode.getState().mode?.controls.traces
  const nowUs = useLab.getState().status?.timeUs ?? 0
  return told && told.fromS * 1e6 < nowUs
    ? { fromUs: told.fromS * 1e6, toUs: told.toS * 1e6 }
    : stretchUpToNow(USUAL_LENGTH_US)
}

/** Opens the panel: on what is asked, or on what happened lately. */
export function searchTraces(asked: Partial<TracesQuestion> = {}): void {
  const follows = asked.fromUs === undefined ? 'usual' : null
  useTraceSearch.setState({ asked: { ...usualStretch(), ...asked }, follows })
  useView.getState().set({ panel: 'traces' })
}
