/** Whether a lesson's parts fit each other: its text has words for all that it names, and it names what there is. */
import { FaultlineError } from '../kernel'
import { checkCommands } from '../scenarios/schema/targets'
import { attemptRun, experimentRun } from './attempt'
import { checkFigures } from './figures/schema'
import type { Condition } from './figures'
import type { Attempt, Lesson, LessonSpec } from './lesson'
import type { LessonProblem } from './problem'
import { problem } from './problem'
import { textProblems } from './text/lengths'
import { scenarioOf } from '../scenarios/scenarioOf'

const SPEC = 'lesson.json'

export function relationProblems(lesson: Lesson, textFile: string): LessonProblem[] {
  return [
    ...doubles(lesson.spec),
    ...timesOf(lesson.spec),
    ...wordsMissing(lesson, textFile),
    ...textProblems(lesson.text, textFile),
    ...floorProblems(lesson.spec),
    ...figureProblems(lesson),
    ...attemptProblems(lesson),
  ]
}

function doubles(spec: LessonSpec): LessonProblem[] {
  const lists: [string, readonly { id: string }[]][] = [
    ['predictions', spec.predictions],
    ['experiment', spec.experiment],
    ['choices', spec.choices],
    ['goals', spec.goals],
    ...spec.choices.map(({ id, variants }): [string, readonly { id: string }[]] => [
      `choices.${id}.variants`,
      variants,
    ]),
  ]
  return lists.flatMap(([field, members]) =>
    members.flatMap(({ id }, i) =>
      members.findIndex((one) => one.id === id) === i
        ? []
        : [problem(SPEC, `${field}[${i}]`, 'lesson.twice', { got: id })],
    ),
  )
}

/** The experiment goes forward, and everything lies within the horizon. */
function timesOf({ start, experiment }: LessonSpec): LessonProblem[] {
  const problems: LessonProblem[] = []
  if (start.openS > start.horizonS)
    problems.push(problem(SPEC, 'start.openS', 'lesson.beyond', { got: start.openS, max: start.horizonS }))
  let nowS = start.openS
  experiment.forEach((step, i) => {
    const toS = step.act === 'play' ? step.toS : step.act === 'command' ? step.atS : nowS
    if (toS < nowS) problems.push(problem(SPEC, `experiment[${i}]`, 'lesson.backwards', { got: toS, least: nowS }))
    if (toS > start.horizonS)
      problems.push(problem(SPEC, `experiment[${i}]`, 'lesson.beyond', { got: toS, max: start.horizonS }))
    nowS = Math.max(nowS, toS)
  })
  return problems
}

/** Everything that is named has its words, and no words are about nothing. */
function wordsMissing({ spec, text }: Lesson, file: string): LessonProblem[] {
  const problems: LessonProblem[] = []
  const same = (field: string, named: readonly string[], worded: readonly string[]): void => {
    for (const id of named) if (!worded.includes(id)) problems.push(problem(file, `${field} ${id}`, 'text.missing'))
    for (const id of worded) if (!named.includes(id)) problems.push(problem(file, `${field} ${id}`, 'text.unknown'))
  }
  const ids = (members: readonly { id: string }[]): string[] => members.map(({ id }) => id)
  same('prediction', ids(spec.predictions), Object.keys(text.predictions))
  same('seen', ids(spec.predictions), Object.keys(text.seen))
  same('step', ids(spec.experiment), Object.keys(text.steps))
  same('choice', ids(spec.choices), Object.keys(text.choices))
  same('goal', ids(spec.goals), Object.keys(text.goals))
  same('reading', spec.reading, Object.keys(text.reading))
  for (const { id, variants } of spec.choices)
    same(`choice ${id}:`, ids(variants), Object.keys(text.choices[id]?.items ?? {}))
  for (const one of spec.predictions)
    same(
      `prediction ${one.id}:`,
      one.kind === 'choice' ? ids(one.options) : [],
      Object.keys(text.predictions[one.id]?.items ?? {}),
    )
  for (const one of spec.goals) {
    const options = one.kind === 'answer' ? one.rounds.flatMap((round) => ids(round.options)) : []
    same(`goal ${one.id}:`, [...new Set(options)], Object.keys(text.goals[one.id]?.items ?? {}))
  }
  if (text.hints.length !== spec.hints)
    problems.push(problem(file, 'hint', 'text.hints', { got: text.hints.length, needed: spec.hints }))
  for (const section of ['question', 'explain', 'solution', 'field', 'again'] as const)
    if (text[section].length === 0) problems.push(problem(file, section, 'text.missing'))
  const empty = (field: string, isEmpty: boolean): void => {
    if (isEmpty) problems.push(problem(file, field, 'text.missing'))
  }
  const sections = { prediction: text.predictions, choice: text.choices, goal: text.goals }
  for (const [name, worded] of Object.entries(sections))
    for (const [id, { blocks }] of Object.entries(worded)) empty(`${name} ${id}`, blocks.length === 0)
  for (const [id, blocks] of Object.entries(text.seen)) empty(`seen ${id}`, blocks.length === 0)
  text.hints.forEach((blocks, i) => empty(`hint ${i + 1}`, blocks.length === 0))
  empty('ask', text.ask.blocks.length === 0)
  return problems
}

/** Every goal of safety or cost could be won by doing nothing, were there no floor of useful work. */
function floorProblems({ goals, counters }: LessonSpec): LessonProblem[] {
  const measured = goals.filter((goal) => goal.kind === 'measured')
  if (measured.length === 0) return []
  return [
    ...(measured.some((goal) => goal.floor === true) ? [] : [problem(SPEC, 'goals', 'lesson.noFloor')]),
    ...(Object.keys(counters).length > 0 ? [] : [problem(SPEC, 'counters', 'lesson.noCounters')]),
  ]
}

function figureProblems(lesson: Lesson): LessonProblem[] {
  const { predictions, goals } = lesson.spec
  const asked: [string, Condition[]][] = [
    ...predictions.flatMap((one, i): [string, Condition[]][] => {
      if (one.kind === 'number') return [[`predictions[${i}].happened`, [{ of: one.happened, atLeast: 0 }]]]
      if (one.kind === 'curve') return []
      return one.options.map(({ when }, j) => [`predictions[${i}].options[${j}].when`, when])
    }),
    ...goals.flatMap((goal, i): [string, Condition[]][] => {
      if (goal.kind !== 'answer') return [[`goals[${i}].conditions`, goal.conditions]]
      return goal.rounds.flatMap(({ options }, r) =>
        options.map(({ when }, j): [string, Condition[]] => [`goals[${i}].rounds[${r}].options[${j}].when`, when]),
      )
    }),
  ]
  return asked.flatMap(([field, conditions]) => attempted(field, () => checkFigures(lesson.scenario, conditions)))
}

/** Every attempt that the lesson names makes a run, and so does every variant by itself. */
function attemptProblems(lesson: Lesson): LessonProblem[] {
  const { choices, solution, counters, goals } = lesson.spec
  const attempts: [string, Attempt][] = [
    ...choices.flatMap(({ id, variants }, i) =>
      variants.map((variant, j): [string, Attempt] => [
        `choices[${i}].variants[${j}]`,
        { choices: { [id]: variant.id } },
      ]),
    ),
    ['solution', solution],
    ...Object.entries(counters).map(([name, attempt]): [string, Attempt] => [`counters.${name}`, attempt]),
  ]
  const rounds = goals.flatMap((goal) => (goal.kind === 'answer' ? goal.rounds.map((round) => ({ goal, round })) : []))
  return [
    ...attempts.flatMap(([field, attempt]) => [
      ...attempted(field, () => {
        const run = attemptRun(lesson, attempt)
        checkCommands(scenarioOf(run), run.commands)
      }),
      ...Object.keys(attempt.choices ?? {}).flatMap((id) =>
        choices.some((choice) => choice.id === id)
          ? []
          : [problem(SPEC, `${field}.choices`, 'lesson.unknownChoice', { got: id })],
      ),
      ...Object.entries(attempt.answers ?? {}).flatMap(([name, options]) => {
        const asked = rounds.find(({ goal, round }) => `${goal.id}.${round.id}` === name)
        const wrong = asked ? options.find((id) => asked.round.options.every((one) => one.id !== id)) : name
        return wrong === undefined ? [] : [problem(SPEC, `${field}.answers`, 'lesson.unknownAnswer', { got: wrong })]
      }),
    ]),
    ...attempted('experiment', () => {
      const run = experimentRun(lesson)
      checkCommands(scenarioOf(run), run.commands)
    }),
  ]
}

/** What it throws, as a problem of that field. */
function attempted(field: string, make: () => unknown): LessonProblem[] {
  try {
    make()
    return []
  } catch (error) {
    if (!(error instanceof FaultlineError)) throw error
    const { field: inner, ...params } = error.params
    return [problem(SPEC, inner === undefined ? field : `${field}: ${inner}`, error.code, params)]
  }
}
