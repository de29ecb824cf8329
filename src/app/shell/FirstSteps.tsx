/** The strip of things to try. A step done stays done; "show me where" rings the place for a moment. */
import { useEffect, useState } from 'react'
import { useLab, useView } from '../store'
import { words } from '../words'
import { prefer } from './preferences'
import type { Step } from './steps'
import { FIRST_STEPS, isDone } from './steps'

const RING_MS = 2400

/** Codes of the steps that this visit has done. */
const doneBefore = new Set<string>()

export function FirstSteps() {
  const w = words().shell.firstSteps
  const status = useLab((lab) => lab.status)
  const set = useView((view) => view.set)
  const [pointed, setPointed] = useState<Element | null>(null)
  if (status) for (const step of FIRST_STEPS.steps) if (isDone(step.doneWhen, status)) doneBefore.add(step.code)
  const next = FIRST_STEPS.steps.find((step) => !doneBefore.has(step.code))
  const putAway = (): void => {
    prefer({ welcomed: true })
    set({ lesson: false })
  }
  return (
    <section className="first-steps" aria-label={w.label}>
      <header>
        <h2>{w.title}</h2>
        <button className="plain" onClick={putAway}>
          {w.away}
        </button>
      </header>
      <ol>
        {FIRST_STEPS.steps.map((step) => (
          <StepItem
            key={step.code}
            step={step}
            state={doneBefore.has(step.code) ? 'done' : step === next ? 'next' : 'later'}
            point={() => setPointed(placeOf(step))}
          />
        ))}
      </ol>
      {!next && <p>{w.all}</p>}
      {pointed && <Ring at={pointed} end={() => setPointed(null)} />}
    </section>
  )
}

function StepItem({ step, state, point }: { step: Step; state: 'done' | 'next' | 'later'; point: () => void }) {
  const w = words().shell.firstSteps
  const text = w.step[step.code]
  return (
    <li data-state={state} aria-current={state === 'next' ? 'step' : undefined}>
      <h3>
        {text.title}
        {state === 'done' && <span className="done-mark"> ✓ {w.done}</span>}
      </h3>
      {state !== 'done' && (
        <>
          <p>{text.todo}</p>
          <p className="quiet">
            {w.watch} {text.watch}
          </p>
          {state === 'next' && <button onClick={point}>{w.show}</button>}
        </>
      )}
    </li>
  )
}

function placeOf(step: Step): Element | null {
  const found = step.pointAt.map((selector) => document.querySelector(selector)).find((element) => element !== null)
  return found ?? null
}

/** A ring around a place of the page; it takes no clicks and goes away by itself. */
export function Ring({ at, end }: { at: Element; end: () => void }) {
  const box = at.getBoundingClientRect()
  useEffect(() => {
    const timer = setTimeout(end, RING_MS)
    return () => clearTimeout(timer)
  })
  const style = { left: box.left - 6, top: box.top - 6, width: box.width + 12, height: box.height + 12 }
  return <div className="pointing-ring" style={style} aria-hidden="true" />
}
