/** The learner's open run goes into their document, so that a teacher can look at it: soon after an act, else twice a minute. */
import { useEffect } from 'react'
import { actions } from '../../actions'
import { useLessonMode } from '../../lessonMode'
import { useRoomHold } from '../../roomHold'
import { savedNow } from '../../shell/share/sharedRun'
import { useLab } from '../../store'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'

const SOON_MS = 1_500
const EVERY_MS = 30_000

export function useRunTold(): void {
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | null = null
    let acts = ''
    const tell = async (): Promise<void> => {
      soon = null
      const { opened } = useLab.getState()
      if (!opened || useRoomHold.getState().shared) return // what all share, all have
      const link = await linkNow()
      const { run, at } = useRoom.getState().mine
      const lesson = useLessonMode.getState().mode ? at?.lesson : undefined
      const title = lesson ?? run?.title ?? opened.topology.scenarioId
      if (link === run?.link && title === run.title) return
      room().write('mine', 'run', { n: run?.n ?? 0, title, link, atMs: Math.max(0, Math.round(roomNowMs())) })
    }
    const stop = useLab.subscribe(({ status, opened }, before) => {
      if (status === before.status && opened === before.opened) return
      const branch = status?.branches.find(({ id }) => id === status.active)
      const now = `${opened?.topology.scenarioId} ${status?.active} ${branch?.commands.length ?? 0}`
      if (now === acts) return
      acts = now
      soon ??= setTimeout(() => void tell(), SOON_MS)
    })
    const often = setInterval(() => void tell(), EVERY_MS)
    return () => {
      if (soon !== null) clearTimeout(soon)
      clearInterval(often)
      stop()
    }
  }, [])
}
/** null: too long for a link, or none is open. */
async function linkNow(): Promise<string | null> {
  try {
    return await actions().encoded(await savedNow(''), 'link')
  } catch {
    return null
  }
}
