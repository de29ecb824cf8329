/** Decisions taken over in a running system: each one's own code goes on as before, and another one shows in the figures. */
import type { Command, StampedCommand } from '../../src/cluster/command'
import { wholeRun } from '../../src/lab/wholeRun'
import { presetOf } from '../../src/scenarios/presets'
import { retrying } from '../decisions/rush'
import { find, fingerprint, openLab, openPaused, seek } from './support/lab'
import {
  applyDecision,
  changeOf,
  editor,
  openDecision,
  pausedRun,
  SEED,
  startFrom,
  studio,
  writeCode,
} from './support/studio'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const at = (atUs: number, command: Command): StampedCommand => ({
  atUs,
  afterEvents: Number.MAX_SAFE_INTEGER,
  command,
})
async function expectUp(page: Page, ...figure: [journey: string, measure: 'stale reads' | 'slow']): Promise<void> {
  const [without, happened] = await changeOf(page, ...figure)
  expect(happened).toBeGreaterThan(without)
}
async function expectDown(page: Page, ...figure: [journey: string, measure: 'not ok' | 'slow']): Promise<void> {
  const [without, happened] = await changeOf(page, ...figure)
  expect(happened).toBeLessThan(without)
}

test('every decision of the storefront goes on as before by its own code, changed by a remark', async ({ page }) => {
  test.setTimeout(180_000)
  // Retries and trials are decided on only where something fails.
  const trouble = [
    at(1e6, { kind: 'kill', target: { node: 'shard-1a' } }),
    at(1e6, { kind: 'stall', target: { group: 'recommendations' } }),
  ]
  await openLab(page, pausedRun('storefront', 3e6, trouble))
  await find(page, 'Edit a decision…', 'edit decision')
  await expect(studio(page).getByRole('button', { name: 'Which instance gets a request' })).toBeVisible()
  const names = await studio(page).locator('li').getByRole('button').allTextContents()
  expect(names.length).toBeGreaterThanOrEqual(8)
  let atS = 3
  for (const name of names) {
    await openDecision(page, name)
    await writeCode(page, `// Mine now.\n${await editor(page).inputValue()}`)
    await applyDecision(page)
    // As long as a breaker stays open, so that some call is tried meanwhile and ends.
    await seek(page, (atS += 6))
    await expect(studio(page).getByText(/^Your code, .*: [1-9][\d,]* decisions?, no failure/), name).toBeVisible()
  }
  const { fingerprint: plain } = wholeRun(presetOf('storefront')!, SEED, atS * 1e6, trouble)
  expect(await fingerprint(page)).toBe(plain)
})

test('a breaker that never opens lets a hung dependency take its callers down', async ({ page }) => {
  await openPaused(page, './#/lab?preset=slow-dependency-breaker')
  await openDecision(page, 'When a breaker opens and closes')
  await startFrom(page, 'Never opens')
  await applyDecision(page)
  await seek(page, 70)
  await expectDown(page, 'dashboard', 'not ok')
})

test('without jitter those who failed together come back together, and fewer succeed', async ({ page }) => {
  await openLab(page, pausedRun(retrying({ attempts: 4, backoffUs: 100_000 }), 900_000))
  await openDecision(page, 'Whether to try again, and when')
  await startFrom(page, 'Without jitter')
  await applyDecision(page)
  await seek(page, 5)
  await expectDown(page, 'browse', 'not ok')
})

test('reads from the nearest replica are staler in a partition', async ({ page }) => {
  const replicas = (...zones: string[]) => zones.flatMap((z) => [1, 2, 3, 4].map((s) => ({ node: `shard-${s}${z}` })))
  const elsewhere = [...replicas('b', 'c'), { node: 'api-2' }, { node: 'api-3' }]
  const partition = at(1e6, { kind: 'partition', groups: [replicas('a'), elsewhere] })
  await openLab(page, pausedRun('storefront', 1.5e6, [partition]))
  await openDecision(page, 'Which replica is asked')
  await startFrom(page, 'The nearest')
  await studio(page).getByRole('combobox', { name: 'Decides' }).selectOption('For dashboard')
  await applyDecision(page)
  await seek(page, 12)
  await expectUp(page, 'dashboard', 'stale reads')
})

test('who asks only once waits longer for a slow instance than who hedges', async ({ page }) => {
  await openPaused(page, './#/lab?preset=slow-instance-tied')
  await openDecision(page, 'When to ask a second time')
  await startFrom(page, 'Never')
  await applyDecision(page)
  await seek(page, 70)
  await expectUp(page, 'browse', 'slow')
})
