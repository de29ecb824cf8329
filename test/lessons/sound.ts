/** The sound lesson of test/lessons/sound, and others that differ from it in one thing. */
import { readFileSync, readdirSync } from 'node:fs'
import type { LessonSpec } from '../../src/lessons/lesson'
import type { Lesson, LessonFiles } from '../../src/lessons/load'
import { readLesson } from '../../src/lessons/load'

const FOLDER = 'test/lessons/sound'
export const soundFiles: LessonFiles = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [name, readFileSync(`${FOLDER}/${name}`, 'utf8')]),
)

/** With its text in German too. */
export const translatedFiles: LessonFiles = {
  ...soundFiles,
  'text.de.md': readFileSync('test/lessons/sound.de.md', 'utf8'),
}

export function withSpec(change: (spec: LessonSpec & Record<string, unknown>) => void): LessonFiles {
  const changed = JSON.parse(soundFiles['lesson.json']) as LessonSpec & Record<string, unknown>
  change(changed)
  return { ...soundFiles, 'lesson.json': JSON.stringify(changed) }
}
export function withText(from: string | RegExp, to: string): LessonFiles {
  return { ...soundFiles, 'text.md': soundFiles['text.md'].replace(from, to) }
}
export function lessonOf(files: LessonFiles = soundFiles): Lesson {
  const { lesson, problems } = readLesson(files)
  if (!lesson) throw new Error(JSON.stringify(problems))
  return lesson
}
