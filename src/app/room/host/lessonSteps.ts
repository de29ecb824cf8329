/** What a given lesson's experiment has for steps, by the words on their buttons, so that a class can be paced through them. */
import { useEffect, useState } from 'react'
import type { Given } from '../../../classroom/documents/lead'
import { readLesson } from '../../../lessons/load'
import { houseFiles } from '../../course/house'
import { activeLanguage } from '../../words'

const NONE: readonly string[] = []

/** None while they are not known, and of what is no lesson. */
export function useLessonSteps(given: Given | null): readonly string[] {
  const slug = given?.kind === 'lesson' ? given.lesson : null
  const [found, setFound] = useState<{ slug: string; steps: readonly string[] } | null>(null)
  useEffect(() => {
    if (slug === null) return
    let current = true
    stepsOf(slug).then(
      (steps) => current && setFound({ slug, steps }),
      () => {}, // learners are told that it cannot be opened
    )
    return () => {
      current = false
    }
  }, [slug])
  return found !== null && found.slug === slug ? found.steps : NONE
}
async function stepsOf(slug: string): Promise<readonly string[]> {
  const files = await houseFiles(slug)
  const lesson = files && readLesson(files, activeLanguage()).lesson
  return lesson?.spec.experiment.map(({ id }) => lesson.text.steps[id].button) ?? NONE
}
