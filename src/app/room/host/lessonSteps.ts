/** What a given lesson's experiment has for steps, by the words on their buttons, so that a class can be paced through them. */
import { useEffect, useState } from 'react'
import type { Given, GivenLesson } from '../../../classroom/documents/lead'
import { isLesson } from '../../../classroom/documents/lead'
import { givenLesson } from './givenTopology'

const NONE: readonly string[] = []

/** None while they are not known, and of what is no lesson. */
export function useLessonSteps(given: Given | null): readonly string[] {
  const name = given && isLesson(given) ? JSON.stringify(given) : null
  const [found, setFound] = useState<{ name: string; steps: readonly string[] } | null>(null)
  useEffect(() => {
    if (name === null) return
    let current = true
    stepsOf(JSON.parse(name) as GivenLesson).then(
      (steps) => current && setFound({ name, steps }),
      () => {}, // learners are told that it cannot be opened
    )
    return () => {
      current = false
    }
  }, [name])
  return found !== null && found.name === name ? found.steps : NONE
}
async function stepsOf(given: GivenLesson): Promise<readonly string[]> {
  const lesson = await givenLesson(given)
  return lesson?.spec.experiment.map(({ id }) => lesson.text.steps[id].button) ?? NONE
}
