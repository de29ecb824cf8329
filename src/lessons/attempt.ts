/** From what a learner has done to a run, and from a learner's run back to whether a lesson admits it. */
import type { StampedCommand } from '../cluster/command'
import type { ContractName } from '../decisions'
import { FaultlineError } from '../kernel'
import type { PolicyCodes } from '../policies'
import { policyId } from '../policies'
import { ENGINE_VERSION } from '../scenarios/engineVersion'
import type { RunValue } from '../scenarios/run'
import type { Scenario } from '../scenarios/scenario'
import { scenarioOf } from '../scenarios/scenarioOf'
import { canonical } from './canonical'
import type { Attempt, Lesson, LessonSpec, PolicyChoice, RoundSpec, Timed, Variant } from './lesson'
import { withSettings, withoutPlaces } from './settings'

/** Lands at its time, after whatever events there are. */
const AT_ITS_TIME = Number.MAX_SAFE_INTEGER

export interface Played {
  seed?: number // default: the start's
  untilS?: number // default: the horizon
}

/** The variants that an attempt chooses; the first where it does not say. Throws lesson.variant. */
export function variantsOf({ spec }: Lesson, attempt: Attempt): Variant[] {
  return spec.choices.map(({ id, variants }) => {
    const chosen = attempt.choices?.[id]
    const variant = chosen === undefined ? variants[0] : variants.find((one) => one.id === chosen)
    if (variant) return variant
    const allowed = variants.map((one) => one.id).join(', ')
    throw new FaultlineError('lesson.variant', { field: `choices.${id}`, got: String(chosen), allowed })
  })
}

/** The run of an attempt. Throws lesson.variant, lesson.setting, scenario.invalid, lesson.file. */
export function attemptRun(lesson: Lesson, attempt: Attempt, { seed, untilS }: Played = {}): RunValue {
  const { start } = lesson.spec
  const variants = variantsOf(lesson, attempt)
  const settings = [...variants.flatMap((variant) => variant.settings ?? []), ...(attempt.settings ?? [])]
  const policies: PolicyCodes = {}
  const chosen = [...variants.flatMap((variant) => variant.policies ?? []), ...(attempt.policies ?? [])]
  const setting = chosen.map((choice): StampedCommand => ({ ...at(0), command: setPolicy(lesson, choice, policies) }))
  const timed = [
    ...(start.commands ?? []),
    ...variants.flatMap((variant) => variant.commands ?? []),
    ...(attempt.commands ?? []),
  ]
  const plain = start.settings === undefined && settings.length === 0 && typeof start.scenario === 'string'
  const preset = plain && start.scenario !== 'scenario.json'
  return {
    engine: ENGINE_VERSION,
    scenario: preset ? lesson.scenario.id : withSettings(lesson.scenario, settings),
    seed: seed ?? start.seed,
    policies,
    commands: [...setting, ...timed.map(stamped).sort((a, b) => a.atUs - b.atUs)],
    horizonUs: Math.round((untilS ?? start.horizonS) * 1e6),
  }
}

/** The run that the learner of a prediction has seen: the start with what the experiment does to it. */
export function experimentRun(lesson: Lesson, untilS?: number): RunValue {
  return attemptRun(lesson, { commands: experimentCommands(lesson.spec) }, { untilS })
}
function experimentCommands({ experiment }: LessonSpec): Timed[] {
  return experiment.flatMap((step): Timed[] => (step.act === 'command' ? [step] : []))
}

/** The run of one round of an answer's goal. */
export function roundRun(lesson: Lesson, { seed, commands }: RoundSpec): RunValue {
  return attemptRun(lesson, { ...(commands ? { commands } : {}) }, { seed })
}

/** Whether the answers to a round are exactly what is so there. */
export function isAnswered(truth: readonly string[], attempt: Attempt, goal: string, round: string): boolean {
  const answers = attempt.answers?.[`${goal}.${round}`] ?? []
  return answers.length === truth.length && truth.every((id) => answers.includes(id))
}

/**
 * Whether a lesson admits a run as an attempt. Throws lesson.scenarioChanged where its scenario is another one than choices and
 * settings can make, lesson.taken where what happens by itself was taken back, lesson.act { kind } where an act is none of the lesson's.
 */
export function checkAdmitted(lesson: Lesson, run: RunValue): void {
  const { spec } = lesson
  const places = changeablePlaces(lesson)
  const compared = (scenario: Scenario): string => canonical(withoutPlaces(scenario, places))
  if (compared(scenarioOf(run)) !== compared(lesson.scenario)) throw new FaultlineError('lesson.scenarioChanged')
  const variants = spec.choices.flatMap((choice) => choice.variants)
  const timed = [
    ...(spec.start.commands ?? []),
    ...variants.flatMap((variant) => variant.commands ?? []),
    ...experimentCommands(spec),
  ]
  const known = new Set(timed.map((one) => nameOf(stamped(one))))
  const given = new Set(run.commands.map(nameOf))
  for (const one of spec.start.commands ?? [])
    if (!given.has(nameOf(stamped(one))))
      throw new FaultlineError('lesson.taken', { kind: one.command.kind, atS: one.atS })
  const contracts = new Set(contractsOf(spec))
  const acts: ReadonlySet<string> = new Set([...spec.controls.acts, 'stopPolicy'])
  for (const one of run.commands) {
    const { command } = one
    const admitted =
      known.has(nameOf(one)) ||
      (command.kind === 'setPolicy' ? contracts.has(command.contract) : acts.has(command.kind))
    if (!admitted) throw new FaultlineError('lesson.act', { kind: command.kind, atS: one.atUs / 1e6 })
  }
}

/** Decisions that a lesson lets one write: by hand, or as one of its variants. */
export function contractsOf({ controls, choices }: LessonSpec): ContractName[] {
  const chosen = choices.flatMap(({ variants }) => variants.flatMap(({ policies = [] }) => policies))
  return [...new Set([...controls.contracts, ...chosen.map(({ contract }) => contract)])]
}

/** What variants change, and what the settings dialogs of the page do where the lesson shows them. */
function changeablePlaces({ spec, scenario }: Lesson): string[] {
  const variants = spec.choices.flatMap((choice) => choice.variants)
  const chosen = variants.flatMap((variant) => (variant.settings ?? []).map(({ path }) => path))
  const dialogs = spec.controls.panels.includes('settings')
    ? scenario.groups.flatMap(({ id, role }) => (role === 'store' ? [`groups.${id}.replication`] : []))
    : []
  return ['policies', ...chosen, ...dialogs]
}

function setPolicy({ files }: Lesson, { contract, file, reach }: PolicyChoice, policies: PolicyCodes) {
  if (!Object.hasOwn(files, file)) throw new FaultlineError('lesson.file', { got: file })
  const code = { contract, entry: file, files: { [file]: files[file] } }
  const id = policyId(code)
  policies[id] = code
  return { kind: 'setPolicy', contract, code: id, reach: reach ?? {} } as const
}
function at(s: number): { atUs: number; afterEvents: number } {
  return { atUs: Math.round(s * 1e6), afterEvents: s === 0 ? 0 : AT_ITS_TIME }
}
function stamped({ atS, command }: Timed): StampedCommand {
  return { ...at(atS), command }
}
function nameOf({ atUs, command }: StampedCommand): string {
  return `${atUs} ${canonical(command)}`
}
