/** What one commits to before anything runs: a choice, a number or a curve, and how sure one is. It is never marked. */
import { useState } from 'react'
import type { PredictionSpec } from '../../../lessons/lesson'
import type { Guess, Sureness } from '../../../lessons/progress'
import { SURENESS } from '../../../lessons/progress'
import { words } from '../../words'
import { useFocusOn } from '../focus'
import { useLesson } from '../lessonContext'
import { Prose, textOf, Words } from '../Prose'
import { quietCurve } from '../sketch'
import { SketchPad } from '../SketchPad'
import { toldOf } from '../happened'
import { Onward } from './Reading'

export function Predictions() {
  const { lesson, flow } = useLesson()
  const { predictions } = lesson.spec
  const open = predictions.find(({ id }) => !flow.context.committed.includes(id))
  const w = words().lessons.prediction
  const asked = useFocusOn<HTMLElement>(open?.id)
  const onward = useFocusOn<HTMLButtonElement>(open === undefined)
  return (
    <>
      {predictions
        .filter(({ id }) => id === open?.id || flow.context.committed.includes(id))
        .map((prediction) => (
          <section
            key={prediction.id}
            className="prediction"
            tabIndex={-1}
            ref={prediction === open ? asked : undefined}
          >
            <Prose blocks={lesson.text.predictions[prediction.id].blocks} />
            {prediction === open ? <GuessForm prediction={prediction} /> : <Committed prediction={prediction} />}
          </section>
        ))}
      {open ? null : (
        <>
          <p className="quiet" role="status">
            {w.committed}
          </p>
          <Onward button={onward}>{w.toExperiment}</Onward>
        </>
      )}
    </>
  )
}

function Committed({ prediction }: { prediction: PredictionSpec }) {
  const w = words().lessons
  const { lesson, kept } = useLesson()
  const made = kept.predictions[prediction.id]
  if (!made) return null
  const { guess, sure } = made
  return (
    <div className="committed">
      <p>
        <span className="quiet">{w.prediction.yours}:</span> <b>{toldOf(lesson, prediction, guess)}</b>{' '}
        {sure && <span className="quiet">{w.seen.sure(sure)}</span>}
      </p>
      {guess.kind === 'curve' && prediction.kind === 'curve' && (
        <SketchPad {...prediction} points={guess.points} label={w.prediction.yours} />
      )}
    </div>
  )
}

function GuessForm({ prediction }: { prediction: PredictionSpec }) {
  const w = words().lessons
  const { change, send } = useLesson()
  const [guess, setGuess] = useState<Guess | null>(null)
  const [sure, setSure] = useState<Sureness | null>(null)
  const unsure = guess?.kind === 'notSure'
  const ready = guess !== null && (unsure || sure !== null)
  const commit = (): void => {
    if (!guess) return
    const made = { guess, sure: unsure ? null : sure, atMs: Date.now(), happened: null, near: null }
    change((before) => ({ predictions: { ...before.predictions, [prediction.id]: made } }))
    send({ type: 'COMMIT', prediction: prediction.id })
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) commit()
      }}
    >
      <GuessField prediction={prediction} guess={guess} set={setGuess} />
      {guess && !unsure && (
        <fieldset className="sure">
          <legend>{w.prediction.howSure}</legend>
          {SURENESS.map((one) => (
            <label key={one}>
              <input type="radio" name={`sure-${prediction.id}`} checked={sure === one} onChange={() => setSure(one)} />
              {w.sure[one]}
            </label>
          ))}
        </fieldset>
      )}
      <button className="primary onward" disabled={!ready}>
        {w.prediction.commit}
      </button>
      <p className="quiet">{w.held}</p>
    </form>
  )
}

interface FieldProps {
  prediction: PredictionSpec
  guess: Guess | null
  set: (guess: Guess) => void
}

function GuessField({ prediction, guess, set }: FieldProps) {
  const w = words().lessons.prediction
  const { lesson } = useLesson()
  const notSure = (
    <label className="card">
      <input
        type="radio"
        name={`guess-${prediction.id}`}
        checked={guess?.kind === 'notSure'}
        onChange={() => set({ kind: 'notSure' })}
      />
      <span>{w.notSure}</span>
    </label>
  )
  const label = lesson.text.predictions[prediction.id].blocks
    .map((block) => ('children' in block ? textOf(block.children) : ''))
    .join(' ')
  if (prediction.kind === 'choice') {
    const { items } = lesson.text.predictions[prediction.id]
    return (
      <fieldset className="cards">
        <legend className="hidden-visually">{label}</legend>
        {prediction.options.map(({ id }) => (
          <label key={id} className="card">
            <input
              type="radio"
              name={`guess-${prediction.id}`}
              checked={guess?.kind === 'choice' && guess.option === id}
              onChange={() => set({ kind: 'choice', option: id })}
            />
            <span>
              <Words inlines={items[id] ?? []} />
            </span>
          </label>
        ))}
        {notSure}
      </fieldset>
    )
  }
  if (prediction.kind === 'number') {
    const { min, max, step, unit } = prediction
    const value = guess?.kind === 'number' ? guess.value : null
    const put = (text: string): void => {
      const number = Number(text)
      if (text !== '' && Number.isFinite(number)) set({ kind: 'number', value: Math.min(max, Math.max(min, number)) })
    }
    return (
      <fieldset className="cards">
        <legend className="hidden-visually">{label}</legend>
        <div className="number-guess">
          <input
            type="range"
            aria-label={w.number(unit)}
            min={min}
            max={max}
            step={step}
            value={value ?? (min + max) / 2}
            data-untouched={value === null}
            onChange={(event) => put(event.target.value)}
            onPointerDown={(event) => put(event.currentTarget.value)}
          />
          <input
            type="number"
            aria-label={w.number(unit)}
            min={min}
            max={max}
            step={step}
            value={value ?? ''}
            onChange={(event) => put(event.target.value)}
          />
          <span>{unit}</span>
        </div>
        {notSure}
      </fieldset>
    )
  }
  const points = guess?.kind === 'curve' ? guess.points : quietCurve(prediction.chart)
  return (
    <fieldset className="cards">
      <legend>{w.curve}</legend>
      <p className="quiet">{w.curveHint}</p>
      <SketchPad
        {...prediction}
        points={points}
        label={w.curve}
        draw={(drawn) => set({ kind: 'curve', points: drawn })}
      />
      {notSure}
    </fieldset>
  )
}
