/** What happened where something was predicted: read from the experiment's run, and kept beside the guess. */
import { isNear } from '../../lessons/nearness'
import type { PredictionSpec } from '../../lessons/lesson'
import type { Condition } from '../../lessons/figures'
import type { Lesson } from '../../lessons/load'
import type { Reading } from '../../lessons/judge'
import type { Guess, Happened, LessonProgress, PredictionKept } from '../../lessons/progress'
import { words } from '../words'
import { textOf } from './Prose'
import { SCALES } from './sketch'

/** What must be read of the run to tell; none of a curve. */
export function conditionsOf(prediction: PredictionSpec): Condition[] {
  if (prediction.kind === 'choice') return prediction.options.flatMap(({ when }) => when)
  return prediction.kind === 'number' ? [{ of: prediction.happened, atLeast: 0 }] : []
}
export function happenedOf(prediction: PredictionSpec, readings: readonly Reading[]): Happened | null {
  if (prediction.kind === 'number') return { kind: 'number', value: readings[0]?.now ?? null }
  if (prediction.kind !== 'choice') return null
  let from = 0
  const held = prediction.options.find(({ when }) =>
    readings.slice(from, (from += when.length)).every(({ holds }) => holds),
  )
  return { kind: 'choice', option: held?.id ?? null }
}

export function withHappened(prediction: PredictionSpec, kept: PredictionKept, happened: Happened): PredictionKept {
  const scale =
    prediction.kind === 'number'
      ? { range: prediction }
      : prediction.kind === 'curve'
        ? { height: (value: number) => SCALES[prediction.chart].height(value) }
        : {}
  return { ...kept, happened, near: isNear(kept.guess, happened, scale) }
}

/** A guess or what happened, in words; null: a curve, which is drawn. */
export function toldOf(lesson: Lesson, prediction: PredictionSpec, what: Guess | Happened): string | null {
  const w = words().lessons
  const items = lesson.text.predictions[prediction.id]?.items ?? {}
  switch (what.kind) {
    case 'notSure':
      return w.prediction.notSure
    case 'choice':
      return what.option === null ? w.seen.other : textOf(items[what.option] ?? [])
    case 'number': {
      if (what.value === null) return w.seen.none
      if (prediction.kind !== 'number') return null
      return prediction.unit === ''
        ? w.figures.value(prediction.happened, what.value)
        : w.seen.figure(what.value, prediction.unit)
    }
    case 'curve':
      return null
  }
}

/** The figures that a text puts in, by prediction. */
export function valuesOf(lesson: Lesson, kept: LessonProgress): Record<string, string> {
  const told = lesson.spec.predictions.flatMap((prediction) => {
    const happened = kept.predictions[prediction.id]?.happened
    const words = happened ? toldOf(lesson, prediction, happened) : null
    return words === null ? [] : [[prediction.id, words]]
  })
  return Object.fromEntries(told) as Record<string, string>
}
