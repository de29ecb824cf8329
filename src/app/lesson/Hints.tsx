/** Hints, one after the other and only when asked for; after the last one the solution is played, step by step. */
import { useEffect, useRef, useState } from 'react'
import { actions } from '../actions'
import { words } from '../words'
import { forgetCheck } from './check'
import { useFocusOn } from './focus'
import { useLesson } from './lessonContext'
import { Prose, textOf } from './Prose'
import type { SolutionStep } from './solution'
import { solutionSteps } from './solution'
import { chooseAnew, noteOwn, stand, useStage } from './stage'

export function Hints() {
  const w = words().lessons.hints
  const { lesson, kept, change } = useLesson()
  const { hints } = lesson.text
  const asked = Math.min(kept.hints, hints.length)
  const [playing, setPlaying] = useState(kept.solutionSteps > 0)
  const newest = useFocusOn<HTMLElement>(asked, true)
  return (
    <section className="hints" aria-label={w.title}>
      <h3>{w.title}</h3>
      {hints.slice(0, asked).map((hint, i) => (
        <details key={i} open={i === asked - 1}>
          <summary ref={i === asked - 1 ? newest : undefined}>{w.hint(i + 1)}</summary>
          <Prose blocks={hint} />
        </details>
      ))}
      {asked < hints.length && (
        <button onClick={() => change((before) => ({ hints: before.hints + 1 }))}>
          {w.ask(asked + 1, hints.length)}
        </button>
      )}
      {asked === hints.length && !playing && <button onClick={() => setPlaying(true)}>{w.solution}</button>}
      {playing && <Solution />}
    </section>
  )
}

function Solution() {
  const w = words().lessons.hints
  const { lesson, kept, change, send, beside } = useLesson()
  const [busy, setBusy] = useState(false)
  const steps = solutionSteps(lesson)
  const done = Math.min(kept.solutionSteps, steps.length)
  const next = steps[done] as SolutionStep | undefined
  const button = useRef<HTMLButtonElement>(null)
  const end = useFocusOn<HTMLParagraphElement>(next === undefined)
  useEffect(() => {
    if (kept.solutionSteps === 0) button.current?.focus()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it is asked for
  }, [])
  const play = async (step: SolutionStep): Promise<void> => {
    setBusy(true)
    send({ type: 'CHANGED' })
    forgetCheck()
    const choices = step.do === 'choose' ? { ...kept.choices, [step.choice]: step.variant } : kept.choices
    if (step.do === 'choose') change(() => ({ choices }))
    if (step.do === 'answer') change(({ answers }) => ({ answers: { ...answers, [step.place]: step.options } }))
    try {
      if (beside && step.do !== 'answer' && useStage.getState().stage?.kind !== 'own')
        await stand({ kind: 'own' }, kept.choices)
      if (beside && step.do === 'choose') await chooseAnew(choices)
      if (beside && step.do === 'act') {
        await actions().seek(Math.round(step.timed.atS * 1e6))
        await actions().act(step.timed.command)
      }
      if (beside && step.do === 'code') {
        const { contract, file, reach = {} } = step.policy
        const code = { contract, entry: file, files: { [file]: lesson.files[file] } }
        await actions().setPolicy({ contract, code, reach })
      }
      await noteOwn()
      change((before) => ({ solutionSteps: before.solutionSteps + 1 }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="solution">
      <Prose blocks={lesson.text.solution} />
      <ol>
        {steps.map((step, i) => (
          <li key={i} data-done={i < done} aria-current={i === done ? 'step' : undefined}>
            <StepWords step={step} />
          </li>
        ))}
      </ol>
      {next ? (
        <button
          ref={button}
          aria-disabled={busy}
          onClick={() => {
            if (!busy) void play(next)
          }}
        >
          {w.next(done + 1, steps.length)}
        </button>
      ) : (
        <p role="status" tabIndex={-1} ref={end}>
          {w.done}
        </p>
      )}
    </div>
  )
}

function StepWords({ step }: { step: SolutionStep }) {
  const w = words()
  const { lesson } = useLesson()
  switch (step.do) {
    case 'choose':
      return w.lessons.hints.choose(textOf(lesson.text.choices[step.choice]?.items[step.variant] ?? []))
    case 'code':
      return w.lessons.hints.code(step.policy.file)
    case 'act':
      return w.lessons.hints.act(step.timed.command, step.timed.atS)
    case 'answer': {
      const [goal, round] = step.place.split('.')
      const spec = lesson.spec.goals.find(({ id }) => id === goal)
      const nth = spec?.kind === 'answer' ? spec.rounds.findIndex(({ id }) => id === round) + 1 : 0
      const items = lesson.text.goals[goal]?.items ?? {}
      return w.lessons.hints.answer(nth, step.options.map((id) => textOf(items[id] ?? [])).join(', '))
    }
  }
}
