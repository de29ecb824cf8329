/** The gate for lesson.json: its shape and its ranges. Whether its parts fit each other and its text is asked in relations.ts. */
import * as v from 'valibot'
import { CONTRACT_NAMES } from '../decisions'
import type { Command } from '../cluster/command'
import { LIMITS } from '../scenarios/limits'
import type { Schema } from '../scenarios/schema/fields'
import { choice, flag, id, list, number, oneOf, strict, text, whole } from '../scenarios/schema/fields'
import { COMMAND_KINDS, command } from '../scenarios/schema/faults'
import { condition, figure } from './figures/schema'
import type {
  Attempt,
  ChoiceSpec,
  ControlsSpec,
  GoalSpec,
  LessonSpec,
  PolicyChoice,
  PredictionSpec,
  RoundSpec,
  Setting,
  StartSpec,
  StepSpec,
  Timed,
} from './lesson'
import { LESSON_PANELS, LESSON_PICTURES, LESSON_VERSION, PARTS, WATCHED } from './lesson'

export const LESSON_LIMITS = {
  horizonS: 600,
  predictions: 4,
  steps: 8,
  choices: 4,
  variants: 8,
  goals: 8,
  conditions: 8,
  options: 12,
  rounds: 5,
  hints: 6,
  counters: 12,
  settings: 40,
  commands: 60,
} as const

const slug = v.pipe(
  v.string('wrongType: a-z 0-9 -'),
  v.maxLength(LIMITS.stringCharacters, `tooLong: 1 to ${LIMITS.stringCharacters}`),
  v.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'notName: a-z 0-9 -'),
)
const seconds = number(0, LESSON_LIMITS.horizonS)
const chart = oneOf('consistency', 'availability', 'latency')
const commandKind = oneOf(...COMMAND_KINDS) as Schema<Command['kind']>
const contract = oneOf(...CONTRACT_NAMES)
const some = <T>(of: Schema<T>, max: number) => list(of, 0, max)

const timed: Schema<Timed> = strict({ atS: seconds, command })
const commands = v.optional(some(timed, LESSON_LIMITS.commands))
const setting: Schema<Setting> = strict({ path: text(LIMITS.stringCharacters), value: v.unknown() })
const settings = v.optional(some(setting, LESSON_LIMITS.settings))
const fileName = v.pipe(v.string('wrongType: name.ts'), v.regex(/^[a-zA-Z][a-zA-Z0-9-]{0,40}\.ts$/, 'notName: name.ts'))
const policy: Schema<PolicyChoice> = strict({
  contract,
  file: fileName,
  reach: v.optional(
    strict({
      group: v.optional(id),
      called: v.optional(id),
      journey: v.optional(id),
      step: v.optional(whole(0, LIMITS.steps - 1)),
    }),
  ),
})
const policies = v.optional(some(policy, LIMITS.policies))

const start: Schema<StartSpec> = strict({
  scenario: v.custom<StartSpec['scenario']>(
    (input) => typeof input === 'string' || (typeof input === 'object' && input !== null),
    'wrongType: id, scenario.json, { … }',
  ),
  settings,
  seed: whole(0, Number.MAX_SAFE_INTEGER),
  commands,
  openS: seconds,
  horizonS: number(1, LESSON_LIMITS.horizonS),
})
const controls: Schema<ControlsSpec> = strict({
  acts: some(commandKind, COMMAND_KINDS.length),
  contracts: some(contract, CONTRACT_NAMES.length),
  panels: some(oneOf(...LESSON_PANELS), LESSON_PANELS.length),
  view: oneOf('service', 'network', 'spaceTime'),
  charts: some(chart, 3),
  traces: v.optional(strict({ fromS: seconds, toS: seconds })),
  inside: v.optional(oneOf(...LESSON_PICTURES)),
})
const conditions = list(condition, 1, LESSON_LIMITS.conditions)
const options = list(strict({ id, when: conditions }), 2, LESSON_LIMITS.options)
const prediction: Schema<PredictionSpec> = choice('kind', [
  strict({ kind: v.literal('choice'), id, options }),
  strict({
    kind: v.literal('number'),
    id,
    unit: text(LIMITS.stringCharacters),
    min: number(-1e9, 1e9),
    max: number(-1e9, 1e9),
    step: number(1e-6, 1e9),
    happened: figure,
  }),
  strict({ kind: v.literal('curve'), id, chart, journey: v.optional(id), fromS: seconds, toS: seconds }),
])
const watch = oneOf(...WATCHED)
const step: Schema<StepSpec> = choice('act', [
  strict({ act: v.literal('play'), id, watch, toS: seconds }),
  strict({ act: v.literal('command'), id, watch, atS: seconds, command }),
  strict({
    act: v.literal('byHand'),
    id,
    watch,
    kinds: list(commandKind, 1, COMMAND_KINDS.length),
    target: v.optional(text(LIMITS.stringCharacters)),
  }),
  strict({ act: v.literal('look'), id, watch }),
])
const variant = strict({ id, settings, policies, commands })
const choiceSpec = (least: number): Schema<ChoiceSpec> =>
  strict({ id, variants: list(variant, least, LESSON_LIMITS.variants) })
const round: Schema<RoundSpec> = strict({ id, seed: whole(0, Number.MAX_SAFE_INTEGER), commands, options })
const goal: Schema<GoalSpec> = choice('kind', [
  strict({ kind: v.literal('measured'), id, conditions, floor: v.optional(flag) }),
  strict({ kind: v.literal('exhibit'), id, conditions }),
  strict({ kind: v.literal('answer'), id, rounds: list(round, 1, LESSON_LIMITS.rounds), one: v.optional(flag) }),
])
const named = <T>(of: Schema<T>) => v.record(id, of, 'wrongType: { name: … }')
/** Of an answer: the goal's id, a dot, the round's. */
const answerName = v.pipe(
  v.string('wrongType: goal.round'),
  v.regex(/^[a-zA-Z][\w-]*\.[a-zA-Z][\w-]*$/, 'notName: goal.round'),
)
const attempt: Schema<Attempt> = strict({
  choices: v.optional(named(id)),
  commands,
  policies,
  settings,
  answers: v.optional(v.record(answerName, some(id, LESSON_LIMITS.options), 'wrongType: { goal.round: [option] }')),
})

/** `least`: how many there must be of what a lesson cannot be without; a draft may lack them still. */
const lessonWith = (least: 0 | 1): Schema<LessonSpec> =>
  strict({
    version: v.literal(LESSON_VERSION, `outOfRange: ${LESSON_VERSION}`),
    slug,
    part: oneOf(...PARTS),
    minutes: whole(3, 30),
    needs: some(slug, 10),
    reading: some(id, 10),
    start,
    controls,
    predictions: list(prediction, least, LESSON_LIMITS.predictions),
    experiment: list(step, least, LESSON_LIMITS.steps),
    choices: some(choiceSpec(1 + least), LESSON_LIMITS.choices),
    goals: list(goal, least, LESSON_LIMITS.goals),
    hints: whole(least, LESSON_LIMITS.hints),
    solution: attempt,
    counters: named(attempt),
  })
export const lesson = lessonWith(1)
/** A lesson that is being written. */
export const draft = lessonWith(0)
