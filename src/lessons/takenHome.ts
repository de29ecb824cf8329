/**
 * What a learner takes home: a run's file that carries their progress beside the run. It opens wherever runs do, and adds its progress
 * wherever that is added.
 */
import { FaultlineError } from '../kernel'
import { LIMITS } from '../scenarios/limits'
import type { Progress, SetAside } from './progress'
import { readProgress } from './progress'

/** `file`: a run's (scenarios/codec.ts). Runs of attempts stay out where all would be too long for a file. Throws file.tooLong. */
export function withProgress(file: string, progress: Progress): string {
  const whole = beside(file, progress)
  if (whole.length <= LIMITS.textCharacters) return whole
  const short = beside(file, withoutRuns(progress))
  if (short.length <= LIMITS.textCharacters) return short
  throw new FaultlineError('file.tooLong', { allowed: `0 to ${LIMITS.textCharacters}`, got: String(short.length) })
}
function beside(file: string, progress: Progress): string {
  return `${file.slice(0, file.lastIndexOf('}')).trimEnd()},\n"progress": ${JSON.stringify(progress)}\n}\n`
}
function withoutRuns({ version, lessons }: Progress): Progress {
  const short = Object.entries(lessons).map(([slug, lesson]) => {
    const attempts = lesson.attempts.map((one) => ({ ...one, run: null }))
    return [slug, { ...lesson, attempts }] as const
  })
  return { version, lessons: Object.fromEntries(short) }
}

/** What lies beside the run in the text of a file that opened as one; null: nothing. */
export function progressBeside(text: string): { progress: Progress; aside: SetAside[] } | null {
  const file = JSON.parse(text.replace(/^\uFEFF/, '')) as { progress?: unknown }
  return file.progress === undefined ? null : readProgress(file.progress)
}
