/** Predictions: a number or one of three ranges of a figure, or a curve. What is asked, in words, stands in the text. */
import { useMemo, useState } from 'react'
import { experimentRun } from '../../../lessons/attempt'
import { freeName, withSpec, withText } from '../../../lessons/author/spec'
import type { Condition, Figure } from '../../../lessons/figures'
import type { LessonSpec, PredictionSpec } from '../../../lessons/lesson'
import type { Lesson } from '../../../lessons/load'
import { LESSON_LIMITS } from '../../../lessons/schema'
import { withItem, withoutSection, withSection } from '../../../lessons/text/places'
import { journeySpecs } from '../../../scenarios/objectives'
import type { RunValue } from '../../../scenarios/run'
import { words } from '../../words'
import { edit } from '../draftStore'
import { Amount, Choose, Text } from '../Fields'
import type { Used } from '../FigureTable'
import { FigureTable } from '../FigureTable'
import { WithLesson } from '../WithLesson'

export function Guesses() {
  const w = words().author
  return (
    <WithLesson>
      {(lesson) => (
        <>
          <p className="quiet">{w.guess.lead}</p>
          {lesson.spec.predictions.length === 0 ? (
            <p>{w.guess.none}</p>
          ) : (
            <ul className="author-cards">
              {lesson.spec.predictions.map((prediction) => (
                <Prediction key={prediction.id} prediction={prediction} />
              ))}
            </ul>
          )}
          {lesson.spec.predictions.length >= LESSON_LIMITS.predictions ? (
            <p className="quiet">{w.guess.tooMany(LESSON_LIMITS.predictions)}</p>
          ) : (
            <Add lesson={lesson} />
          )}
        </>
      )}
    </WithLesson>
  )
}

function Prediction({ prediction }: { prediction: PredictionSpec }) {
  const w = words().author
  const { figures } = words().lessons
  const { id, kind } = prediction
  const remove = (): void =>
    edit((lesson) => {
      const files = withSpec(lesson.files, lesson.spec, (spec) => {
        spec.predictions = spec.predictions.filter((one) => one.id !== id)
      })
      return withText(files, (text) => withoutSection(withoutSection(text, 'prediction', id), 'seen', id))
    })
  const about =
    prediction.kind === 'number'
      ? figures.name(prediction.happened)
      : prediction.kind === 'curve'
        ? w.start.chart[prediction.chart]
        : figures.name(prediction.options[0].when[0].of)
  return (
    <li className="author-row">
      <b>{id}</b>
      <span className="quiet">{w.guess.kind[kind]}</span>
      <span>{about}</span>
      <span className="spring" />
      <button className="plain" aria-label={w.guess.removeOf(id)} onClick={remove}>
        {w.goals.remove}
      </button>
    </li>
  )
}

function Add({ lesson }: { lesson: Lesson }) {
  const w = words().author
  const runs = useMemo(() => runsOf(lesson), [lesson])
  return (
    <>
      <FigureTable lesson={lesson} runs={runs}>
        {(used, close) => <AddFigure used={used} close={close} />}
      </FigureTable>
      <section aria-label={w.guess.curve}>
        <h3>{w.guess.curve}</h3>
        <AddCurve lesson={lesson} />
      </section>
    </>
  )
}
function runsOf(lesson: Lesson): { name: string; run: RunValue }[] {
  try {
    return [{ name: words().author.figures.experiment, run: experimentRun(lesson) }]
  } catch {
    return []
  }
}

/** With its sections in the text, the question still empty. */
function add(name: string, make: (id: string) => PredictionSpec, items: Record<string, string>, seen: boolean): void {
  edit((lesson) => {
    const id = freeName(
      name,
      lesson.spec.predictions.map((one) => one.id),
    )
    const files = withSpec(lesson.files, lesson.spec, (spec: LessonSpec) => {
      spec.predictions.push(make(id))
    })
    return withText(files, (before) => {
      let text = withSection(before, 'prediction', id, '')
      for (const [option, told] of Object.entries(items)) text = withItem(text, 'prediction', id, option, told)
      return withSection(text, 'seen', id, seen ? words().author.guess.seen(id) : '')
    })
  })
}

function AddFigure({ used: { figure, values }, close }: { used: Used; close: () => void }) {
  const w = words().author.guess
  const { figures } = words().lessons
  const now = values[0] ?? 0
  const top = niceAbove(figure, now)
  const [as, setAs] = useState<'number' | 'ranges'>('number')
  const [min, setMin] = useState(0)
  const [max, setMax] = useState(top)
  const [step, setStep] = useState(top / 100)
  const [unit, setUnit] = useState(w.unitOf(figure.figure))
  const [low, setLow] = useState(top / 3)
  const [high, setHigh] = useState((top * 2) / 3)
  const words_ = (value: number): string => figures.value(figure, value)
  const make = (): void => {
    if (as === 'number')
      add(figure.figure, (id) => ({ id, kind: 'number', unit, min, max, step, happened: figure }), {}, true)
    else {
      const options = rangesOf(figure, low, high)
      const items = {
        low: w.lowWords(words_(low)),
        middle: w.middleWords(words_(low), words_(high)),
        high: w.highWords(words_(high)),
      }
      add(figure.figure, (id) => ({ id, kind: 'choice', options }), items, false)
    }
    close()
  }
  const fits = as === 'number' ? max > min && step > 0 : high > low
  return (
    <form
      className="author-add"
      aria-label={w.add}
      onSubmit={(event) => {
        event.preventDefault()
        if (fits) make()
      }}
    >
      <Choose
        label={w.as}
        value={as}
        options={[
          ['number', w.number],
          ['ranges', w.ranges],
        ]}
        set={setAs}
      />
      {as === 'number' ? (
        <>
          <Amount label={w.min} min={-1e9} max={1e9} value={min} set={setMin} />
          <Amount label={w.max} min={-1e9} max={1e9} value={max} set={setMax} />
          <Amount label={w.step} min={1e-6} max={1e9} value={step} set={setStep} />
          <Text label={w.unit} value={unit} set={(typed) => setUnit(typed.slice(0, 60))} wide={false} />
        </>
      ) : (
        <>
          <Amount label={w.low} hint={words_(low)} min={-1e9} max={1e9} value={low} set={setLow} />
          <Amount label={w.high} hint={words_(high)} min={-1e9} max={1e9} value={high} set={setHigh} />
        </>
      )}
      <button className="primary" disabled={!fits}>
        {w.adding}
      </button>
    </form>
  )
}
/** Exactly one of them holds, whatever is measured. */
function rangesOf(of: Figure, low: number, high: number): { id: string; when: Condition[] }[] {
  return [
    { id: 'low', when: [{ of, atMost: below(low) }] },
    {
      id: 'middle',
      when: [
        { of, atLeast: low },
        { of, atMost: below(high) },
      ],
    },
    { id: 'high', when: [{ of, atLeast: high }] },
  ]
}
/** Just under it: no run measures what lies between. */
function below(bound: number): number {
  return Number((bound - Math.max(1e-9, Math.abs(bound) * 1e-12)).toPrecision(15))
}
/** A scale's end for a value: a share's is 1, else the next round number beyond twice of it. */
function niceAbove({ figure }: Figure, now: number): number {
  if (figure.endsWith('Share') || figure === 'utilisationMax' || figure === 'keysMoved') return 1
  const wanted = Math.max(1, Math.abs(now) * 2)
  const power = 10 ** Math.floor(Math.log10(wanted))
  return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= wanted) ?? 10 * power
}

function AddCurve({ lesson: { spec, scenario } }: { lesson: Lesson }) {
  const w = words().author
  const { openS, horizonS } = spec.start
  const charts = ['consistency', 'availability', 'latency'] as const
  const [chart, setChart] = useState<(typeof charts)[number]>('availability')
  const [journey, setJourney] = useState('')
  const [fromS, setFrom] = useState(openS)
  const [toS, setTo] = useState(horizonS)
  return (
    <form
      className="author-row"
      onSubmit={(event) => {
        event.preventDefault()
        const of = journey === '' ? {} : { journey }
        add(chart, (id) => ({ id, kind: 'curve', chart, ...of, fromS, toS }), {}, false)
      }}
    >
      <Choose
        label={w.guess.chart}
        value={chart}
        options={charts.map((one) => [one, w.start.chart[one]] as const)}
        set={setChart}
      />
      <Choose
        label={w.guess.journey}
        value={journey}
        options={[['', w.guess.all], ...journeySpecs(scenario).map(({ id }) => [id, w.figures.journey(id)] as const)]}
        set={setJourney}
      />
      <Amount label={w.figures.from} min={0} max={toS - 0.001} value={fromS} set={setFrom} />
      <Amount label={w.figures.to} min={fromS + 0.001} max={horizonS} value={toS} set={setTo} />
      <button disabled={!(toS > fromS)}>{w.guess.adding}</button>
    </form>
  )
}
