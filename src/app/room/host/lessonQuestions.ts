/** What a given lesson asks its learners to predict, as questions to the class: their words, and options that stay within a vote's bounds. */
import type { VoteOption } from '../../../classroom/documents/lead'
import type { VoteOf } from '../../../classroom/lessonVote'
import { NOT_SURE, rangeId, rangesOf } from '../../../classroom/lessonVote'
import { ROOM_LIMITS } from '../../../classroom/limits'
import type { PredictionSpec } from '../../../lessons/lesson'
import type { Lesson } from '../../../lessons/load'
import { toldOf } from '../../lesson/happened'
import { textOf } from '../../lesson/Prose'
import { words } from '../../words'

export interface LessonQuestion {
  of: VoteOf
  text: string
  options: VoteOption[]
}

/** Without curves, and without choices of more options than a vote may have. */
export function lessonQuestions(lesson: Lesson): LessonQuestion[] {
  return lesson.spec.predictions.flatMap((prediction) => {
    const from = prediction.kind === 'number' ? rangesOf(prediction.min, prediction.max, prediction.step) : null
    const answers = from ? rangeOptions(lesson, prediction, from) : choiceOptions(lesson, prediction)
    if (answers.length === 0 || answers.length >= ROOM_LIMITS.options) return []
    const text = lesson.text.predictions[prediction.id].blocks
      .map((block) => ('children' in block ? textOf(block.children) : ''))
      .join(' ')
    const options = [...answers, { id: NOT_SURE, text: words().lessons.prediction.notSure }]
    return [
      {
        of: { lesson: lesson.spec.slug, prediction: prediction.id, from },
        text: cut(text, ROOM_LIMITS.questionCharacters),
        options: options.map((option) => ({ ...option, text: cut(option.text, ROOM_LIMITS.titleCharacters) })),
      },
    ]
  })
}

function choiceOptions(lesson: Lesson, prediction: PredictionSpec): VoteOption[] {
  if (prediction.kind !== 'choice') return []
  return prediction.options.map(({ id }) => ({
    id,
    text: toldOf(lesson, prediction, { kind: 'choice', option: id }) ?? id,
  }))
}
function rangeOptions(lesson: Lesson, prediction: PredictionSpec, from: readonly number[]): VoteOption[] {
  const w = words().roomHost.give
  const told = (value: number): string => toldOf(lesson, prediction, { kind: 'number', value }) ?? String(value)
  return from.map((end, i) => {
    const text = i + 1 < from.length ? w.range(told(end), told(from[i + 1])) : w.rangeLast(told(end))
    return { id: rangeId(i), text }
  })
}
function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
