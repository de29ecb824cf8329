/** The teacher's faults land in the learner's run: each once, at its present, and noted. */
import { useEffect } from 'react'
import { faultsFor } from '../../../classroom/documents/lead'
import { actions } from '../../actions'
import { useLab } from '../../store'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'

export function useLandings(): void {
  useEffect(() => {
    let landing = false
    const look = async (): Promise<void> => {
      const { lead, me, mine } = useRoom.getState()
      if (landing || !me || !useLab.getState().status) return
      const due = faultsFor(lead, me.id).find(([id, { revealed }]) => !revealed && !mine.landed.has(id))
      if (!due) return
      landing = true
      const [id, { commands, concealed }] = due
      const atUs = useLab.getState().status?.timeUs ?? 0
      // Noted first: a page that is closed in between does not let it land twice.
      room().write('mine', `landed/${id}`, { atUs, atMs: Math.round(roomNowMs()) })
      for (const command of commands) await actions().befall(concealed ? { ...command, concealed } : command)
      landing = false
      void look()
    }
    const stops = [useRoom.subscribe(() => void look()), useLab.subscribe(() => void look())]
    void look()
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
}
