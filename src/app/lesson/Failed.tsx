/** A check that did not hold: on which seeds, which goal, when, and which operation shows it; each opens in the lab there. */
import { useState } from 'react'
import type { Reading } from '../../lessons/judge'
import { useLessonMode } from '../lessonMode'
import { words } from '../words'
import type { GoalSeen } from './check'
import { checkedSeeds, useCheck } from './check'
import { ConditionRow } from './GoalMeter'
import { useLesson } from './lessonContext'
import { Prose } from './Prose'
import { stand } from './stage'
import { WitnessTold } from './WitnessTold'

export function Failed() {
  const w = words().lessons.change
  const { lesson, kept } = useLesson()
  const { goals, wrong, refused } = useCheck()
  const isAnswered = ({ goal, round }: { goal: string; round: string }): boolean =>
    (kept.answers[`${goal}.${round}`] ?? []).length > 0
  const failed = goals.filter(({ holds }) => !holds)
  const failedSeeds = [...new Set(failed.map(({ seed }) => seed))]
  const [chosen, choose] = useState<number | null>(null)
  const seed = chosen !== null && failedSeeds.includes(chosen) ? chosen : failedSeeds[0]
  const seeds = checkedSeeds(lesson).length
  return (
    <div className="failed">
      <p role="status">{seeds > 0 && failedSeeds.length > 0 ? w.failed(failedSeeds.length, seeds) : w.failedOwn}</p>
      {wrong.some(isAnswered) && <p>{w.answerWrong}</p>}
      {!wrong.every(isAnswered) && <p>{w.someUnanswered}</p>}
      {refused.map(({ seed, problem }) => (
        <p key={seed}>{w.refused(seed, words().lessons.broken.problem(problem.code, problem.params))}</p>
      ))}
      {failedSeeds.length > 1 && (
        <div className="failed-seeds" role="group" aria-label={w.seeds}>
          {failedSeeds.map((one) => (
            <button key={one} aria-pressed={one === seed} onClick={() => choose(one)}>
              {one}
            </button>
          ))}
        </div>
      )}
      {failed
        .filter((one) => one.seed === seed)
        .map((one) => (
          <FailedGoal key={one.goal} seen={one} />
        ))}
    </div>
  )
}

function FailedGoal({ seen: { goal: id, seed, readings } }: { seen: GoalSeen }) {
  const w = words().lessons.change
  const { lesson, kept, beside } = useLesson()
  const goal = lesson.spec.goals.find((one) => one.id === id)
  if (!goal || goal.kind === 'answer') return null
  const isOwn = seed === lesson.spec.start.seed
  const open = ({ witness }: Reading): void => {
    useLessonMode.setState({ side: 'lab' })
    void stand({ kind: 'seed', seed, witness }, kept.choices)
  }
  return (
    <section className="failed-goal">
      <h3>{isOwn ? w.ownRun : w.openSeed(seed)}</h3>
      <Prose blocks={lesson.text.goals[id].blocks} />
      {goal.conditions.map((condition, i) => {
        const reading = readings[i]
        if (!reading || reading.holds) return null
        return (
          <div key={i} className="failed-condition">
            <ConditionRow condition={condition} reading={reading} />
            {reading.witness ? <WitnessTold witness={reading.witness} seed={seed} /> : <p>{w.nothingShown}</p>}
            {(reading.witness || !isOwn) && (
              <button disabled={!beside} onClick={() => open(reading)}>
                {w.openHere}
              </button>
            )}
          </div>
        )
      })}
    </section>
  )
}
