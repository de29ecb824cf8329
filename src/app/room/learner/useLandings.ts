/** The teacher's faults land in the learner's run: each once, at its present, and noted. */
import { useEffect } from 'react'
import { concealedBy } from '../../../classroom/concealing'
import type { Lead } from '../../../classroom/documents/lead'
import { assignmentFor, faultsDue, isLesson } from '../../../classroom/documents/lead'
import { actions } from '../../actions'
import { useRoomHold } from '../../roomHold'
import { useLab } from '../../store'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'
import { useShelf } from './shelf'

export function useLandings(): void {
  useEffect(() => {
    let landing = false
    const look = async (): Promise<void> => {
      const { lead, me, mine } = useRoom.getState()
      if (landing || !me || !useLab.getState().status || !isOpen(lead, me.id)) return
      const due = faultsDue(lead, me.id, mine.landed).at(0)
      if (!due) return
      landing = true
      const [id, { commands, concealed }] = due
      const atUs = useLab.getState().status?.timeUs ?? 0
      // Noted first: a page that is closed in between does not let it land twice.
      room().write('mine', `landed/${id}`, { atUs, atMs: Math.round(roomNowMs()) })
      // Into the one cluster of all it comes by the room's sequencer.
      if (!useRoomHold.getState().shared)
        for (const command of commands) await actions().befall(concealed ? concealedBy(command, id) : command)
      landing = false
      void look()
    }
    const stops = [useRoom, useLab, useShelf].map((store) => store.subscribe(() => void look()))
    void look()
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
}

/** What the learner was given is what stands in their lab: a fault that was done to it must not land in the run before it. */
function isOpen(lead: Lead, learner: string): boolean {
  const assignment = assignmentFor(lead, learner)
  if (!assignment || isLesson(assignment.given)) return true
  if (assignment.given.kind === 'shared') return useRoomHold.getState().shared !== null
  return useShelf.getState().standing === `given-${assignment.n}`
}
