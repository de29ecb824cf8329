/** The lessons that come with Faultline: what the course's page shows of each, and their files, loaded when one is opened. */
import { files, index } from 'virtual:lessons'
import type { LessonFiles } from '../../lessons/load'
import { languageFor, useLessonLanguage } from '../lesson/language'

export interface HouseLesson {
  slug: string
  part: (typeof index)[number]['part']
  minutes: number
  needs: string[]
  title: string
}
export function houseLessons(): HouseLesson[] {
  const { chosen } = useLessonLanguage.getState()
  return index.map(({ titles, ...entry }) => {
    const language = languageFor(Object.keys(titles), chosen)
    return { ...entry, title: titles[language] ?? titles.en ?? entry.slug }
  })
}

/** null: there is none of that name. */
export async function houseFiles(slug: string): Promise<LessonFiles | null> {
  return Object.hasOwn(files, slug) ? (await files[slug]()).default : null
}
