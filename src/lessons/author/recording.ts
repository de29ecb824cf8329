/**
 * From a run in the lab to the files of a lesson: where it starts, what was done in it as the experiment's steps, the code that decides in
 * it. Words stand empty where only the author knows them, so that the check asks for them.
 */
import { FaultlineError } from '../../kernel'
import type { RunValue } from '../../scenarios/run'
import type { Scenario } from '../../scenarios/scenario'
import type { LessonSpec, PolicyChoice, Timed } from '../lesson'
import { LESSON_VERSION } from '../lesson'
import type { LessonFiles } from '../load'
import { SCENARIO_FILE, SPEC_FILE, TEXT_FILE } from '../load'
import { LESSON_LIMITS } from '../schema'
import type { SectionName } from '../text/places'
import { withItem, withSection } from '../text/places'
import { slugOf, specText } from './spec'
import type { StepWords } from './steps'
import { buttonOf, fitsSteps, stepsFor } from './steps'

export interface RecordingWords extends StepWords {
  title: string
  asItIs: string // the first way of a choice
}
/**
 * What a lesson cannot say as it was: `codeFromStart` { file }, `codeLeftOut` { contract }, `actsLeftOut` { count, maxS }, `byThemselves`
 * { count, max }.
 */
export interface Note {
  code: 'codeFromStart' | 'codeLeftOut' | 'actsLeftOut' | 'byThemselves'
  params: Record<string, string | number>
}
export interface Recorded {
  files: LessonFiles
  notes: Note[]
}

/** How much of a run is seen before the first act, and after the last one. */
const BEFORE_S = 2
const AFTER_S = 5
/** Where the lab opens a scenario that does not say. */
const OPENS_AT_US = 30_000_000

/** `run`: up to its horizon. `scenario`: the run's own. */
export function recordLesson(run: RunValue, scenario: Scenario, words: RecordingWords): Recorded {
  const notes: Note[] = []
  const files: LessonFiles = {}
  const policies = recordCode(run, files, notes)
  const acts = recordActs(run, notes)
  const firstS = acts[0]?.atS ?? Infinity
  const lastS = acts.at(-1)?.atS ?? 0
  const endS = Math.min(LESSON_LIMITS.horizonS, Math.max(1, run.horizonUs / 1e6))
  const openS = Math.min((scenario.openAtUs ?? OPENS_AT_US) / 1e6, Math.max(0, firstS - BEFORE_S), endS)
  const horizonS = Math.min(
    LESSON_LIMITS.horizonS,
    endS > lastS && endS > openS ? endS : Math.max(lastS, openS) + AFTER_S,
  )
  const start = {
    scenario: typeof run.scenario === 'string' ? run.scenario : SCENARIO_FILE,
    seed: run.seed,
    openS,
    horizonS,
  }
  const byThemselves = !fitsSteps({ start }, acts)
  if (byThemselves) notes.push({ code: 'byThemselves', params: { count: acts.length, max: LESSON_LIMITS.steps } })
  const experiment = stepsFor(openS, horizonS, acts, byThemselves)
  const choices = policies.length > 0 ? [{ id: 'way', variants: [{ id: 'asItIs', policies }] }] : []
  const spec: LessonSpec = {
    version: LESSON_VERSION,
    slug: slugOf(words.title, 'my-lesson'),
    part: 'failure',
    minutes: 10,
    needs: [],
    reading: [],
    start: byThemselves ? { ...start, commands: acts } : start,
    controls: {
      acts: [...new Set(acts.map(({ command }) => command.kind))],
      contracts: [...new Set(policies.map(({ contract }) => contract))],
      panels: policies.length > 0 ? ['code'] : [],
      view: 'service',
      charts: ['consistency', 'availability', 'latency'],
    },
    predictions: [],
    experiment,
    choices,
    goals: [],
    hints: 1,
    solution: {},
    counters: {},
  }
  if (typeof run.scenario !== 'string') files[SCENARIO_FILE] = `${JSON.stringify(run.scenario, null, 2)}\n`
  files[SPEC_FILE] = specText(spec)
  files[TEXT_FILE] = emptyText(spec, words)
  return { files, notes }
}

/** Every section that a lesson has, still without its words. */
function emptyText({ experiment, choices }: LessonSpec, words: RecordingWords): string {
  let text = `# ${words.title}\n`
  const add = (name: SectionName, id: string, body: string): void => {
    text = withSection(text, name, id, body)
  }
  add('question', '', '')
  for (const step of experiment) add('step', step.id, buttonOf(step, words))
  add('explain', '', '')
  for (const { id, variants } of choices) {
    add('choice', id, '')
    for (const variant of variants) text = withItem(text, 'choice', id, variant.id, words.asItIs)
  }
  add('hint', '1', '')
  add('solution', '', '')
  add('field', '', '')
  add('ask', '', '::answer[]')
  add('again', '', '')
  add('reading', '', '')
  add('terms', '', '')
  return text
}

/** Acts by their moments, code apart. */
function recordActs({ commands }: RunValue, notes: Note[]): Timed[] {
  const acts = commands
    .filter(({ command }) => command.kind !== 'setPolicy' && command.kind !== 'stopPolicy')
    .map(({ atUs, command }): Timed => ({ atS: atUs / 1e6, command }))
    .sort((a, b) => a.atS - b.atS)
  const kept = acts.filter(({ atS }) => atS <= LESSON_LIMITS.horizonS).slice(0, LESSON_LIMITS.commands)
  if (kept.length < acts.length)
    notes.push({ code: 'actsLeftOut', params: { count: acts.length - kept.length, maxS: LESSON_LIMITS.horizonS } })
  return kept
}

/** Code in force at the run's end, as a lesson takes it: one file each, from the beginning on. Puts the files among the lesson's. */
export function recordCode({ commands, policies }: RunValue, files: LessonFiles, notes: Note[]): PolicyChoice[] {
  const inForce = new Map<string, PolicyChoice>()
  for (const { atUs, command } of commands) {
    if (command.kind !== 'setPolicy') continue
    const { contract, code, reach } = command
    const place = JSON.stringify([contract, reach])
    const source = code !== null && Object.hasOwn(policies, code) ? policies[code] : null
    inForce.delete(place)
    if (code === null) continue
    if (!source || Object.keys(source.files).length !== 1) {
      notes.push({ code: 'codeLeftOut', params: { contract } })
      continue
    }
    const file = codeFile(files, source.entry, contract, source.files[source.entry])
    files[file] = source.files[source.entry]
    if (atUs > 0) notes.push({ code: 'codeFromStart', params: { file } })
    inForce.set(place, { contract, file, ...(Object.keys(reach).length > 0 ? { reach } : {}) })
  }
  return [...inForce.values()]
}
function codeFile(files: LessonFiles, entry: string, contract: string, text: string): string {
  const base = /^[a-zA-Z][a-zA-Z0-9-]{0,30}(?=\.ts$)/.exec(entry)?.[0] ?? contract
  for (let i = 1; i < 100; i++) {
    const name = `${base}${i === 1 ? '' : i}.ts`
    if (!Object.hasOwn(files, name) || files[name] === text) return name
  }
  throw new FaultlineError('file.tooMany', { got: 100, max: 99 })
}
