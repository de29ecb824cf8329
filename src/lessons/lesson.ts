/**
 * A lesson as plain data: what its folder's `lesson.json` says. Text stands apart (text.ts), so that a translation is one more text
 * file; code stands in files of its own, named here. Times are virtual seconds (S) from the run's beginning.
 */
import type { Command } from '../cluster/command'
import type { ContractName } from '../decisions'
import type { Scenario } from '../scenarios/scenario'
import type { Condition, Figure } from './figures'
import type { LessonText } from './text/lessonText'

export const LESSON_VERSION = 1

export const PARTS = ['operations', 'state', 'failure'] as const
export type LessonPart = (typeof PARTS)[number]

/** Texts by file name. */
export type LessonFiles = Record<string, string>

/** What a lesson's files come to (load.ts). */
export interface Lesson {
  spec: LessonSpec
  text: LessonText
  language?: string // of the text, as a tag; default: English
  /** What every attempt begins from, the start's settings in it. */
  scenario: Scenario
  files: LessonFiles
  /** A check judges over these, which the learner may know; default: the lesson's hidden ones. */
  seeds?: readonly number[]
}

export interface LessonSpec {
  version: typeof LESSON_VERSION
  /** Its identity: lower-case letters, digits and hyphens; the folder is NN-slug, and the NNs are only an order. */
  slug: string
  part: LessonPart
  minutes: number // 3 to 30
  needs: string[] // slugs of what is best done before; nothing is locked
  reading: string[] // further reading, by its id in the text
  start: StartSpec
  controls: ControlsSpec
  predictions: PredictionSpec[]
  experiment: StepSpec[]
  choices: ChoiceSpec[]
  goals: GoalSpec[]
  hints: number // how many the text has; after them comes the solution, played step by step
  solution: Attempt
  /** Attempts that must fail, by a name: refuse everything, never retry, the mechanism left out, a bigger machine, … */
  counters: Record<string, Attempt>
}

/** What the experiment plays, and what every attempt begins from. */
export interface StartSpec {
  /** A preset's id, or the whole scenario, which may also stand in the folder's scenario.json (then: "scenario.json"). */
  scenario: string | Scenario
  /** Changes of it. */
  settings?: Setting[]
  seed: number
  /** What happens by itself, in every attempt too; the learner cannot take it back. */
  commands?: Timed[]
  /** The page opens it there, with that past computed. */
  openS: number
  /** A check plays each seed up to here. */
  horizonS: number
}
export interface Timed {
  atS: number
  command: Command
}
/**
 * One place of the scenario and its new value; null takes it away. Path: names separated by dots, `groups.store` is the group of that
 * id, `links.api>store` the link from the one to the other, `journeys.checkout` likewise within clients; `groups.*` is refused.
 */
export interface Setting {
  path: string
  value: unknown
}

/** What of the lab the learner needs here; all else is out of sight, not out of reach of the sandbox. */
export interface ControlsSpec {
  /** Acts by kind of command; each may be done by hand, and counts in a check. */
  acts: Command['kind'][]
  /** Decisions that may be written. */
  contracts: ContractName[]
  panels: LessonPanel[]
  view: 'service' | 'network' | 'spaceTime'
  charts: ('consistency' | 'availability' | 'latency')[]
  /** Stretch of time in which traces are searched at first; default: what lies behind the playhead. */
  traces?: { fromS: number; toS: number }
  /** Picture that stands first inside the store; default: the map. */
  inside?: LessonPicture
}
export const LESSON_PICTURES = ['map', 'log', 'versions', 'clocks', 'locks', 'promises'] as const
export type LessonPicture = (typeof LESSON_PICTURES)[number]
export const LESSON_PANELS = [
  'code',
  'traces',
  'signals',
  'verdicts',
  'screen',
  'inside',
  'settings',
  'compare',
] as const
export type LessonPanel = (typeof LESSON_PANELS)[number]

/** What the learner commits to before anything runs; "not sure" is always there. Drawn over what happened, never marked. */
export type PredictionSpec = { id: string } & (
  | { kind: 'choice'; options: { id: string; when: Condition[] }[] } // what happened: the one option whose conditions hold
  | { kind: 'number'; unit: string; min: number; max: number; step: number; happened: Figure }
  | { kind: 'curve'; chart: 'consistency' | 'availability' | 'latency'; journey?: string; fromS: number; toS: number }
)

/** What the learner does to see it happen: one button each, its words in the text. */
export type StepSpec = { id: string; watch: WatchedPart } & (
  | { act: 'play'; toS: number } // plays on to there
  | { act: 'command'; atS: number; command: Command } // goes there and does it
  | { act: 'byHand'; kinds: Command['kind'][]; target?: string } // the learner does it on the map; done when it was
  | { act: 'look' } // done when said so
)
export const WATCHED = [
  'map',
  'spaceTime',
  'consistency',
  'availability',
  'latency',
  'timeline',
  'screen',
  'traces',
  'verdicts',
  'signals',
  'inside',
] as const
export type WatchedPart = (typeof WATCHED)[number]

/** One thing that can be decided another way, and its ways: every lesson can be won by choosing. */
export interface ChoiceSpec {
  id: string
  /** The first is how it is at first. */
  variants: Variant[]
}
export interface Variant {
  id: string
  settings?: Setting[]
  /** From the beginning on. */
  policies?: PolicyChoice[]
  commands?: Timed[]
}
export interface PolicyChoice {
  contract: ContractName
  file: string // of the folder, NAME.ts
  reach?: { group?: string; called?: string; journey?: string; step?: number }
}

/** What a learner has done, as a value: what is chosen, what was done by hand, code and answers. */
export interface Attempt {
  choices?: Record<string, string>
  commands?: Timed[]
  policies?: PolicyChoice[]
  settings?: Setting[] // only what a counter-solution may say: a bigger machine is none of a lesson's choices
  answers?: Record<string, string[]>
}

/**
 * A goal holds if all its conditions hold, over every hidden seed. `floor`: the useful work without which doing nothing would win.
 * An exhibit is looked for in the learner's own run, or in that of a verification's seed.
 */
export type GoalSpec = { id: string } & (
  | { kind: 'measured'; conditions: Condition[]; floor?: boolean }
  | { kind: 'exhibit'; conditions: Condition[] }
  | { kind: 'answer'; rounds: RoundSpec[]; one?: boolean } // one: exactly one option of each round is so
)
/** One run that the learner looks into and answers for: which of these are so there. */
export interface RoundSpec {
  id: string
  seed: number
  commands?: Timed[] // of this round; concealed ones too
  options: { id: string; when: Condition[] }[]
}
