/** The lesson that was given to learners, as the teacher's own pages read it. */
import { useEffect, useState } from 'react'
import type { Given, GivenLesson } from '../../../classroom/documents/lead'
import { isLesson } from '../../../classroom/documents/lead'
import type { Lesson } from '../../../lessons/load'
import { loadPresetOf, readLesson } from '../../../lessons/load'
import { filesOfLink } from '../../../lessons/parcel'
import { houseFiles } from '../../course/house'
import { activeLanguage } from '../../words'

/** null: there is none of that name, or it cannot be opened. */
export async function givenLesson(given: GivenLesson): Promise<Lesson | null> {
  const files = given.kind === 'lesson' ? await houseFiles(given.lesson) : filesOfLink(given.link)
  if (!files) return null
  await loadPresetOf(files)
  return readLesson(files, activeLanguage()).lesson
}

/** null: what is given is no lesson, is not read yet, or cannot be opened, which learners are told. */
export function useGivenLesson(given: Given | null): Lesson | null {
  const name = given && isLesson(given) ? JSON.stringify(given) : null
  const [found, setFound] = useState<{ name: string; lesson: Lesson | null } | null>(null)
  useEffect(() => {
    if (name === null) return
    let current = true
    givenLesson(JSON.parse(name) as GivenLesson).then(
      (lesson) => current && setFound({ name, lesson }),
      () => {},
    )
    return () => {
      current = false
    }
  }, [name])
  return found !== null && found.name === name ? found.lesson : null
}

/** What its experiment has for steps, by the words on their buttons, so that a class can be paced through them. */
export function stepsOf(lesson: Lesson | null): readonly string[] {
  return lesson?.spec.experiment.map(({ id }) => lesson.text.steps[id].button) ?? []
}
