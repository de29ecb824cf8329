/**
 * What the room keeps of a learner's work. When one comes in, what was done since on another device goes on, and what only this browser
 * has stays as a branch of it, or as the run before; nothing is told to the room of a run before that was settled.
 */
import { create } from 'zustand'
import { isSession, keeping, keptOf, shownAlone, withOther } from '../../../classroom/keptWork'
import type { Session } from '../../../lab/protocol'
import type { LessonProgress } from '../../../lessons/progress'
import { PROGRESS_VERSION, readProgress } from '../../../lessons/progress'
import { bringProgress, lessonProgress } from '../../lesson/progressStore'
import type { RunShelf } from '../../roomHold'
import { lessonTab } from '../../shell/runStore'
import { useLab } from '../../store'
import { words } from '../../words'
import { deviceName } from '../device'
import { useRoom } from '../roomStore'
import { room } from '../session'

interface Shelf {
  /** The work whose run stands in the lab, settled; null: none. */
  standing: string | null
  /** The lesson whose progress was brought back. */
  brought: string | null
  /** Something is yet to be told. */
  pending: boolean
  tooLong: boolean
}
export const useShelf = create<Shelf>()(() => ({ standing: null, brought: null, pending: false, tooLong: false }))

export const shelf: RunShelf = {
  newest(tab, ours) {
    const work = workNamed(tab)
    const kept = work === null ? null : keptOf(useRoom.getState().mine.kept, work)
    if (!kept || !isSession(kept.value)) return ours
    if (!ours) return kept.value
    return kept.by === device() ? ours : settled(kept.value, ours)
  },
  stands: (tab) => useShelf.setState({ standing: tab === null ? null : workNamed(tab) }),
}
function settled(theirs: Session, ours: Session): Session {
  const both = withOther(theirs, ours, words().room.thisDevice)
  if (!both) useLab.setState({ previous: ours })
  return both ?? theirs
}
/** As a run's name in this browser says; null: it is none of the room's. */
function workNamed(tab: string): string | null {
  const [, owner, stage] = tab.split(':')
  if (owner === runsOwner()) return stage.startsWith('given-') ? stage : null
  return tab === lessonTab(owner, stage) ? `${owner}/${stage}` : null
}

/** Brings the run that stands in the lab into the own document; false where it is too long for that. */
export function keepRun(work: string, session: Session): boolean {
  const kept = put(work, session) || put(work, shownAlone(session))
  useShelf.setState({ tooLong: !kept })
  return kept
}

interface KeptProgress {
  seconds: number
  progress: LessonProgress
}
export function keepProgress(slug: string, kept: KeptProgress): void {
  if (put(`${slug}/progress`, kept)) return
  const attempts = kept.progress.attempts.map((one) => ({ ...one, run: null }))
  put(`${slug}/progress`, { ...kept, progress: { ...kept.progress, attempts } })
}
/** What was done in a lesson on another device comes to what was done here; answers the seconds spent with it before. */
export function bringBack(slug: string): number {
  const seconds = broughtBack(slug)
  useShelf.setState({ brought: slug })
  return seconds
}
function broughtBack(slug: string): number {
  const kept = keptOf(useRoom.getState().mine.kept, `${slug}/progress`)
  if (!kept || typeof kept.value !== 'object' || kept.value === null) return 0
  const { seconds, progress: value } = kept.value as Partial<KeptProgress>
  const { progress } = readProgress({ version: PROGRESS_VERSION, lessons: { [slug]: value } })
  const theirs = progress.lessons[slug] as LessonProgress | undefined
  if (theirs && kept.by !== device()) {
    // Whatever somebody else did in this browser meanwhile, or its clock says: where one was is where one comes back to.
    const changedAtMs = Math.max(theirs.changedAtMs, lessonProgress(slug).changedAtMs + 1)
    bringProgress({ ...progress, lessons: { [slug]: { ...theirs, changedAtMs } } })
  }
  return typeof seconds === 'number' && seconds >= 0 && seconds <= 1e6 ? seconds : 0
}

const me = (): string => useRoom.getState().me?.id ?? ''
const device = (): string => deviceName(me())
/** Of this learner's runs in this browser. */
export const runsOwner = (): string => `${useRoom.getState().me?.room}.${me()}`

function put(work: string, value: unknown): boolean {
  const entries = keeping(useRoom.getState().mine.kept, work, device(), value)
  if (entries) room().writeAll('mine', entries)
  return entries !== null
}
