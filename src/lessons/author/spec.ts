/** Changing a lesson's files as its author's page does: lesson.json as data, text.md section by section, all else as it stands. */
import type { LessonSpec } from '../lesson'
import type { LessonFiles } from '../load'
import { SPEC_FILE, TEXT_FILE } from '../load'
import { sectionPlaces } from '../text/places'

export function specText(spec: LessonSpec): string {
  return `${JSON.stringify(spec, null, 2)}\n`
}

/** `spec`: what the files were read to. */
export function withSpec(files: LessonFiles, spec: LessonSpec, change: (spec: LessonSpec) => void): LessonFiles {
  const changed = structuredClone(spec)
  change(changed)
  return { ...files, [SPEC_FILE]: specText(changed) }
}

export function withText(files: LessonFiles, change: (text: string) => string): LessonFiles {
  return { ...files, [TEXT_FILE]: change(files[TEXT_FILE] ?? '') }
}

/** lesson.json says how many hints the text has, and which further reading: taken from the text, so that no author has to count. */
export function counted(files: LessonFiles, spec: LessonSpec): LessonFiles {
  const places = sectionPlaces(files[TEXT_FILE] ?? '')
  const hints = places.filter(({ name }) => name === 'hint').length
  const reading = places.flatMap(({ name, items }) => (name === 'reading' ? items.map(({ id }) => id) : []))
  const same = spec.hints === hints && JSON.stringify(spec.reading) === JSON.stringify(reading)
  return same
    ? files
    : withSpec(files, spec, (changed) => {
        changed.hints = hints
        changed.reading = reading
      })
}

/** A name that is none of these yet: `kill`, `kill-2`, … */
export function freeName(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  for (let i = 2; ; i++) if (!taken.includes(`${wanted}-${i}`)) return `${wanted}-${i}`
}

/** Words as a name: lower-case letters and digits, parted by hyphens, beginning with a letter. */
export function slugOf(words: string, otherwise: string): string {
  const slug = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  return slug === '' || slug in Object.prototype ? otherwise : slug
}
