/** What is searched among traces grows with the run. */
import type { TracesQuestion } from '../../lab/protocol'
import { useLab, useView } from '../store'
import { stretchUpToNow, usualStretch, useTraceSearch } from './traceStore'

/** What happened lately, so far back. */
export function searchLately(asked: TracesQuestion, lengthUs: number): void {
  useTraceSearch.setState({ asked: { ...asked, ...stretchUpToNow(lengthUs) }, follows: lengthUs })
}

/** Where time rests further on than what is searched, that grows up to there. Going back takes nothing out of sight. Answers how to stop. */
export function followRun(): () => void {
  const look = (): void => {
    const { asked, follows } = useTraceSearch.getState()
    if (!asked || follows === null || useView.getState().playing) return
    const stretch = follows === 'usual' ? usualStretch() : stretchUpToNow(follows)
    if (stretch.toUs > asked.toUs) useTraceSearch.setState({ asked: { ...asked, ...stretch } })
  }
  look()
  const stops = [useLab.subscribe(look), useView.subscribe(look)]
  return () => {
    for (const stop of stops) stop()
  }
}
