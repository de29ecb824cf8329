/**
 * Frames of a large cluster (50 nodes, 200 links, 500 messages in flight) as it plays, of the storefront under each mode of its store,
 * and of the storefront with all its decisions made by code: main-thread work, late frames, and whether the run keeps up.
 */
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { bigScenario } from '../../app/graph/bigScenario'
import { decisionsOf, placesOf } from '../../../src/app/studio/running'
import { policyId } from '../../../src/policies'
import { ENGINE_VERSION } from '../../../src/scenarios/engineVersion'
import { presetOf } from '../../../src/scenarios/presets'
import { applying, codeOf } from '../../policies/applied'
import { clock, find, openLab, press } from '../support/lab'
import { ask } from '../support/labWorker'
import { linkTo } from '../support/links'
import { median, round, tell } from './goals'

const OVER_MS = 8000
/** By what the menu of stores calls them. */
const MODES = [
  'CRDTs',
  'Several leaders',
  'Leaderless quorum',
  'Dynamo',
  'Primary and followers',
  'Raft',
  'Plain two-phase commit',
  'Spanner',
]
/** A frame that took half as long again as the screen's own pace missed its turn. */
const LATE = 1.5

test('frames of a large cluster at real time and in slow motion', async ({ page }) => {
  const run = {
    engine: ENGINE_VERSION,
    scenario: { ...bigScenario(), ...busier() },
    seed: 1,
    policies: {},
    commands: [],
    horizonUs: 10_000_000,
  }
  await openLab(page)
  const asked = await ask(page, [
    { do: 'open', run },
    { do: 'tick', virtualUs: 0, budgetMs: 1, chart: null, recycle: [] },
  ])
  const inFlight = asked[1].inFlight!
  for (const speed of [1, 0.1, 0.005]) {
    await openLab(page, linkTo({ run, view: { playing: true, speed, map: 'service' } }))
    const frames = await framesOf(page)
    tell('mainThreadMsPerFrame', frames.workMs, {
      speed,
      inFlight,
      framesPerSecond: round(frames.perSecond),
      scriptMs: round(frames.scriptMs),
      styleAndLayoutMs: round(frames.styleAndLayoutMs),
    })
    tell('lateFramesShare', frames.lateShare, { speed, frames: frames.count })
  }
})

test('frames of the storefront at real time, its store switched to each mode', async ({ page }) => {
  await openLab(page)
  for (const mode of MODES) {
    const switched = page.getByRole('button', { name: `Store: ${mode} ▾` })
    if (!(await switched.isVisible())) await find(page, `Run the store as: ${mode}`)
    await expect(switched).toBeVisible()
    const frames = await framesOf(page)
    tell('mainThreadMsPerFrame', frames.workMs, {
      mode,
      frames: frames.count,
      frameMedianMs: round(frames.medianMs),
      frameP99Ms: round(frames.p99Ms),
    })
  }
})

test('frames of the storefront at real time, every decision built in, and every one as code', async ({ page }) => {
  const scenario = presetOf('storefront')!
  const codes = decisionsOf(scenario).map((contract) => {
    const builtIn = placesOf(scenario, contract)[0].builtIn as string
    return codeOf(contract, readFileSync(`src/decisions/${contract}/${builtIn}.ts`, 'utf8'))
  })
  for (const decided of [[], codes]) {
    const run = {
      engine: ENGINE_VERSION,
      scenario: 'storefront',
      seed: 7,
      policies: Object.fromEntries(decided.map((code) => [policyId(code), code])),
      commands: decided.map((code) => applying(code)),
      horizonUs: 10_000_000,
    }
    await page.goto('about:blank')
    await openLab(page, linkTo({ run, view: { playing: true, speed: 1 } }))
    if (decided.length > 0) await press(page, 'Run', page.getByRole('alertdialog', { name: 'This run carries code' }))
    await expect(page.getByText(/^Opened\. It states no fingerprint/)).toBeVisible()
    const [fromS, fromMs] = [await clock(page), performance.now()]
    const frames = await framesOf(page)
    const pace = ((await clock(page)) - fromS) / ((performance.now() - fromMs) / 1000)
    tell('mainThreadMsPerFrame', frames.workMs, {
      decisionsAsCode: decided.length,
      frames: frames.count,
      frameMedianMs: round(frames.medianMs),
      frameP99Ms: round(frames.p99Ms),
      virtualSecondsPerSecond: round(pace),
    })
  }
})

/** Four times the customers over slow links: some five hundred messages are under way at any moment. */
function busier(): Partial<ReturnType<typeof bigScenario>> {
  const groups = bigScenario().groups.map((group) =>
    group.role === 'clients'
      ? {
          ...group,
          journeys: group.journeys.map((journey) => ({ ...journey, ratePerSecond: journey.ratePerSecond * 4 })),
        }
      : group,
  )
  return { groups, latency: { kind: 'logNormal', medianUs: 52_000, sigma: 0.3 } }
}

async function framesOf(page: Page) {
  const session = await page.context().newCDPSession(page)
  // The thread's own time: what it waits for a busy machine is not its work.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const metrics = async () => {
    const { metrics: list } = await session.send('Performance.getMetrics')
    return (name: string) => list.find((metric) => metric.name === name)!.value * 1000
  }
  const before = await metrics()
  const gapsMs = await page.evaluate(async (overMs) => {
    const gaps: number[] = []
    const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
    const fromMs = await nextFrame()
    for (let lastMs = fromMs; lastMs - fromMs < overMs;) {
      const nowMs = await nextFrame()
      gaps.push(nowMs - lastMs)
      lastMs = nowMs
    }
    return gaps
  }, OVER_MS)
  const after = await metrics()
  const perFrame = (name: string): number => (after(name) - before(name)) / gapsMs.length
  const usualMs = median(gapsMs)
  const sorted = [...gapsMs].sort((a, b) => a - b)
  return {
    count: gapsMs.length,
    perSecond: 1000 / usualMs,
    medianMs: usualMs,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)],
    workMs: perFrame('TaskDuration'),
    scriptMs: perFrame('ScriptDuration'),
    styleAndLayoutMs: perFrame('RecalcStyleDuration') + perFrame('LayoutDuration'),
    lateShare: gapsMs.filter((gapMs) => gapMs > LATE * usualMs).length / gapsMs.length,
  }
}
