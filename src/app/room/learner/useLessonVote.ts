/** Where the class is asked a lesson's own prediction, what one has committed to in the lesson is one's first vote: once, and it stays. */
import { useEffect } from 'react'
import { optionOf } from '../../../classroom/lessonVote'
import { useProgress } from '../../lesson/progressStore'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'
import { told } from './useMirror'

export function useLessonVote(): void {
  useEffect(() => {
    const stops = [useRoom.subscribe(look), useProgress.subscribe(look)]
    look()
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
}

function look(): void {
  const { lead, known } = useRoom.getState()
  const { asked } = lead
  const vote = asked === null ? undefined : lead.vote.get(asked)
  if (!known.includes('mine') || !vote?.of || vote.round !== 1 || vote.phase !== 'open') return
  const key = `ballot/${asked}/1`
  if (room().entry('mine', key) !== undefined) return // as it stands: to write it changes the store, which asks again
  const { lesson, prediction } = vote.of
  const made = useProgress.getState().progress.lessons[lesson]?.predictions[prediction]
  if (!made || made.guess.kind === 'curve') return
  const option = optionOf(vote.of, vote.options, told(made.guess))
  if (option === null) return
  room().write('mine', key, { option, sure: made.sure ?? 'guess', atMs: Math.round(roomNowMs()) })
}
