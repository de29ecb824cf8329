/** Where on the page a problem is mended, and on which line of the text it stands. */
import { TEXT_FILE } from '../../lessons/load'
import type { LessonProblem } from '../../lessons/problem'
import { sectionPlaces } from '../../lessons/text/places'
import { words } from '../words'
import type { PartName } from './draftStore'

const FIELDS: [RegExp, PartName][] = [
  [/^predictions\b/, 'guess'],
  [/^goals\b/, 'goals'],
  [/^(choices|solution|counters)\b/, 'ways'],
  [/^(start|experiment|controls|slug|minutes|part|needs)\b/, 'start'],
  [/^(hints|reading)\b/, 'words'],
]

export function partOf({ file, field }: LessonProblem): PartName {
  if (/^text\b.*\.md$/.test(file)) return 'words'
  if (file !== 'lesson.json') return 'files'
  return FIELDS.find(([pattern]) => pattern.test(field))?.[1] ?? 'files'
}

export function problemWords({ code, params, field }: LessonProblem): string {
  return words().lessons.broken.problem(code, params, field)
}

/** From 1; null: it has no place of its own. */
export function lineOf(text: string, { file, field }: LessonProblem): number | null {
  if (file !== TEXT_FILE) return null
  const line = /^line (\d+)$/.exec(field)
  if (line) return Number(line[1])
  if (field === '#') return 1
  const [name, id = ''] = field.replace(/:.*$/, '').split(' ')
  const places = sectionPlaces(text)
  const place = places.find((one) => one.name === name && (one.id === id || id === ''))
  return place?.line ?? null
}

/** The place of a line's first letter. */
export function offsetOf(text: string, line: number): number {
  let at = 0
  for (let n = 1; n < line; n++) {
    const next = text.indexOf('\n', at)
    if (next < 0) return text.length
    at = next + 1
  }
  return at
}
