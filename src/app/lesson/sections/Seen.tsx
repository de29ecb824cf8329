/** What happened beside what was predicted: a number as a mark on its scale, a curve over the other. Nothing is called right or wrong. */
import { useEffect } from 'react'
import type { PredictionSpec } from '../../../lessons/lesson'
import type { PredictionKept } from '../../../lessons/progress'
import { useLessonMode } from '../../lessonMode'
import { words } from '../../words'
import { toldOf } from '../happened'
import { useLesson } from '../lessonContext'
import { Prose } from '../Prose'
import { SketchPad } from '../SketchPad'
import { useHappened } from '../useHappened'
import { Onward } from './Reading'

export function Seen() {
  const { lesson, kept } = useLesson()
  useHappened()
  const curve = lesson.spec.predictions.find(({ kind }) => kind === 'curve')
  const points = curve && kept.predictions[curve.id]?.guess
  useEffect(() => {
    if (curve?.kind !== 'curve' || points?.kind !== 'curve') return
    const sketch = { chart: curve.chart, fromUs: curve.fromS * 1e6, toUs: curve.toS * 1e6, points: points.points }
    useLessonMode.setState({ sketch })
    return () => useLessonMode.setState({ sketch: null })
  }, [curve, points])
  return (
    <>
      {lesson.spec.predictions.map((prediction) => (
        <section key={prediction.id} className="seen">
          <Beside prediction={prediction} made={kept.predictions[prediction.id] ?? null} />
          <Prose blocks={lesson.text.seen[prediction.id]} />
        </section>
      ))}
      <Onward />
    </>
  )
}

function Beside({ prediction, made }: { prediction: PredictionSpec; made: PredictionKept | null }) {
  const w = words().lessons.seen
  const { lesson } = useLesson()
  const happened = made?.happened ?? null
  const guess = made?.guess ?? null
  return (
    <>
      <dl className="beside">
        <div>
          <dt>{w.predicted}</dt>
          <dd>
            {!guess ? w.nothing : guess.kind === 'curve' ? w.curve : toldOf(lesson, prediction, guess)}{' '}
            {made?.sure && <span className="quiet">{w.sure(made.sure)}</span>}
          </dd>
        </div>
        {made && (prediction.kind !== 'curve' || !happened) && (
          <div>
            <dt>{w.happened}</dt>
            <dd>
              <span role="status">{happened ? toldOf(lesson, prediction, happened) : w.working}</span>
            </dd>
          </div>
        )}
      </dl>
      {prediction.kind === 'number' && happened?.kind === 'number' && happened.value !== null && (
        <NumberLine {...prediction} guess={guess?.kind === 'number' ? guess.value : null} happened={happened.value} />
      )}
      {prediction.kind === 'curve' && happened?.kind === 'curve' && (
        <SketchPad
          {...prediction}
          points={guess?.kind === 'curve' ? guess.points : null}
          happened={happened.points}
          label={w.curve}
        />
      )}
    </>
  )
}

function NumberLine(props: { min: number; max: number; unit: string; guess: number | null; happened: number }) {
  const { min, max, unit, guess, happened } = props
  const w = words().lessons.seen
  const top = Math.max(max, happened)
  const at = (value: number): number => 8 + (Math.max(0, value - min) / (top - min || 1)) * 344
  return (
    <svg className="number-line" viewBox="0 0 360 44" aria-hidden="true">
      <line x1={8} x2={352} y1={22} y2={22} />
      <text x={8} y={40}>
        {w.figure(min, unit)}
      </text>
      <text x={352} y={40} textAnchor="end">
        {w.figure(top, unit)}
      </text>
      {guess !== null && <circle className="guess-mark" cx={at(guess)} cy={22} r={6} />}
      <path className="happened-mark" d={`M${at(happened)},10 v24`} />
    </svg>
  )
}
