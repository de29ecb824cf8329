/** A draft filled up so that it can be shown: what has no words yet has empty ones. */
import type { Lesson } from '../lesson'
import type { LessonText } from '../text/lessonText'

export function withBlanks(lesson: Lesson): Lesson {
  const { spec, text } = lesson
  const worded = { blocks: [], items: {} }
  return {
    ...lesson,
    text: {
      ...text,
      predictions: filled(spec.predictions, text.predictions, worded),
      steps: filled(spec.experiment, text.steps, { blocks: [], button: '…' }),
      seen: filled<LessonText['seen'][string]>(spec.predictions, text.seen, []),
      choices: filled(spec.choices, text.choices, worded),
      goals: filled(spec.goals, text.goals, worded),
    },
  }
}
function filled<T>(members: readonly { id: string }[], known: Record<string, T>, blank: T): Record<string, T> {
  return { ...Object.fromEntries(members.map(({ id }) => [id, blank])), ...known }
}
