/** Seeking in a run of a million events, and what a run of ten million holds in memory; asked of the worker itself. */
import { test } from '@playwright/test'
import type { LabRequest } from '../../../src/lab/protocol'
import { ENGINE_VERSION } from '../../../src/scenarios/engineVersion'
import { openLab, pause } from '../support/lab'
import { ask } from '../support/labWorker'
import { median, round, tell } from './goals'

const SEEKS = 61

test('seek and memory', async ({ page }) => {
  await openLab(page)
  await pause(page)
  const run = { engine: ENGINE_VERSION, scenario: 'storefront', seed: 7, policies: {}, commands: [], horizonUs: 0 }
  const seek = (atUs: number): LabRequest => ({ do: 'seek', atUs: Math.round(atUs) })
  const [, first] = await ask(page, [{ do: 'open', run }, seek(60e6)])
  const usPerEvent = 60e6 / first.status!.events
  const millionUs = usPerEvent * 1e6
  const [whole] = await ask(page, [seek(millionUs)])
  // Spread over the run, in no order in time: the golden ratio's multiples.
  const places = Array.from({ length: SEEKS }, (_, i) => ((i * 0.618034) % 1) * millionUs)
  const seeks = await ask(page, places.map(seek))
  const took = seeks.map(({ ms }) => ms)
  tell('seekMedianMs', median(took), {
    events: whole.status!.events,
    p95Ms: round([...took].sort((a, b) => a - b)[Math.floor(SEEKS * 0.95)]),
    slowestMs: round(Math.max(...took)),
  })
  const [long] = await ask(page, [seek(10 * millionUs)])
  const { memoryBytes, memoryBoundBytes, events } = long.status!
  tell('memoryOfTenMillionEvents', memoryBytes / memoryBoundBytes, {
    events,
    megabytes: Math.round(memoryBytes / 1e6),
    secondsToCompute: round(long.ms / 1000),
  })
})
