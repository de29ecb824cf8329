/**
 * An assignment opened: as a lesson, so that it is worked on in the lesson's place and judged by the lesson's judge. Its acts, contracts and
 * name are the assignment's; hints and the solution are left out.
 */
import { FaultlineError } from '../../kernel'
import type { GoalSpec, Lesson, LessonFiles, LessonSpec } from '../../lessons/lesson'
import { LESSON_VERSION } from '../../lessons/lesson'
import { loadPresetOf, readLesson } from '../../lessons/load'
import type { Block, LessonText } from '../../lessons/text/lessonText'
import { emptyText } from '../../lessons/text/readText'
import type { Assignment, ScenarioWork } from './assignment'
import { assignmentDigest } from './assignment'
import { digestOf } from './digests'

export interface OpenAssignment {
  assignment: Assignment
  digest: string
  lesson: Lesson
}

/** What a lesson is judged by: its data and its code, not its words. */
export function lessonDigest(files: LessonFiles): string {
  const judged = Object.entries(files).filter(([name]) => /\.(json|ts)$/.test(name))
  return digestOf('lesson', Object.fromEntries(judged))
}

/**
 * `house`: the files of the lesson that the assignment names, null where there is none of that name. Throws assignment.unknownLesson,
 * assignment.otherLesson, assignment.lesson { file, field, why, … }.
 */
export async function openAssignment(
  assignment: Assignment,
  house: LessonFiles | null,
  language = 'en',
): Promise<OpenAssignment> {
  const digest = assignmentDigest(assignment)
  const { work, acts, contracts } = assignment
  const lesson =
    work.kind === 'scenario'
      ? scenarioLesson(assignment, work)
      : await lessonOf(work.kind === 'lesson' ? work.files : houseFiles(work, house), language)
  const spec: LessonSpec = {
    ...lesson.spec,
    slug: `homework-${digest.slice(0, 16)}`,
    controls: { ...lesson.spec.controls, acts, contracts },
    hints: 0,
    solution: {},
    counters: {},
  }
  const text = { ...lesson.text, hints: [], solution: [], again: [] }
  return { assignment, digest, lesson: { ...lesson, spec, text, seeds: assignment.seeds } }
}

function houseFiles({ lesson, digest }: { lesson: string; digest: string }, files: LessonFiles | null): LessonFiles {
  if (!files) throw new FaultlineError('assignment.unknownLesson', { got: lesson })
  if (lessonDigest(files) !== digest) throw new FaultlineError('assignment.otherLesson', { got: lesson })
  return files
}

/** A lesson's files through their gate. Throws assignment.lesson. */
export async function lessonOf(files: LessonFiles, language = 'en'): Promise<Lesson> {
  await loadPresetOf(files)
  const { lesson, problems } = readLesson(files, language)
  if (lesson) return lesson
  const [{ file, field, code, params }] = problems
  throw new FaultlineError('assignment.lesson', { ...params, file, field, why: code })
}

/** A scenario with goals, as a lesson that has nothing but its question and its goals. */
function scenarioLesson({ title, note, acts, contracts }: Assignment, work: ScenarioWork): Lesson {
  const { scenario, seed, openS, horizonS, panels, view, charts } = work
  const spec: LessonSpec = {
    version: LESSON_VERSION,
    slug: 'homework',
    part: 'operations',
    minutes: 3,
    needs: [],
    reading: [],
    start: { scenario, seed, openS: Math.min(openS, horizonS), horizonS },
    controls: { acts, contracts, panels, view, charts },
    predictions: [],
    experiment: [],
    choices: [],
    goals: work.goals.map(({ id, kind, conditions }): GoalSpec => ({ id, kind, conditions })),
    hints: 0,
    solution: {},
    counters: {},
  }
  const text: LessonText = {
    ...emptyText(),
    title: [{ is: 'text', text: title }],
    question: [
      ...paragraphs(note),
      { is: 'list', ordered: false, items: work.goals.map((goal) => paragraphs(goal.words)) },
    ],
    goals: Object.fromEntries(work.goals.map(({ id, words }) => [id, { blocks: paragraphs(words), items: {} }])),
  }
  return { spec, text, scenario, files: {} }
}
function paragraphs(words: string): Block[] {
  return words
    .split(/\n{2,}/)
    .filter((part) => part.trim() !== '')
    .map((part) => ({ is: 'paragraph', children: [{ is: 'text', text: part.trim() }] }))
}
