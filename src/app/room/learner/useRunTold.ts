/**
 * The learner's run goes into their document, to be looked at by the teacher and to come back on any device: soon after an act, when it
 * is paused or goes out of sight, else twice a minute. Only what has settled is told: see shelf.ts.
 */
import { useEffect } from 'react'
import { actions } from '../../actions'
import { useLessonMode } from '../../lessonMode'
import { useRoomHold } from '../../roomHold'
import { savedNow } from '../../shell/share/sharedRun'
import { useLab, useView } from '../../store'
import { roomNowMs, useRoom } from '../roomStore'
import { room } from '../session'
import { keepRun, useShelf } from './shelf'

const SOON_MS = 1_500
const EVERY_MS = 30_000
/** As text; a longer run is told less often. */
const LONG_CHARACTERS = 200_000

export function useRunTold(): void {
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | null = null
    let acts = ''
    let told = ''
    const tell = async (): Promise<void> => {
      if (soon !== null) clearTimeout(soon)
      soon = null
      const { standing } = useShelf.getState()
      // What all share, all have.
      if (standing !== null && !useRoomHold.getState().shared) {
        const [session, link] = [
          await actions()
            .session()
            .catch(() => null),
          await linkNow(),
        ]
        const isIn = useRoom.getState().stage === 'in' && standing === useShelf.getState().standing
        if (session && isIn) {
          const now = `${standing} ${JSON.stringify(session)}`
          if (now !== told) {
            told = now
            keepRun(standing, session)
            tellTeacher(link)
          }
        }
      }
      if (soon === null) useShelf.setState({ pending: false })
    }
    const tellSoon = (): void => {
      useShelf.setState({ pending: true })
      soon ??= setTimeout(() => void tell(), told.length > LONG_CHARACTERS ? EVERY_MS / 3 : SOON_MS)
    }
    const seen = (): void => {
      if (document.hidden) void tell()
    }
    const look = (): void => {
      const { standing } = useShelf.getState()
      const { status } = useLab.getState()
      const branch = status?.branches.find(({ id }) => id === status.active)
      const now = `${standing} ${status?.active} ${branch?.commands.length ?? 0}`
      if (standing === null || now === acts) return
      acts = now
      tellSoon()
    }
    const stops = [
      useLab.subscribe(({ status, notice }, before) => {
        if (status !== before.status) look()
        if (notice && notice !== before.notice) tellSoon() // an act: what is on the bar is not saved yet
      }),
      useShelf.subscribe(look),
      useView.subscribe(({ playing }, before) => {
        if (before.playing && !playing) tellSoon()
      }),
    ]
    document.addEventListener('visibilitychange', seen)
    const often = setInterval(() => void tell(), EVERY_MS)
    return () => {
      if (soon !== null) clearTimeout(soon)
      clearInterval(often)
      document.removeEventListener('visibilitychange', seen)
      for (const stop of stops) stop()
    }
  }, [])
}

function tellTeacher(link: string | null): void {
  const { run, at } = useRoom.getState().mine
  const { opened } = useLab.getState()
  const lesson = useLessonMode.getState().mode ? at?.lesson : undefined
  const title = lesson ?? run?.title ?? opened?.topology.scenarioId ?? ''
  room().write('mine', 'run', { n: run?.n ?? 0, title, link, atMs: Math.max(0, Math.round(roomNowMs())) })
}
/** null: too long for a link, or none is open. */
async function linkNow(): Promise<string | null> {
  try {
    return await actions().encoded(await savedNow(''), 'link')
  } catch {
    return null
  }
}
