/** The lessons that come with Faultline, as texts in the command itself, and those of a folder of an author's own. */
import { readFileSync, readdirSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { FaultlineError } from '../kernel'
import type { LessonFiles } from '../lessons/load'

const house = import.meta.glob<string>('/lessons/[0-9]*/*.{json,md,ts}', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** By folder, in their order. */
export function houseLessons(): Map<string, LessonFiles> {
  const folders = new Map<string, LessonFiles>()
  for (const path of Object.keys(house).sort()) {
    const [folder, file] = path.split('/').slice(-2)
    folders.set(folder, { ...folders.get(folder), [file]: house[path] })
  }
  return folders
}

const BYTES_MAX = 1_000_000

/** A folder that is a lesson, or one whose folders are. Throws lessons.folder { folder, why }. */
export function lessonsIn(folder: string): Map<string, LessonFiles> {
  try {
    const names = readdirSync(folder).sort()
    if (names.includes('lesson.json')) return new Map([[basename(folder), filesIn(folder)]])
    const inner = names.filter((name) => statSync(join(folder, name)).isDirectory())
    const lessons = inner.filter((name) => readdirSync(join(folder, name)).includes('lesson.json'))
    if (lessons.length === 0) throw new Error('no lesson.json in it or in its folders')
    return new Map(lessons.map((name) => [name, filesIn(join(folder, name))]))
  } catch (error) {
    throw new FaultlineError('lessons.folder', {
      folder: folder.slice(0, 80),
      why: (error as Error).message.slice(0, 80),
    })
  }
}
function filesIn(folder: string): LessonFiles {
  const names = readdirSync(folder).filter((name) => /\.(json|md|ts)$/.test(name))
  const large = names.find((name) => statSync(join(folder, name)).size > BYTES_MAX)
  if (large !== undefined) throw new Error(`${large} is larger than ${BYTES_MAX} bytes`)
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}
