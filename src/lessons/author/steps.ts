/**
 * What was done in the lab as an experiment: a step for each act at its moment, and between them time is played. Or it happens by itself,
 * in every attempt too, and the experiment plays from moment to moment.
 */
import type { Command } from '../../cluster/command'
import type { LessonSpec, StepSpec, Timed } from '../lesson'
import { LESSON_LIMITS } from '../schema'
import { withoutSection, withSection } from '../text/places'
import { freeName } from './spec'

export interface StepWords {
  play: (toS: number) => string
  act: (command: Command) => string
}

/** Whether so many acts can be steps: some experiment has too few for them. */
export function fitsSteps({ start }: Pick<LessonSpec, 'start'>, acts: readonly Timed[]): boolean {
  return stepsFor(start.openS, start.horizonS, acts, false).length <= LESSON_LIMITS.steps
}

/** What the experiment or the lesson itself does, in its order. */
export function actsOf({ start, experiment }: Pick<LessonSpec, 'start' | 'experiment'>): Timed[] {
  const steps = experiment.flatMap((step) => (step.act === 'command' ? [{ atS: step.atS, command: step.command }] : []))
  return [...(start.commands ?? []), ...steps].sort((a, b) => a.atS - b.atS)
}

/** Steps of an experiment from `openS` to `horizonS`. */
export function stepsFor(openS: number, horizonS: number, acts: readonly Timed[], byThemselves: boolean): StepSpec[] {
  const steps: StepSpec[] = []
  const names: string[] = []
  const name = (wanted: string): string => {
    const free = freeName(wanted, names)
    names.push(free)
    return free
  }
  let nowS = openS
  const playTo = (toS: number): void => {
    if (toS <= nowS) return
    steps.push({ id: name(`to-${String(toS).replace('.', '-')}`), act: 'play', toS, watch: 'map' })
    nowS = toS
  }
  const moments = byThemselves ? acts.slice(0, LESSON_LIMITS.steps - 1) : acts
  for (const { atS, command } of moments) {
    playTo(atS)
    if (!byThemselves) steps.push({ id: name(command.kind.toLowerCase()), act: 'command', atS, command, watch: 'map' })
  }
  playTo(horizonS)
  return steps
}

/** The experiment anew, as said; the words of steps that stay are kept. Changes `spec`, answers the text. */
export function setExperiment(spec: LessonSpec, text: string, byThemselves: boolean, words: StepWords): string {
  const acts = actsOf(spec)
  const before = spec.experiment.map(({ id }) => id)
  const { start } = spec
  if (byThemselves && acts.length > 0) start.commands = acts
  else delete start.commands
  spec.experiment = stepsFor(start.openS, start.horizonS, acts, byThemselves)
  let changed = text
  for (const id of before)
    if (spec.experiment.every((step) => step.id !== id)) changed = withoutSection(changed, 'step', id)
  for (const step of spec.experiment) changed = withSection(changed, 'step', step.id, buttonOf(step, words))
  return changed
}

export function buttonOf(step: StepSpec, words: StepWords): string {
  if (step.act === 'play') return `::button[${words.play(step.toS)}]`
  return step.act === 'command' ? `::button[${words.act(step.command)}]` : ''
}
