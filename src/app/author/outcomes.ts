/** What happened in the draft's experiment where something was predicted: read when the run or a prediction is another one. */
import { useEffect, useRef } from 'react'
import { experimentRun } from '../../lessons/attempt'
import type { Lesson } from '../../lessons/load'
import type { LessonProgress } from '../../lessons/progress'
import type { ReadingRequest } from '../../lessons/serve'
import { conditionsOf, happenedOf, withHappened } from '../lesson/happened'
import { lessonReader } from '../lesson/readings'

type Change = (how: (before: LessonProgress) => Partial<LessonProgress>) => void

export function useOutcomes(lesson: Lesson, { predictions }: LessonProgress, change: Change): void {
  const request = requestOf(lesson, Object.keys(predictions))
  const name = request && JSON.stringify([request, lesson.spec.predictions.map(({ id }) => id)])
  const latest = useRef({ lesson, request })
  useEffect(() => {
    latest.current = { lesson, request }
  })
  useEffect(() => {
    const { request: asked, lesson: read } = latest.current
    if (name === null || !asked) return
    let current = true
    void lessonReader.read(asked).then((told) => {
      if (!current || 'problem' in told) return
      let from = 0
      for (const one of read.spec.predictions) {
        const happened = happenedOf(one, told.readings.slice(from, (from += conditionsOf(one).length)))
        if (!happened) continue
        change((before) => {
          const made = before.predictions[one.id]
          return made ? { predictions: { ...before.predictions, [one.id]: withHappened(one, made, happened) } } : {}
        })
      }
    })
    return () => {
      current = false
    }
  }, [name, change])
}
/** null: nobody has guessed, or nothing can be read, as the lesson stands. */
function requestOf(lesson: Lesson, guessed: string[]): ReadingRequest | null {
  const asked = lesson.spec.predictions
  const conditions = asked.flatMap(conditionsOf)
  if (conditions.length === 0 || !asked.some(({ id }) => guessed.includes(id))) return null
  try {
    return { run: experimentRun(lesson), conditions }
  } catch {
    return null
  }
}
