/**
 * An assignment as a value: what is to be done, by what means, over which public seeds, with a commitment to hidden ones. A file or a link;
 * whatever it says is judged here before anything of it is used.
 */
import * as v from 'valibot'
import type { Command } from '../../cluster/command'
import { CONTRACT_NAMES } from '../../decisions'
import type { ContractName } from '../../decisions'
import { LIMITS } from '../../scenarios/limits'
import { parseJson } from '../../scenarios/jsonText'
import { inflatedText, packedText } from '../../scenarios/link'
import type { Scenario } from '../../scenarios/scenario'
import { validateScenario } from '../../scenarios/schema'
import { COMMAND_KINDS } from '../../scenarios/schema/faults'
import type { Schema } from '../../scenarios/schema/fields'
import { choice, id, list, number, oneOf, read, strict, text, whole } from '../../scenarios/schema/fields'
import { condition } from '../../lessons/figures/schema'
import { checkFigures } from '../../lessons/figures/schema'
import type { Condition } from '../../lessons/figures'
import type { ControlsSpec, LessonFiles } from '../../lessons/lesson'
import { LESSON_PANELS } from '../../lessons/lesson'
import { LESSON_LIMITS } from '../../lessons/schema'
import { DIGEST, digestOf } from './digests'

export const ASSIGNMENT_VERSION = 1
export const HOMEWORK_LIMITS = {
  title: 120,
  note: 2_000,
  goalWords: 300,
  publicSeeds: 40,
  hiddenSeeds: 100,
} as const

export interface Assignment {
  faultlineAssignment: typeof ASSIGNMENT_VERSION
  /** Of the build that made it. */
  engine: string
  title: string
  /** The teacher's words to the learners, shown as text. */
  note: string
  work: Work
  /** Kinds of command that may be done by hand, and decisions that may be written. */
  acts: Command['kind'][]
  contracts: ContractName[]
  seeds: number[]
  hidden: { commitment: string; seeds: number } | null
}

/** A lesson of the house by its slug, with a digest of what it judges by; a lesson carried inside; or a scenario with goals. */
export type Work =
  | { kind: 'house'; lesson: string; digest: string }
  | { kind: 'lesson'; files: LessonFiles }
  | ({ kind: 'scenario' } & ScenarioWork)

export interface ScenarioWork extends Pick<ControlsSpec, 'panels' | 'view' | 'charts'> {
  scenario: Scenario
  seed: number
  /** The page opens it there. */
  openS: number
  horizonS: number
  goals: WorkGoal[]
}
/** In the lessons' form, with its words beside it. */
export interface WorkGoal {
  id: string
  kind: 'measured' | 'exhibit'
  words: string
  conditions: Condition[]
}

const hex64 = v.pipe(v.string('wrongType: 0-9 a-f'), v.regex(DIGEST, 'notHex: 0-9 a-f'))
const slug = v.pipe(v.string('wrongType: a-z 0-9 -'), v.regex(/^[a-z][a-z0-9-]{0,59}$/, 'notName: a-z 0-9 -'))
const fileName = v.pipe(
  v.string('wrongType: name.json'),
  v.regex(/^[a-zA-Z][a-zA-Z0-9.-]{0,40}\.(json|md|ts)$/, 'notName: name.json, name.md, name.ts'),
)
const seed = whole(0, Number.MAX_SAFE_INTEGER)
const seeds = v.pipe(
  list(seed, 1, HOMEWORK_LIMITS.publicSeeds),
  v.check((all) => new Set(all).size === all.length, 'duplicate: each seed once'),
)
const goal: Schema<WorkGoal> = strict({
  id,
  kind: oneOf('measured', 'exhibit'),
  words: text(HOMEWORK_LIMITS.goalWords),
  conditions: list(condition, 1, LESSON_LIMITS.conditions),
})
const goals: Schema<WorkGoal[]> = v.pipe(
  list(goal, 1, LESSON_LIMITS.goals),
  v.check((all) => new Set(all.map((one) => one.id)).size === all.length, 'duplicate: each id once'),
)
const seconds = number(0, LESSON_LIMITS.horizonS)

type Unresolved = Omit<Assignment, 'work'> & {
  work:
    Exclude<Work, { kind: 'scenario' }> | ({ kind: 'scenario' } & Omit<ScenarioWork, 'scenario'> & { scenario: object })
}
const work: Schema<Unresolved['work']> = choice('kind', [
  strict({ kind: v.literal('house'), lesson: slug, digest: hex64 }),
  strict({
    kind: v.literal('lesson'),
    files: v.record(fileName, text(LIMITS.codeCharacters), 'wrongType: { file: text }'),
  }),
  strict({
    kind: v.literal('scenario'),
    scenario: v.custom<object>((input) => typeof input === 'object' && input !== null, 'wrongType: { … }'),
    seed,
    openS: seconds,
    horizonS: number(1, LESSON_LIMITS.horizonS),
    goals,
    panels: list(oneOf(...LESSON_PANELS), 0, LESSON_PANELS.length),
    view: oneOf('service', 'network', 'spaceTime'),
    charts: list(oneOf('consistency', 'availability', 'latency'), 0, 3),
  }),
])
const assignment: Schema<Unresolved> = strict({
  faultlineAssignment: v.literal(ASSIGNMENT_VERSION, `unknownVersion: ${ASSIGNMENT_VERSION}`),
  engine: text(40),
  title: text(HOMEWORK_LIMITS.title),
  note: text(HOMEWORK_LIMITS.note),
  work,
  acts: list(oneOf(...COMMAND_KINDS) as Schema<Command['kind']>, 0, COMMAND_KINDS.length),
  contracts: list(oneOf(...CONTRACT_NAMES), 0, CONTRACT_NAMES.length),
  seeds,
  hidden: v.nullable(strict({ commitment: hex64, seeds: whole(1, HOMEWORK_LIMITS.hiddenSeeds) })),
})

/** From unknown data. Throws assignment.invalid, and what its scenario or its figures are refused for. */
export function validateAssignment(value: unknown): Assignment {
  const given = read(assignment, value, 'assignment.invalid', LIMITS.codeCharacters)
  if (given.work.kind !== 'scenario') return { ...given, work: given.work }
  const scenario = validateScenario(given.work.scenario)
  checkFigures(
    scenario,
    given.work.goals.flatMap(({ conditions }) => conditions),
  )
  return { ...given, work: { ...given.work, scenario } }
}

/** A scenario's goals from a file's text: a list. Throws goals.text, goals.invalid. */
export function goalsFrom(text: string): WorkGoal[] {
  return read(goals, parseJson(text, 'goals.text'), 'goals.invalid', HOMEWORK_LIMITS.goalWords)
}
/** From a file's text. Throws assignment.text too. */
export function assignmentFrom(text: string): Assignment {
  return validateAssignment(parseJson(text, 'assignment.text'))
}
export function assignmentText(assignment: Assignment): string {
  return `${JSON.stringify(assignment, null, 2)}\n`
}
/** Link text: what follows "from=" in an address. Throws link.tooLong. */
export function assignmentLink(assignment: Assignment): string {
  return packedText(JSON.stringify(assignment))
}
export function assignmentFromLink(link: string): Assignment {
  return assignmentFrom(inflatedText(link))
}

/** What a submission names the assignment by that it answers. */
export function assignmentDigest(assignment: Assignment): string {
  return digestOf('assignment', assignment)
}
