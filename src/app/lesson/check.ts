/** A check of the learner's run: over hidden seeds, on its own seed, and of answers against what was so; in workers, cancellable. */
import { create } from 'zustand'
import { roundRun } from '../../lessons/attempt'
import { onSeed } from '../../lessons/labRun'
import type { Condition } from '../../lessons/figures'
import type { Reading } from '../../lessons/judge'
import type { GoalSpec } from '../../lessons/lesson'
import type { Lesson } from '../../lessons/load'
import type { LessonProgress } from '../../lessons/progress'
import { hiddenSeeds } from '../../lessons/seeds'
import type { ReadingRequest } from '../../lessons/serve'
import type { RunValue } from '../../scenarios/run'
import type { Problem } from '../shell/labConnection'
import { problemOf } from '../shell/labConnection'
import type { Told } from './readings'
import { readAll } from './readings'
import { noteOwn, ownRun } from './stage'

/** A goal on one seed. */
export interface GoalSeen {
  goal: string
  seed: number
  holds: boolean
  readings: Reading[]
}
export interface Checked {
  running: boolean
  played: number
  of: number
  goals: GoalSeen[]
  /** Rounds whose answers are not what is so. */
  wrong: { goal: string; round: string }[]
  refused: { seed: number; problem: Problem }[]
  problem: Problem | null // why it could not begin
  run: RunValue | null // what was checked, on the learner's own seed
}
const NOTHING: Checked = {
  running: false,
  played: 0,
  of: 0,
  goals: [],
  wrong: [],
  refused: [],
  problem: null,
  run: null,
}
export const useCheck = create<Checked>()(() => NOTHING)

/** Goals that a run can hold. */
export type Judged = Exclude<GoalSpec, { kind: 'answer' }>
interface Task {
  request: ReadingRequest
  take: (readings: Reading[]) => void
}

let cancel: () => void = () => {}
export function cancelCheck(): void {
  cancel()
  cancel = () => {}
  useCheck.setState({ running: false })
}
export function forgetCheck(): void {
  cancelCheck()
  useCheck.setState(NOTHING)
}

/** Over which a check judges; none where no goal is measured, and all is asked of the learner's own run. */
export function checkedSeeds({ spec, seeds }: Lesson): readonly number[] {
  if (!spec.goals.some(({ kind }) => kind === 'measured')) return []
  return seeds ?? hiddenSeeds(spec.slug, spec.start.seed)
}

/** Answers the run and whether it passed; null: it was cancelled, or could not begin. */
export async function check(
  lesson: Lesson,
  kept: LessonProgress,
  told: (played: number) => void,
): Promise<{ run: RunValue; passed: boolean } | null> {
  cancelCheck()
  useCheck.setState({ ...NOTHING, running: true })
  await noteOwn()
  let run: RunValue
  let tasks: Task[]
  try {
    run = ownRun(lesson, kept.choices)
    tasks = tasksOf(lesson, kept, run)
  } catch (error) {
    useCheck.setState({ running: false, problem: problemOf(error) })
    return null
  }
  useCheck.setState({ of: tasks.length, run })
  const found = (at: number, answer: Told): void => {
    const { request, take } = tasks[at]
    if ('problem' in answer)
      useCheck.setState(({ refused }) => ({
        refused: [...refused, { seed: request.run.seed, problem: answer.problem }],
      }))
    else take(answer.readings)
    useCheck.setState(({ played }) => ({ played: played + 1 }))
    told(useCheck.getState().played)
  }
  const reading = readAll(
    tasks.map(({ request }) => request),
    found,
  )
  let cancelled = false
  cancel = () => {
    cancelled = true
    reading.cancel()
  }
  await Promise.race([reading.done, new Promise<void>((resolve) => watchCancel(() => cancelled, resolve))])
  if (cancelled) return null
  const { goals, wrong, refused } = useCheck.getState()
  useCheck.setState({ running: false, goals: inOrder(lesson, goals) })
  return { run, passed: refused.length === 0 && wrong.length === 0 && goals.every(({ holds }) => holds) }
}
/** The goals that hold on all that was asked; null: the check has not gone through. */
export function goalsMet({ spec }: Lesson, { goals, wrong, refused, played, of, run }: Checked): Set<string> | null {
  if (run === null || played < of) return null
  const fails = ({ id, kind }: GoalSpec): boolean =>
    kind === 'answer'
      ? wrong.some(({ goal }) => goal === id)
      : refused.length > 0 || goals.some(({ goal, holds }) => goal === id && !holds)
  return new Set(spec.goals.filter((goal) => !fails(goal)).map(({ id }) => id))
}
/** A crew that is sent home never says that it is done. */
function watchCancel(isCancelled: () => boolean, resolve: () => void): void {
  const stop = useCheck.subscribe(({ running }) => {
    if (running && !isCancelled()) return
    stop()
    resolve()
  })
}
function inOrder({ spec }: Lesson, goals: GoalSeen[]): GoalSeen[] {
  const place = (id: string): number => spec.goals.findIndex((goal) => goal.id === id)
  return [...goals].sort((a, b) => place(a.goal) - place(b.goal) || a.seed - b.seed)
}

function tasksOf(lesson: Lesson, kept: LessonProgress, run: RunValue): Task[] {
  const { goals, start } = lesson.spec
  const measured = goals.filter((goal): goal is Judged => goal.kind === 'measured')
  const exhibits = goals.filter((goal): goal is Judged => goal.kind === 'exhibit')
  return [
    ...checkedSeeds(lesson).map((seed) => judging(onSeed(run, seed, start.horizonS), measured)),
    ...(exhibits.length > 0 ? [judging(onSeed(run, run.seed, start.horizonS), exhibits)] : []),
    ...goals.flatMap((goal) =>
      goal.kind === 'answer'
        ? goal.rounds.map((round): Task => {
            const ticked = kept.answers[`${goal.id}.${round.id}`] ?? []
            const conditions = round.options.flatMap(({ when }) => when)
            return {
              request: { run: roundRun(lesson, round), conditions },
              take: (readings) => {
                const truth = truthOf(round.options, readings)
                if (truth.length === ticked.length && truth.every((id) => ticked.includes(id))) return
                useCheck.setState(({ wrong }) => ({ wrong: [...wrong, { goal: goal.id, round: round.id }] }))
              },
            }
          })
        : [],
    ),
  ]
}
function judging(run: RunValue, goals: readonly Judged[]): Task {
  return {
    request: { run, conditions: goals.flatMap(({ conditions }) => conditions) },
    take: (readings) => {
      let from = 0
      const seen = goals.map(({ id, conditions }): GoalSeen => {
        const these = readings.slice(from, (from += conditions.length))
        return { goal: id, seed: run.seed, holds: these.every(({ holds }) => holds), readings: these }
      })
      useCheck.setState((before) => ({ goals: [...before.goals, ...seen] }))
    },
  }
}
function truthOf(options: readonly { id: string; when: Condition[] }[], readings: readonly Reading[]): string[] {
  let from = 0
  return options
    .filter(({ when }) => readings.slice(from, (from += when.length)).every(({ holds }) => holds))
    .map(({ id }) => id)
}
