/**
 * The room's people, answers and digests as the screens show them: taken over a few times a second at most, however many learners write.
 * With them the last minute of each learner's three figures.
 */
import { create } from 'zustand'
import type { Answers } from '../../classroom/documents/answers'
import type { Roster } from '../../classroom/documents/roster'
import type { DigestBatch } from '../../classroom/digests'
import { roomNowMs, useRoom } from './roomStore'
import { Lately } from './lately'

const EVERY_MS = 450

interface Calm {
  roster: Roster
  answers: Answers
  digests: DigestBatch
  nowMs: number
}
const taken = (): Calm => {
  const { roster, answers, digests } = useRoom.getState()
  return { roster, answers, digests: digests.digests, nowMs: roomNowMs() }
}
export const useCalm = create<Calm>()(taken)
export const lately = new Lately()

/** Follows the room until it is stopped. */
export function followCalmly(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null
  useCalm.setState(taken())
  const stop = useRoom.subscribe((now, before) => {
    if (now.digests !== before.digests) lately.add(now.digests.digests)
    if (now.roster === before.roster && now.answers === before.answers && now.digests === before.digests) return
    timer ??= setTimeout(() => {
      timer = null
      useCalm.setState(taken())
    }, EVERY_MS)
  })
  return () => {
    if (timer !== null) clearTimeout(timer)
    stop()
  }
}
