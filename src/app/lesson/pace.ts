/** How fast time plays in a lesson: a stretch of the run takes some seconds to watch, whether it is of milliseconds or of minutes. */
import type { LessonSpec } from '../../lessons/lesson'
import { SPEEDS } from '../store'

const WATCHED_S = 6

export function speedFor(spanS: number): number {
  const wanted = spanS / WATCHED_S
  return SPEEDS.filter((speed) => speed <= Math.max(wanted, SPEEDS[0])).at(-1) ?? 1
}

/** That of the first stretch of its experiment, for who plays before having begun it. */
export function openingSpeed({ experiment, start }: Pick<LessonSpec, 'experiment' | 'start'>): number {
  const [first] = experiment.flatMap((step) => (step.act === 'play' ? [step.toS] : []))
  return first === undefined ? 1 : speedFor(first - start.openS)
}
