/** Goals: made of figures that can be measured on the draft's runs, with a bound that the author chooses. */
import { useMemo, useState } from 'react'
import { attemptRun } from '../../../lessons/attempt'
import { suggestedBound } from '../../../lessons/author/offered'
import { freeName, withSpec, withText } from '../../../lessons/author/spec'
import type { Condition, Figure } from '../../../lessons/figures'
import type { GoalSpec } from '../../../lessons/lesson'
import type { Lesson } from '../../../lessons/load'
import { LESSON_LIMITS } from '../../../lessons/schema'
import { withoutSection, withSection } from '../../../lessons/text/places'
import type { RunValue } from '../../../scenarios/run'
import { words } from '../../words'
import { edit } from '../draftStore'
import { happenBy } from '../recordings'
import { Amount, Choose, Tick } from '../Fields'
import type { Used } from '../FigureTable'
import { FigureTable } from '../FigureTable'
import { WithLesson } from '../WithLesson'

type Judged = Exclude<GoalSpec, { kind: 'answer' }>

export function Goals() {
  const w = words().author.goals
  return (
    <WithLesson>
      {(lesson) => (
        <>
          <p className="quiet">{w.lead}</p>
          {lesson.spec.goals.length === 0 ? (
            <p>{w.none}</p>
          ) : (
            <ul className="author-cards">
              {lesson.spec.goals.map((goal) => (
                <Goal key={goal.id} goal={goal} />
              ))}
            </ul>
          )}
          <Add lesson={lesson} />
        </>
      )}
    </WithLesson>
  )
}

const changeGoal = (id: string, how: (goal: Judged) => GoalSpec): void =>
  edit((lesson) =>
    withSpec(lesson.files, lesson.spec, (spec) => {
      spec.goals = spec.goals.map((goal) => (goal.id === id && goal.kind !== 'answer' ? how(goal) : goal))
    }),
  )
function removeGoal(id: string): void {
  edit((lesson) => {
    const files = withSpec(lesson.files, lesson.spec, (spec) => {
      spec.goals = spec.goals.filter((goal) => goal.id !== id)
    })
    return withText(files, (text) => withoutSection(text, 'goal', id))
  })
}

function Goal({ goal }: { goal: GoalSpec }) {
  const w = words().author.goals
  const { figures } = words().lessons
  const { id, kind } = goal
  const kinds = (['measured', 'exhibit'] as const).map((one) => [one, w.kind[one]] as const)
  return (
    <li>
      <div className="author-row">
        <b>{id}</b>
        {goal.kind === 'answer' ? (
          <span className="quiet">
            {w.kind.answer}. {w.inFiles}
          </span>
        ) : (
          <>
            <Choose
              label={w.kindLabel(id)}
              bare
              value={goal.kind}
              options={kinds}
              set={(to) => changeGoal(id, ({ conditions }) => ({ id, kind: to, conditions }))}
            />
            {goal.kind === 'measured' && (
              <Tick
                on={goal.floor === true}
                set={(on) =>
                  changeGoal(id, ({ conditions }) => ({
                    id,
                    kind: 'measured',
                    ...(on ? { floor: true } : {}),
                    conditions,
                  }))
                }
              >
                {w.floor}
                <span className="hidden-visually"> ({w.floorOf(id)})</span>
              </Tick>
            )}
          </>
        )}
        <span className="spring" />
        <button className="plain" aria-label={w.removeGoal(id)} onClick={() => removeGoal(id)}>
          {w.remove}
        </button>
      </div>
      {kind !== 'answer' && (
        <ul className="author-plain">
          {goal.conditions.map((condition, i) => (
            <li key={i} className="author-row">
              <span>
                {figures.name(condition.of)} <WindowOf of={condition.of} />
              </span>
              <Bound condition={condition} set={(next) => changeGoal(id, (g) => withCondition(g, i, next))} />
              {goal.conditions.length > 1 && (
                <button
                  className="plain"
                  aria-label={w.removeCondition(figures.name(condition.of))}
                  onClick={() => changeGoal(id, (g) => withCondition(g, i, null))}
                >
                  {w.remove}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
function withCondition(goal: Judged, at: number, next: Condition | null): Judged {
  return { ...goal, conditions: goal.conditions.flatMap((one, i) => (i !== at ? [one] : next ? [next] : [])) }
}
function WindowOf({ of }: { of: Figure }) {
  const window = 'fromS' in of || 'toS' in of ? words().lessons.figures.window(of) : ''
  return window !== '' && <span className="quiet">({window})</span>
}

/** At least, or at most, so much: as a figure has it, and in words. */
function Bound({ condition, set }: { condition: Condition; set: (condition: Condition) => void }) {
  const w = words().author.goals
  const { of } = condition
  const side = 'atLeast' in condition ? 'atLeast' : 'atMost'
  const bound = 'atLeast' in condition ? condition.atLeast : condition.atMost
  const make = (to: 'atLeast' | 'atMost', value: number): Condition =>
    to === 'atLeast' ? { of, atLeast: value } : { of, atMost: value }
  const sides = (['atLeast', 'atMost'] as const).map((one) => [one, w[one]] as const)
  return (
    <span className="author-bound">
      <Choose label={w.of} bare value={side} options={sides} set={(to) => set(make(to, bound))} />
      <Amount label={w.bound} min={-1e12} max={1e12} value={bound} set={(value) => set(make(side, value))} />
      <span className="quiet">{w.boundHint(words().lessons.figures.needed(condition))}</span>
    </span>
  )
}

function Add({ lesson }: { lesson: Lesson }) {
  const w = words().author
  const runs = useMemo(() => runsOf(lesson), [lesson])
  return (
    <>
      <OnlySteps lesson={lesson} />
      {runs.length < 2 && <p className="quiet">{w.figures.noSolution}</p>}
      <FigureTable lesson={lesson} runs={runs}>
        {(used, close) => <AddCondition lesson={lesson} used={used} close={close} />}
      </FigureTable>
    </>
  )
}
/** Acts that only the experiment has leave every attempt as it would be without them. */
function OnlySteps({ lesson: { spec } }: { lesson: Lesson }) {
  const w = words().author.goals
  if (!spec.experiment.some(({ act }) => act === 'command') || spec.goals.some(({ kind }) => kind === 'exhibit'))
    return null
  return (
    <p className="author-notice">
      {w.onlySteps} <button onClick={() => happenBy('themselves')}>{w.everyAttempt}</button>
    </p>
  )
}
/** The start's, and the solution's where there is one. */
function runsOf(lesson: Lesson): { name: string; run: RunValue }[] {
  const w = words().author.figures
  const { solution } = lesson.spec
  const acts = Object.keys(solution).some((part) => part !== 'answers')
  try {
    const start = { name: w.start, run: attemptRun(lesson, {}) }
    return acts ? [start, { name: w.solution, run: attemptRun(lesson, solution) }] : [start]
  } catch {
    return []
  }
}

function AddCondition({ lesson, used, close }: { lesson: Lesson; used: Used; close: () => void }) {
  const w = words().author.goals
  const { figures } = words().lessons
  const [start, solution = null] = used.values
  const [condition, setCondition] = useState(() => suggestedBound(used.figure, start, solution))
  const [into, setInto] = useState('')
  const { goals } = lesson.spec
  const open = goals.filter((goal) => goal.kind !== 'answer' && goal.conditions.length < LESSON_LIMITS.conditions)
  if (goals.length >= LESSON_LIMITS.goals && open.length === 0) return <p>{w.tooMany(LESSON_LIMITS.goals)}</p>
  const add = (): void => {
    edit((now) => {
      if (into !== '')
        return withSpec(now.files, now.spec, (spec) => {
          for (const goal of spec.goals) if (goal.id === into && goal.kind !== 'answer') goal.conditions.push(condition)
        })
      const taken = now.spec.goals.map(({ id }) => id)
      const id = freeName(used.figure.figure, taken)
      const files = withSpec(now.files, now.spec, (spec) => {
        spec.goals.push({ id, kind: 'measured', conditions: [condition] })
      })
      const name = figures.name(condition.of)
      return withText(files, (text) => withSection(text, 'goal', id, w.words(name, figures.needed(condition))))
    })
    close()
  }
  return (
    <form
      className="author-add"
      aria-label={w.add}
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <Bound condition={condition} set={setCondition} />
      {open.length > 0 && (
        <Choose
          label={w.into}
          value={into}
          options={[['', w.newGoal], ...open.map(({ id }) => [id, w.ofGoal(id)] as const)]}
          set={setInto}
        />
      )}
      <button className="primary">{w.adding}</button>
    </form>
  )
}
