/** Decisions taken over in a running system: each one's own code goes on as before, and another one shows in the figures. */
import type { Command, StampedCommand } from '../../src/cluster/command'
import { wholeRun } from '../../src/lab/wholeRun'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { presetOf } from '../../src/scenarios/presets'
import type { Scenario } from '../../src/scenarios/scenario'
import { retrying } from '../decisions/rush'
import { effect, find, fingerprint, openLab, openPaused, press, seek } from './support/lab'
import { linkTo } from './support/links'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const SEED = 7
const studio = (page: Page) => page.getByRole('complementary', { name: 'Code', exact: true })
const at = (atUs: number, command: Command): StampedCommand => ({
  atUs,
  afterEvents: Number.MAX_SAFE_INTEGER,
  command,
})
/** A paused run of so many microseconds, in which these commands came. */
function linkOf(scenario: string | Scenario, horizonUs: number, commands: StampedCommand[] = []): string {
  const run = { engine: ENGINE_VERSION, scenario, seed: SEED, policies: {}, commands, horizonUs }
  return linkTo({ run, view: { playing: false } })
}

async function open(page: Page, decision: string): Promise<void> {
  await find(page, 'Edit a decision…', 'edit decision')
  await press(page, decision, studio(page))
  await studio(page).getByRole('checkbox', { name: 'Plain editor' }).setChecked(true)
  await expect(studio(page).getByRole('textbox', { name: 'Code, policy.ts' })).toHaveValue(/export/)
}
async function startFrom(page: Page, title: string): Promise<void> {
  await press(page, 'Start from ▾', studio(page))
  await press(page, new RegExp(`^${title}`), studio(page))
}
async function apply(page: Page): Promise<void> {
  await press(page, 'Apply', studio(page))
  await expect(studio(page).getByText(/^Your code, /)).toBeVisible()
}
/** The figure on the card of the newest act, without it and with it, in the unit that both have. */
async function change(page: Page, journey: string, measure: 'stale reads' | 'not ok' | 'slow'): Promise<number[]> {
  const name = new RegExp(` → .*: ${journey}, ${measure}$`)
  const label = (await effect(page).getByRole('button', { name }).getAttribute('aria-label')) ?? ''
  const said = /^([\d.,]+) ?(\S*) → ([\d.,]+) (\S+)\. /.exec(label) ?? []
  const inMs = (figure: string, unit: string): number => Number(figure.replace(',', '')) * (unit === 's' ? 1000 : 1)
  return [inMs(said[1], said[2] || said[4]), inMs(said[3], said[4])]
}
async function expectUp(page: Page, ...figure: [journey: string, measure: 'stale reads' | 'slow']): Promise<void> {
  const [without, happened] = await change(page, ...figure)
  expect(happened).toBeGreaterThan(without)
}
async function expectDown(page: Page, ...figure: [journey: string, measure: 'not ok' | 'slow']): Promise<void> {
  const [without, happened] = await change(page, ...figure)
  expect(happened).toBeLessThan(without)
}

test('every decision of the storefront goes on as before by its own code, changed by a remark', async ({ page }) => {
  test.setTimeout(180_000)
  // Retries and trials are decided on only where something fails.
  const trouble = [
    at(1e6, { kind: 'kill', target: { node: 'shard-1a' } }),
    at(1e6, { kind: 'stall', target: { group: 'recommendations' } }),
  ]
  await openLab(page, linkOf('storefront', 3e6, trouble))
  await find(page, 'Edit a decision…', 'edit decision')
  await expect(studio(page).getByRole('button', { name: 'Which instance gets a request' })).toBeVisible()
  const names = await studio(page).locator('li').getByRole('button').allTextContents()
  expect(names.length).toBeGreaterThanOrEqual(8)
  let atS = 3
  for (const name of names) {
    await open(page, name)
    const editor = studio(page).getByRole('textbox', { name: 'Code, policy.ts' })
    await editor.fill(`// Mine now.\n${await editor.inputValue()}`)
    await apply(page)
    // As long as a breaker stays open, so that some call is tried meanwhile and ends.
    await seek(page, (atS += 6))
    await expect(studio(page).getByText(/^Your code, .*: [1-9][\d,]* decisions?, no failure/), name).toBeVisible()
  }
  const { fingerprint: plain } = wholeRun(presetOf('storefront')!, SEED, atS * 1e6, trouble)
  expect(await fingerprint(page)).toBe(plain)
})

test('a breaker that never opens lets a hung dependency take its callers down', async ({ page }) => {
  await openPaused(page, './#/lab?preset=slow-dependency-breaker')
  await open(page, 'When a breaker opens and closes')
  await startFrom(page, 'Never opens')
  await apply(page)
  await seek(page, 70)
  await expectDown(page, 'dashboard', 'not ok')
})

test('without jitter those who failed together come back together, and fewer succeed', async ({ page }) => {
  await openLab(page, linkOf(retrying({ attempts: 4, backoffUs: 100_000 }), 900_000))
  await open(page, 'Whether to try again, and when')
  await startFrom(page, 'Without jitter')
  await apply(page)
  await seek(page, 5)
  await expectDown(page, 'browse', 'not ok')
})

test('reads from the nearest replica are staler in a partition', async ({ page }) => {
  const replicas = (...zones: string[]) => zones.flatMap((z) => [1, 2, 3, 4].map((s) => ({ node: `shard-${s}${z}` })))
  const elsewhere = [...replicas('b', 'c'), { node: 'api-2' }, { node: 'api-3' }]
  const partition = at(1e6, { kind: 'partition', groups: [replicas('a'), elsewhere] })
  await openLab(page, linkOf('storefront', 1.5e6, [partition]))
  await open(page, 'Which replica is asked')
  await startFrom(page, 'The nearest')
  await studio(page).getByRole('combobox', { name: 'Decides' }).selectOption('For dashboard')
  await apply(page)
  await seek(page, 12)
  await expectUp(page, 'dashboard', 'stale reads')
})

test('who asks only once waits longer for a slow instance than who hedges', async ({ page }) => {
  await openPaused(page, './#/lab?preset=slow-instance-tied')
  await open(page, 'When to ask a second time')
  await startFrom(page, 'Never')
  await apply(page)
  await seek(page, 70)
  await expectUp(page, 'browse', 'slow')
})
