/**
 * Ways: what an author does in the lab from a lesson's start on, to solve it or to fail. Each is one way of the choice that the learner
 * has, or a counter-solution that only the check tries.
 */
import type { StampedCommand } from '../../cluster/command'
import type { RunValue } from '../../scenarios/run'
import { scenarioOf } from '../../scenarios/scenarioOf'
import { attemptRun } from '../attempt'
import { canonical } from '../canonical'
import { inLab } from '../labRun'
import type { Attempt, ChoiceSpec, Lesson, LessonSpec, PolicyChoice, Setting, Timed } from '../lesson'
import type { LessonFiles } from '../load'
import { withItem, withoutItem, withSection, withoutSection } from '../text/places'
import { settingsBetween } from './difference'
import type { Note } from './recording'
import { recordCode } from './recording'
import { freeName, slugOf, withSpec, withText } from './spec'

/** What was done beyond the start. */
export interface Done {
  commands: Timed[]
  settings: Setting[]
  policies: PolicyChoice[]
  files: LessonFiles // the lesson's, with the code among them
  notes: Note[]
}

/** The start as the lab opens it, for a way to be recorded from. */
export function startRun(lesson: Lesson): RunValue {
  return inLab(attemptRun(lesson, {}), lesson.scenario, Math.round(lesson.spec.start.openS * 1e6)).run
}

/** `run`: from the lesson's start, up to where its author went. Another cluster altogether comes out as its settings. */
export function doneIn(lesson: Lesson, run: RunValue): Done {
  const notes: Note[] = []
  const opened = startRun(lesson)
  const [scheduled, plain] = [scenarioOf(opened), lesson.scenario]
  const now = scenarioOf(run)
  // In the lab what happens by itself stands in the scenario's schedule; the run may also have been opened otherwise.
  const fromStart = canonical(now.faults ?? []) === canonical(scheduled.faults ?? [])
  const settings = settingsBetween(fromStart ? scheduled : plain, now)
  const given = fromStart ? [] : (lesson.spec.start.commands ?? []).map(nameOfTimed)
  const commands: Timed[] = []
  for (const { atUs, command } of run.commands) {
    if (command.kind === 'setPolicy' || command.kind === 'stopPolicy') continue
    const timed = { atS: atUs / 1e6, command }
    const at = given.indexOf(nameOfTimed(timed))
    if (at >= 0) given.splice(at, 1)
    else commands.push(timed)
  }
  const files = { ...lesson.files }
  const policies = recordCode({ ...run, commands: withoutGiven(run.commands, opened.commands) }, files, notes)
  return { commands, settings, policies, files, notes }
}
const nameOfTimed = ({ atS, command }: Timed): string => `${Math.round(atS * 1e6)} ${canonical(command)}`
function withoutGiven(commands: readonly StampedCommand[], given: readonly StampedCommand[]): StampedCommand[] {
  const names = given.map(({ command }) => canonical(command))
  return commands.filter(({ atUs, command }) => atUs > 0 || !names.includes(canonical(command)))
}

export function isNothing({ commands, settings, policies }: Done): boolean {
  return commands.length + settings.length + policies.length === 0
}

export function isSame({ parts, chosen }: WayRow, { commands, settings, policies }: Done): boolean {
  return Object.keys(chosen).length === 0 && canonical(parts) === canonical({ commands, settings, policies })
}

/** Nothing but what the experiment does: it is the run that the lesson was recorded of. */
export function isRecorded({ commands, settings, policies }: Done, { experiment }: LessonSpec): boolean {
  const steps = experiment.flatMap((step) => (step.act === 'command' ? [nameOfTimed(step)] : []))
  return settings.length + policies.length === 0 && canonical(commands.map(nameOfTimed)) === canonical(steps)
}

export interface WayAsked {
  /** In the learner's words. */
  words: string
  is: 'solution' | 'counter'
  /** The learner may choose it; a solution always may be. */
  offered: boolean
}
export interface WayWords {
  /** The choice's question, and what stands for the start among its ways. */
  question: string
  asItIs: string
}

export const WAY = 'way'

/** The lesson with one way more. */
export function withWay(lesson: Lesson, done: Done, asked: WayAsked, words: WayWords): LessonFiles {
  const parts = partsOf(done)
  const { spec } = lesson
  const taken = [...spec.choices.flatMap(({ variants }) => variants.map(({ id }) => id)), ...Object.keys(spec.counters)]
  const id = freeName(slugOf(asked.words, WAY), taken)
  if (asked.is === 'counter' && !asked.offered)
    return withSpec(done.files, spec, (changed) => {
      changed.counters[id] = parts
    })
  const choice = spec.choices[0] as ChoiceSpec | undefined
  const place = choice?.id ?? WAY
  const attempt: Attempt = { choices: { [place]: id } }
  const files = withSpec(done.files, spec, (changed) => {
    if (!choice) changed.choices.push({ id: WAY, variants: [{ id: 'asItIs' }] })
    changed.choices[0].variants.push({ id, ...parts })
    if (asked.is === 'solution') changed.solution = { ...withoutOwn(changed.solution), ...attempt }
    else changed.counters[id] = attempt
    admit(changed, done)
  })
  return withText(files, (text) => {
    const there = withSection(text, 'choice', place, `${words.question}\n\n- asItIs: ${words.asItIs}`)
    return withItem(there, 'choice', place, id, asked.words)
  })
}
function partsOf({ commands, settings, policies }: Done): Omit<Attempt, 'choices' | 'answers'> {
  return {
    ...(settings.length > 0 ? { settings } : {}),
    ...(policies.length > 0 ? { policies } : {}),
    ...(commands.length > 0 ? { commands } : {}),
  }
}
/** Answers stay: they are about other runs. */
const withoutOwn = ({ answers }: Attempt): Attempt => (answers ? { answers } : {})

/** The learner may do by hand what a way does. */
function admit({ controls }: LessonSpec, { commands, policies }: Done): void {
  controls.acts = [...new Set([...controls.acts, ...commands.map(({ command }) => command.kind)])]
  controls.contracts = [...new Set([...controls.contracts, ...policies.map(({ contract }) => contract)])]
  if (policies.length > 0) controls.panels = [...new Set([...controls.panels, 'code' as const])]
}

/** A way as the lesson has it. */
export interface WayRow {
  id: string
  /** Where it stands: offered by that choice; null: a counter-solution that is more than one of the choices' ways. */
  choice: string | null
  is: 'solution' | 'counter' | 'neither'
  parts: Pick<Done, 'commands' | 'settings' | 'policies'>
  /** What it chooses besides, by choice. */
  chosen: Record<string, string>
}

/** The ways of all choices but the start's, and the counter-solutions that are none of them. */
export function waysOf({ choices, solution, counters }: LessonSpec): WayRow[] {
  const rows = choices.flatMap(({ id: choice, variants }) =>
    variants.slice(1).map((variant): WayRow => {
      const { id } = variant
      const isCounter = Object.values(counters).some((attempt) => isJust(attempt, choice, id))
      const is = solution.choices?.[choice] === id ? 'solution' : isCounter ? 'counter' : 'neither'
      return { id, choice, is, parts: filled(variant), chosen: {} }
    }),
  )
  const others = Object.entries(counters).filter(
    ([, attempt]) => !rows.some(({ choice, id }) => choice !== null && isJust(attempt, choice, id)),
  )
  return [
    ...rows,
    ...others.map(([id, attempt]): WayRow => ({
      id,
      choice: null,
      is: 'counter',
      parts: filled(attempt),
      chosen: attempt.choices ?? {},
    })),
  ]
}
/** That way and nothing more; answers are about other runs. */
function isJust({ choices = {}, ...more }: Attempt, choice: string, id: string): boolean {
  const parts = Object.keys(more).filter((part) => part !== 'answers')
  return parts.length === 0 && Object.keys(choices).length === 1 && choices[choice] === id
}
const filled = ({ commands = [], settings = [], policies = [] }: Partial<WayRow['parts']>): WayRow['parts'] => ({
  commands,
  settings,
  policies,
})

/** Makes a way the solution, or part of it where there are several choices; one that must fail; or neither. */
export function withWayAs(lesson: Lesson, { id, choice }: WayRow, is: WayRow['is']): LessonFiles {
  if (choice === null) return lesson.files
  return withSpec(lesson.files, lesson.spec, (spec) => {
    const { solution } = spec
    spec.counters = Object.fromEntries(
      Object.entries(spec.counters).filter(([, attempt]) => !isJust(attempt, choice, id)),
    )
    if (is === 'solution') solution.choices = { ...solution.choices, [choice]: id }
    else if (solution.choices?.[choice] === id) {
      Reflect.deleteProperty(solution.choices, choice)
      if (Object.keys(solution.choices).length === 0) delete solution.choices
    }
    if (is === 'counter')
      spec.counters[freeName(id, Object.keys(spec.counters))] = { ...withoutOwn(solution), choices: { [choice]: id } }
  })
}

/** Without it, its words, and what named it. */
export function withoutWay(lesson: Lesson, row: WayRow): LessonFiles {
  const { id, choice } = row
  const kept = withWayAs(lesson, row, 'neither')
  const files = withSpec(kept, JSON.parse(kept['lesson.json']) as LessonSpec, (spec) => {
    if (choice === null) Reflect.deleteProperty(spec.counters, id)
    for (const one of spec.choices)
      if (one.id === choice) one.variants = one.variants.filter((variant) => variant.id !== id)
    const [first] = spec.choices.filter((one) => one.id === choice)
    if (first?.variants.length === 1 && !first.variants[0].policies)
      spec.choices = spec.choices.filter((one) => one !== first)
  })
  if (choice === null) return files
  const isGone = !(JSON.parse(files['lesson.json']) as LessonSpec).choices.some((one) => one.id === choice)
  return withText(files, (text) =>
    isGone ? withoutSection(text, 'choice', choice) : withoutItem(text, 'choice', choice, id),
  )
}
