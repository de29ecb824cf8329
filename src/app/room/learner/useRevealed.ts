/** What the teacher reveals, the learner's lab tells as it does any other act, also in a run that is opened later. */
import { useEffect } from 'react'
import { actions } from '../../actions'
import { useLab } from '../../store'
import { useRoom } from '../roomStore'

export function useRevealed(): void {
  useEffect(() => {
    let revealing = false
    const look = async (): Promise<void> => {
      const due = revealing ? undefined : dueNow()
      if (due === undefined) return
      revealing = true
      await actions().reveal(due)
      revealing = false
    }
    const stops = [useRoom.subscribe(() => void look()), useLab.subscribe(() => void look())]
    void look()
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
}

/** A fault that the teacher has revealed and the open run still conceals. */
function dueNow(): string | undefined {
  const { lead } = useRoom.getState()
  const branches = useLab.getState().status?.branches ?? []
  for (const { commands } of branches) {
    for (const { command } of commands) {
      const { concealed } = command
      if (typeof concealed === 'object' && 'by' in concealed && lead.fault.get(concealed.by)?.revealed) {
        return concealed.by
      }
    }
  }
  return undefined
}
