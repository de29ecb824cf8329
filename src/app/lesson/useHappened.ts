/** Reads what happened in the experiment's run for each prediction that has not been told yet, and keeps it beside the guess. */
import { useEffect } from 'react'
import type { Happened, PredictionKept } from '../../lessons/progress'
import type { PredictionSpec } from '../../lessons/lesson'
import { actions } from '../actions'
import { ChartCopy } from '../charts/chartBlock'
import { knownNow } from '../charts/shownRun'
import { frames, useLab, useView } from '../store'
import { conditionsOf, happenedOf, withHappened } from './happened'
import { useLesson } from './lessonContext'
import { lessonReader } from './readings'
import { curveOf } from './sketch'
import { shownRun, useStage } from './stage'

export function useHappened(): void {
  const { lesson, change } = useLesson()
  const stands = useStage(({ stage }) => stage?.kind === 'experiment')
  const opened = useLab((lab) => lab.opened)
  useEffect(() => {
    if (!stands || !opened) return
    let current = true
    const keep = (prediction: PredictionSpec, happened: Happened): void => {
      if (!current) return
      change(({ predictions }) => {
        const made: PredictionKept | undefined = predictions[prediction.id]
        return made
          ? { predictions: { ...predictions, [prediction.id]: withHappened(prediction, made, happened) } }
          : {}
      })
    }
    const asked = lesson.spec.predictions.filter((one) => conditionsOf(one).length > 0)
    const read = async (): Promise<void> => {
      const run = await shownRun()
      const told = await lessonReader.read({
        run: { ...run, horizonUs: Math.max(run.horizonUs, lesson.spec.start.horizonS * 1e6) },
        conditions: asked.flatMap(conditionsOf),
      })
      if ('problem' in told) return
      let from = 0
      for (const one of asked) {
        const happened = happenedOf(one, told.readings.slice(from, (from += conditionsOf(one).length)))
        if (happened) keep(one, happened)
      }
    }
    if (asked.length > 0) void read().catch(() => {})
    const stops = lesson.spec.predictions.map((one) => (one.kind === 'curve' ? watchCurve(one, keep) : () => {}))
    return () => {
      current = false
      for (const stop of stops) stop()
    }
  }, [lesson, change, stands, opened])
}

/** The charts are brought to show the whole stretch; the first frame that does is read. */
function watchCurve(
  prediction: PredictionSpec & { kind: 'curve' },
  keep: (prediction: PredictionSpec, happened: Happened) => void,
): () => void {
  const { fromS, toS, journey } = prediction
  const nowUs = useLab.getState().status?.timeUs ?? 0
  if (nowUs < toS * 1e6) void actions().seek(toS * 1e6)
  useView.getState().set({ chartWindowUs: Math.max(10e6, (Math.max(nowUs / 1e6, toS) - fromS + 1) * 1e6) })
  const block = new ChartCopy()
  let found = false
  return frames.subscribe(({ chart, timeUs }) => {
    if (!chart || found) return
    block.take(chart)
    const journeys = useLab.getState().opened?.topology.journeys ?? []
    const group = journey === undefined ? 0 : 1 + journeys.indexOf(journey)
    const points = curveOf(block, { chart: prediction.chart, group, fromS, toS }, knownNow(timeUs))
    if (!points) return
    found = true
    keep(prediction, { kind: 'curve', points })
  })
}
