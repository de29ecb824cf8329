/** The goals, always in sight: each with how things stand on this seed, and what is needed. */
import type { Condition } from '../../lessons/figures'
import type { Reading } from '../../lessons/judge'
import type { GoalSpec } from '../../lessons/lesson'
import type { Section } from '../../lessons/progress'
import { SECTIONS } from '../../lessons/progress'
import { words } from '../words'
import { useLesson } from './lessonContext'
import { useMeter, useMeterReadings, useRunReadings } from './meter'
import { Prose } from './Prose'
import { useStage } from './stage'

export function GoalMeter() {
  const w = words().lessons.meter
  const { lesson, kept, beside, flow } = useLesson()
  // A round's run is asked about: its figures would tell the answer, and are none of the learner's own run.
  const isAsked = useStage(({ stage }) => stage?.kind === 'round')
  const hasOwn = lesson.spec.goals.some(({ kind }) => kind !== 'answer')
  useMeterReadings(beside && !isAsked ? lesson : null)
  useRunReadings(beside ? null : lesson, kept.choices)
  const { readings, problem, seed } = useMeter()
  const isLater = SECTIONS.indexOf(flow.context.at) < SECTIONS.indexOf('experiment')
  return (
    <section className="goal-meter" aria-label={w.title}>
      <h2>
        {w.title}{' '}
        <span className="quiet">{isLater ? w.later : isAsked ? hasOwn && w.asked : readings && w.onSeed(seed)}</span>
      </h2>
      <ul>
        {lesson.spec.goals.map((goal) => (
          <Goal key={goal.id} goal={goal} readings={readings?.[goal.id] ?? null} />
        ))}
      </ul>
      {problem && <p role="alert">{w.failed(words().lessons.broken.problem(problem.code, problem.params))}</p>}
    </section>
  )
}

/** There the last check still counts; elsewhere what counts is the run in the lab, up to where it has come. */
const AFTER_PASS: Section[] = ['field', 'ask', 'again']

function Goal({ goal, readings }: { goal: GoalSpec; readings: Reading[] | null }) {
  const w = words().lessons.meter
  const { lesson, kept, flow } = useLesson()
  const answered =
    goal.kind === 'answer'
      ? goal.rounds.filter(({ id }) => (kept.answers[`${goal.id}.${id}`] ?? []).length > 0).length
      : 0
  const hasPassed = flow.checking === 'passed' || (flow.context.passed && AFTER_PASS.includes(flow.context.at))
  const holds = hasPassed || (readings?.every((one) => one.holds) ?? false)
  return (
    <li data-holds={holds}>
      <details>
        <summary>
          <span className="goal-mark" aria-hidden="true">
            {holds ? '✓' : '○'}
          </span>
          <span className="goal-short">
            {goal.kind === 'answer' ? (
              <span className="goal-words">
                <Prose blocks={lesson.text.goals[goal.id].blocks} />
              </span>
            ) : (
              goal.conditions.map((condition, i) => (
                <ConditionRow key={i} condition={condition} reading={readings?.[i] ?? null} />
              ))
            )}
            {goal.kind === 'answer' && <b>{w.answered(answered, goal.rounds.length)}</b>}
          </span>
          <span className="hidden-visually">{holds ? w.holds : w.not}</span>
        </summary>
        <Prose blocks={lesson.text.goals[goal.id].blocks} />
      </details>
    </li>
  )
}

/** "order writes answered in time, 12 to 22 s: 97 % of ≥ 99 %" */
export function ConditionRow({ condition, reading }: { condition: Condition; reading: Reading | null }) {
  const { figures } = words().lessons
  const { of } = condition
  const needed = figures.needed(condition)
  const when = 'fromS' in of || 'toS' in of ? figures.window(of) : ''
  return (
    <span className="condition" data-holds={reading?.holds ?? false}>
      <span className="condition-name">
        {figures.name(of)}
        {when !== '' && (
          <>
            , <span className="quiet condition-when">{when}</span>
          </>
        )}
      </span>
      <span className="condition-now" style={{ minInlineSize: `${2 * needed.length + 2}ch` }}>
        <b>{figures.value(of, reading?.now ?? null)}</b> / {needed}
      </span>
    </span>
  )
}
