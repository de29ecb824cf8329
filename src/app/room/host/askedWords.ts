/** What lessons asked of learners, in words, for the table: by LESSON, LESSON/GOAL, LESSON/PREDICTION, LESSON/PREDICTION/OPTION. */
import type { Answers } from '../../../classroom/documents/answers'
import type { Lesson } from '../../../lessons/load'
import { plainText } from '../../../lessons/text/lessonText'
import { loadPreset } from '../../../scenarios/presets'
import { presetIds } from '../../../scenarios/presets/topics'
import { houseFiles } from '../../course/house'

export async function wordsOf({ learner }: Answers): Promise<Map<string, string>> {
  const slugs = new Set<string>()
  for (const { at, goals, predictions } of learner.values())
    for (const name of [...Object.keys(goals), ...Object.keys(predictions), ...(at ? [at.lesson] : [])])
      slugs.add(name.split('/')[0])
  const lessons = await Promise.all([...slugs].map(read))
  return new Map(lessons.flatMap((lesson) => (lesson ? wordsIn(lesson) : [])))
}
/** null: it is none of the house. */
async function read(slug: string): Promise<Lesson | null> {
  const files = await houseFiles(slug)
  if (!files) return null
  const { presetNamed, readLesson } = await import('../../../lessons/load')
  const preset = presetNamed(files)
  if (preset !== null && presetIds.includes(preset)) await loadPreset(preset)
  return readLesson(files).lesson
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
