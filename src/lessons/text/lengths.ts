/**
 * How much there is to read: between two things to do at most 45 words, before what the field says at most 300 in all. Hints are asked
 * for, and do not count. And a term must have its meaning.
 */
import type { LessonProblem } from '../problem'
import { problem } from '../problem'
import type { Block, Inline, LessonText } from './lessonText'
import { wordsIn } from './lessonText'

export const BETWEEN_WORDS = 45
export const BEFORE_FIELD_WORDS = 300

type Parts = readonly (Block | Inline)[]

export function textProblems(text: LessonText, file: string): LessonProblem[] {
  return [...tooLong(text, file), ...termProblems(text, file)]
}

function tooLong(text: LessonText, file: string): LessonProblem[] {
  const { stretches, total } = wordCounts(text)
  const long = Object.entries(stretches).flatMap(([field, got]) =>
    got > BETWEEN_WORDS ? [problem(file, field, 'text.stretch', { got, max: BETWEEN_WORDS })] : [],
  )
  return total > BEFORE_FIELD_WORDS
    ? [...long, problem(file, 'field', 'text.before', { got: total, max: BEFORE_FIELD_WORDS })]
    : long
}

/** Words of each stretch, by its section, and of all that is read before the field. */
export function wordCounts(text: LessonText): { stretches: Record<string, number>; total: number } {
  const stretches = stretchesOf(text).map(([field, parts]): [string, number] => [field, wordsIn(parts)])
  const items = [...Object.values(text.predictions), ...Object.values(text.choices), ...Object.values(text.goals)]
  const total = items
    .flatMap((one) => Object.values(one.items))
    .reduce(
      (sum, parts) => sum + wordsIn(parts),
      stretches.reduce((sum, [, got]) => sum + got, 0),
    )
  return { stretches: Object.fromEntries(stretches), total }
}

/** What is read in one go: each ends with something to do. */
function stretchesOf(text: LessonText): [string, Parts][] {
  const each = <T>(name: string, of: Record<string, T>, parts: (one: T) => Parts): [string, Parts][] =>
    Object.entries(of).map(([id, one]) => [`${name} ${id}`, parts(one)])
  return [
    ['question', text.question],
    ...each('prediction', text.predictions, ({ blocks }) => blocks),
    ...each('step', text.steps, ({ blocks }) => blocks),
    ...each('seen', text.seen, (blocks) => blocks),
    ['explain', text.explain],
    ...each('choice', text.choices, ({ blocks }) => blocks),
    ...each('goal', text.goals, ({ blocks }) => blocks),
  ]
}

function termProblems(text: LessonText, file: string): LessonProblem[] {
  const used = new Set<string>()
  walk(Object.values(text).flatMap(partsIn), used)
  const missing = [...used].filter((key) => !Object.hasOwn(text.terms, key))
  const unused = Object.keys(text.terms).filter((key) => !used.has(key))
  return [
    ...missing.map((key) => problem(file, `term ${key}`, 'text.noMeaning')),
    ...unused.map((key) => problem(file, `terms ${key}`, 'text.unusedTerm')),
  ]
}
/** Inlines and blocks wherever they stand within. */
function partsIn(value: unknown): (Block | Inline)[] {
  if (Array.isArray(value)) return value.flatMap(partsIn)
  if (typeof value !== 'object' || value === null) return []
  return 'is' in value ? [value as Block | Inline] : Object.values(value).flatMap(partsIn)
}
function walk(parts: readonly (Block | Inline)[], used: Set<string>): void {
  for (const part of parts) {
    if (part.is === 'term') used.add(part.key)
    if ('children' in part) walk(part.children, used)
    if (part.is === 'list') for (const item of part.items) walk(item, used)
  }
}
