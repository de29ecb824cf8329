/** Writes a plan: steps are added from what one would do by hand, moved and taken away; it is kept with the room at once. */
import { useState } from 'react'
import { ROOM_LIMITS } from '../../../../classroom/limits'
import type { Plan, PlanStep } from '../../../../classroom/plan'
import { words } from '../../../words'
import { useRoom } from '../../roomStore'
import { room } from '../../session'
import { StepForm } from './StepForm'

export function PlanMaker({ done }: { done: () => void }) {
  const w = words().roomHost.plan
  const plan = useRoom(({ host }) => host.plan)
  const [title, setTitle] = useState(plan?.title ?? '')
  const steps = plan?.steps ?? []
  const keep = (next: PlanStep[]): void => {
    const value: Plan | null = next.length === 0 ? null : { title, steps: next }
    room().write('host', 'plan', value)
  }
  const moved = (from: number, to: number): PlanStep[] => {
    const next = steps.filter((_, i) => i !== from)
    next.splice(to, 0, steps[from])
    return next
  }
  return (
    <div className="host-maker">
      <label>
        <span>{w.planTitle}</span>
        <input
          value={title}
          maxLength={ROOM_LIMITS.titleCharacters}
          onChange={({ target }) => setTitle(target.value)}
          onBlur={() => keep(steps)}
        />
      </label>
      <ol className="host-steps">
        {steps.map((step, i) => {
          const name = step.title || w.does[step.do]
          return (
            <li key={i} className="row">
              <span className="nth">{i + 1}</span>
              <span className="what">
                {name} <span className="quiet">{w.does[step.do]}</span>
              </span>
              <span className="spring" />
              <button
                className="plain"
                aria-label={w.up(name)}
                disabled={i === 0}
                onClick={() => keep(moved(i, i - 1))}
              >
                ↑
              </button>
              <button
                className="plain"
                aria-label={w.remove(name)}
                onClick={() => keep(steps.filter((_, j) => j !== i))}
              >
                ×
              </button>
            </li>
          )
        })}
      </ol>
      {steps.length < ROOM_LIMITS.planSteps && <StepForm add={(step) => keep([...steps, step])} />}
      <button className="primary" onClick={done}>
        {w.done}
      </button>
    </div>
  )
}
