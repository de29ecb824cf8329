/**
 * A lesson's folder as one document, for a file or a link: { faultlineLesson: version, files }. The folder itself is judged by its own
 * gate (load.ts); here is only whether it is one.
 */
import { FaultlineError } from '../kernel'
import { inflatedText, packedText } from '../scenarios/link'
import { parseJson } from '../scenarios/jsonText'
import type { LessonFiles } from './load'

const PARCEL_VERSION = 1
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9.-]{0,60}\.(json|md|ts)$/

export const isFileName = (name: string): boolean => NAME.test(name)

export function parcelText(files: LessonFiles): string {
  return `${JSON.stringify({ faultlineLesson: PARCEL_VERSION, files }, null, 2)}\n`
}
/** Throws lesson.notALesson, and what parseJson does. */
export function filesOfParcel(text: string): LessonFiles {
  const value = parseJson(text, 'lesson.notALesson') as { faultlineLesson?: unknown; files?: unknown } | null
  if (typeof value !== 'object' || value === null || value.faultlineLesson !== PARCEL_VERSION) throw notALesson()
  const { files } = value
  if (typeof files !== 'object' || files === null || Array.isArray(files)) throw notALesson()
  const entries = Object.entries(files)
  if (entries.some(([name, content]) => !NAME.test(name) || typeof content !== 'string')) throw notALesson()
  return Object.fromEntries(entries as [string, string][])
}
const notALesson = (): FaultlineError => new FaultlineError('lesson.notALesson')

/** `link`: what follows "from=" in an address. */
export function filesOfLink(link: string): LessonFiles {
  return filesOfParcel(inflatedText(link))
}
/** What follows "from=" in its address. Throws link.tooLong. */
export function linkOf(files: LessonFiles): string {
  return packedText(JSON.stringify({ faultlineLesson: PARCEL_VERSION, files }))
}
