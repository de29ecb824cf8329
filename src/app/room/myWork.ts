/** What a learner takes home: the open run as the lab's own file, which opens anywhere without a room, with their progress beside it. */
import type { LearnerPage } from '../../classroom/documents/learner'
import type { Progress } from '../../lessons/progress'
import { PROGRESS_VERSION, progressText } from '../../lessons/progress'
import { withProgress } from '../../lessons/takenHome'
import { useProgress } from '../lesson/progressStore'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import { saveFile } from '../shell/share/handOver'
import { fileText, savedNow } from '../shell/share/sharedRun'
import { useLab } from '../store'
import { words } from '../words'
import { useRoom } from './roomStore'

/** What kept it from being saved; null: it is saved. */
export async function saveMyWork(): Promise<Problem | null> {
  try {
    const progress = progressIn(useProgress.getState().progress, useRoom.getState().mine)
    const run = useLab.getState().opened && (await fileText(await savedNow('')))
    const text = run === null ? progressText(progress) : withProgress(run, progress)
    saveFile(new Blob([text], { type: 'application/json' }), words().room.bar.workFile)
    return null
  } catch (error) {
    return problemOf(error)
  }
}

/** Of all that this browser has, what the learner did in the room: others may have sat here. */
export function progressIn(all: Progress, { at, prediction, goal, kept }: LearnerPage): Progress {
  const names = [at?.lesson, ...prediction.keys(), ...goal.keys(), ...kept.keys()]
  const slugs = new Set(names.map((name) => name?.split('/')[0]))
  const lessons = Object.entries(all.lessons).filter(([slug]) => slugs.has(slug))
  return { version: PROGRESS_VERSION, lessons: Object.fromEntries(lessons) }
}
