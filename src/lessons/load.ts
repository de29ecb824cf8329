/**
 * From a lesson's files to a lesson, or to what is wrong with them: one gate for the house's own, for an author's folder and for what
 * comes by file or link.
 */
import { FaultlineError } from '../kernel'
import { loadPreset, presetOf } from '../scenarios/presets'
import type { Scenario } from '../scenarios/scenario'
import { validateScenario } from '../scenarios/schema'
import { read } from '../scenarios/schema/fields'
import type { Lesson, LessonFiles, LessonSpec } from './lesson'
import type { LessonProblem } from './problem'
import { problem } from './problem'
import { relationProblems } from './relations'
import { draft, lesson as schema } from './schema'
import { withSettings } from './settings'
import { readText } from './text/readText'

export type { Lesson, LessonFiles } from './lesson'

export interface LessonRead {
  /** null: something is wrong. */
  lesson: Lesson | null
  problems: LessonProblem[]
}

export const SPEC_FILE = 'lesson.json'
export const TEXT_FILE = 'text.md'
export const SCENARIO_FILE = 'scenario.json'
const FILES_MAX = 40
const CHARACTERS_MAX = 400_000

/** The preset that the files build on: to be awaited before they are read. */
export async function loadPresetOf(files: LessonFiles): Promise<void> {
  const preset = presetNamed(files)
  if (preset !== null) await loadPreset(preset)
}
function presetNamed(files: LessonFiles): string | null {
  try {
    const { start } = JSON.parse(files[SPEC_FILE]) as { start?: { scenario?: unknown } }
    const scenario = start?.scenario
    return typeof scenario === 'string' && scenario !== SCENARIO_FILE ? scenario : null
  } catch {
    return null
  }
}

/** `language`: its text must be among the files, else the English one is taken. */
export function readLesson(files: LessonFiles, language = 'en'): LessonRead {
  const { lesson, problems } = readWith(schema, files, language)
  return { lesson: problems.length === 0 ? lesson : null, problems }
}

/** A lesson that is being written: it is there as soon as it can be shown, with all that is wrong or missing still. */
export function readDraft(files: LessonFiles, language = 'en'): LessonRead {
  const { lesson, problems } = readWith(draft, files, language)
  return { lesson, problems: lesson ? [...lacks(lesson.spec), ...problems] : problems }
}
/** What a draft may be without, and a lesson not. */
function lacks({ predictions, experiment, choices, goals, hints, solution }: LessonSpec): LessonProblem[] {
  const none = Object.entries({ predictions, experiment, goals }).filter(([, members]) => members.length === 0)
  return [
    ...none.map(([field]) => problem(SPEC_FILE, field, 'lesson.none')),
    ...choices.flatMap(({ variants }, i) =>
      variants.length < 2 ? [problem(SPEC_FILE, `choices[${i}]`, 'lesson.oneVariant')] : [],
    ),
    ...(hints === 0 ? [problem(SPEC_FILE, 'hints', 'lesson.none')] : []),
    ...(Object.keys(solution).length === 0 ? [problem(SPEC_FILE, 'solution', 'lesson.none')] : []),
  ]
}

function readWith(shape: typeof schema, files: LessonFiles, language: string): LessonRead {
  const tooMuch = sizeProblem(files)
  if (tooMuch) return { lesson: null, problems: [tooMuch] }
  const isTranslated = Object.hasOwn(files, `text.${language}.md`)
  const textFile = isTranslated ? `text.${language}.md` : TEXT_FILE
  const missing = [SPEC_FILE, textFile].filter((name) => !Object.hasOwn(files, name))
  if (missing.length > 0) return { lesson: null, problems: missing.map((name) => problem(name, '', 'file.missing')) }
  const { text, problems } = readText(textFile, files[textFile])
  try {
    const spec = read(shape, parse(SPEC_FILE, files[SPEC_FILE]), 'lesson.invalid')
    const scenario = withSettings(scenarioFor(spec, files), spec.start.settings ?? [])
    const lesson: Lesson = { spec, text, scenario, files, ...(isTranslated && { language }) }
    problems.push(...relationProblems(lesson, textFile))
    return { lesson, problems }
  } catch (error) {
    return { lesson: null, problems: [problemIn(error, files), ...problems] }
  }
}

/** What was thrown, as a problem of its place. A bug of ours is thrown on. */
function problemIn(error: unknown, files: LessonFiles): LessonProblem {
  if (!(error instanceof FaultlineError)) throw error
  const { file, field, path, ...params } = error.params
  const at =
    file ?? (error.code === 'scenario.invalid' && Object.hasOwn(files, SCENARIO_FILE) ? SCENARIO_FILE : SPEC_FILE)
  return problem(String(at), String(field ?? path ?? ''), error.code, params)
}

function scenarioFor({ start }: LessonSpec, files: LessonFiles): Scenario {
  if (start.scenario === SCENARIO_FILE) {
    if (!Object.hasOwn(files, SCENARIO_FILE)) throw new FaultlineError('file.missing', { file: SCENARIO_FILE })
    return validateScenario(parse(SCENARIO_FILE, files[SCENARIO_FILE]))
  }
  if (typeof start.scenario !== 'string') return validateScenario(start.scenario)
  const preset = presetOf(start.scenario)
  if (!preset) throw new FaultlineError('lesson.preset', { field: 'start.scenario', got: start.scenario.slice(0, 60) })
  return preset
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new FaultlineError('file.notJson', { file, reason: (error as Error).message.slice(0, 120) })
  }
}

function sizeProblem(files: LessonFiles): LessonProblem | null {
  const names = Object.keys(files)
  if (names.length > FILES_MAX) return problem('', '', 'file.tooMany', { got: names.length, max: FILES_MAX })
  const characters = names.reduce((sum, name) => sum + files[name].length, 0)
  return characters > CHARACTERS_MAX ? problem('', '', 'file.tooLong', { got: characters, max: CHARACTERS_MAX }) : null
}
