/** What lessons asked of learners, in words, for the table: by LESSON, LESSON/GOAL, LESSON/PREDICTION, LESSON/PREDICTION/OPTION. */
import type { Answers } from '../../../classroom/documents/answers'
import type { Lesson } from '../../../lessons/load'
import { plainText } from '../../../lessons/text/lessonText'
import { givenLesson } from './givenLesson'

export async function wordsOf({ learner }: Answers): Promise<Map<string, string>> {
  const slugs = new Set<string>()
  for (const { at, goals, predictions } of learner.values())
    for (const name of [...Object.keys(goals), ...Object.keys(predictions), ...(at ? [at.lesson] : [])])
      slugs.add(name.split('/')[0])
  const lessons = await Promise.all([...slugs].map((lesson) => givenLesson({ kind: 'lesson', lesson })))
  return new Map(lessons.flatMap((lesson) => (lesson ? wordsIn(lesson) : [])))
}
function wordsIn({ spec: { slug }, text }: Lesson): [string, string][] {
  const asked = Object.entries({ ...text.goals, ...text.predictions }).flatMap(
    ([id, { blocks, items }]): [string, string][] => [
      [`${slug}/${id}`, plainText(blocks).trim()],
      ...Object.entries(items).map(([option, said]): [string, string] => [
        `${slug}/${id}/${option}`,
        plainText(said).trim(),
      ]),
    ],
  )
  return [[slug, plainText(text.title)], ...asked]
}
