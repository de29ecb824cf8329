/** The experiment: one button a step, and beside the lab where to look. */
import { useCallback, useState } from 'react'
import type { StepSpec } from '../../../lessons/lesson'
import { useLessonMode } from '../../lessonMode'
import { useRoomHold } from '../../roomHold'
import { Ring } from '../../shell/FirstSteps'
import { words } from '../../words'
import { useFocusOn } from '../focus'
import { useLesson } from '../lessonContext'
import { Prose } from '../Prose'
import { stand } from '../stage'
import { placeOf, useStep } from '../useSteps'
import { Onward } from './Reading'

export function Experiment() {
  const w = words().lessons.experiment
  const { lesson, flow, kept } = useLesson()
  const { experiment } = lesson.spec
  const { stepsDone } = flow.context
  const next = experiment.find(({ id }) => !stepsDone.includes(id))
  const upTo = useRoomHold(({ pace }) => (pace?.section === 'experiment' ? pace.step : null))
  const waits = next !== undefined && upTo !== null && experiment.indexOf(next) > upTo
  const shown = experiment.slice(0, next ? experiment.indexOf(next) + 1 : undefined)
  const current = useFocusOn<HTMLLIElement>(next?.id)
  const onward = useFocusOn<HTMLButtonElement>(next === undefined)
  return (
    <>
      <ol className="steps-list">
        {shown.map((step) => (
          <li key={step.id} data-done={step !== next} tabIndex={-1} ref={step === next ? current : undefined}>
            <Prose blocks={lesson.text.steps[step.id].blocks} />
            {step !== next && <span className="done-mark">✓ {w.done}</span>}
            {step === next &&
              (waits ? <p className="quiet">{words().lessons.paced}</p> : <StepAct step={step} key={step.id} />)}
          </li>
        ))}
      </ol>
      <div className="lesson-verbs">
        {!next && <Onward button={onward} />}
        {stepsDone.length > 0 && (
          <button className="plain" onClick={() => void stand({ kind: 'experiment' }, kept.choices, true)}>
            {w.again}
          </button>
        )}
      </div>
    </>
  )
}

function StepAct({ step }: { step: StepSpec }) {
  const w = words().lessons.experiment
  const { lesson, send, change, beside } = useLesson()
  const [pointed, setPointed] = useState<Element | null>(null)
  const isLast = lesson.spec.experiment.at(-1) === step
  const done = useCallback(() => {
    send({ type: 'STEP', step: step.id })
    change((before) => ({ steps: [...new Set([...before.steps, step.id])] }))
    if (isLast) useLessonMode.setState({ side: 'read' })
  }, [send, change, step, isLast])
  const { playingToS, act, jump } = useStep(step, done, beside)
  return (
    <div className="step-act">
      {step.act === 'byHand' && beside ? (
        <p className="quiet">{w.byHand}</p>
      ) : (
        <button
          className="primary"
          aria-disabled={playingToS !== null}
          onClick={() => {
            if (!beside) done()
            else if (playingToS === null) act()
          }}
        >
          {step.act === 'byHand' ? w.byHand : lesson.text.steps[step.id].button}
        </button>
      )}
      {playingToS === null ? (
        <button className="plain" disabled={!beside} onClick={() => setPointed(placeOf(step.watch))}>
          {w.show}
        </button>
      ) : (
        <>
          <span role="status">{w.reaching(playingToS)}</span>
          <button className="plain" onClick={jump}>
            {w.skip}
          </button>
        </>
      )}
      {pointed && <Ring at={pointed} end={() => setPointed(null)} />}
    </div>
  )
}
