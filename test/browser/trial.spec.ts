/** The run with a change and without it, over many seeds: shown as it is played, cancelled, opened, and the same as the command's. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { findings } from './support/axe'
import { DIST } from './support/hosts'
import { act, effect, find, fingerprint, openPaused, press, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const trial = (page: Page) => page.getByRole('dialog', { name: 'With and without' })
const chosen = (page: Page, name: string) => trial(page).getByRole('combobox', { name, exact: true })
const table = (page: Page) => trial(page).getByRole('region', { name: 'Figures with and without the change' })

/** The storefront, six seconds after a replica was killed. */
async function hurt(page: Page): Promise<void> {
  await openPaused(page, './#/lab?preset=storefront&seed=7')
  await act(page, 'shard-2b', 'Kill')
  await seek(page, 40)
}
async function saved(page: Page, button: string): Promise<string> {
  const download = page.waitForEvent('download')
  await press(page, button)
  return (await download).path()
}
interface Found {
  bySeed: { seed: number; with: { fingerprint: string }; without: { fingerprint: string } }[]
}

test('from the card of an act: progress by seed, and cancelling ends the workers', async ({ page }) => {
  await hurt(page)
  const workers = page.workers().length
  await press(page, 'Over 50 seeds', effect(page))
  await expect(trial(page).getByText(/^[1-9]\d* of 50 seeds$/)).toBeVisible({ timeout: 30_000 })
  await expect(trial(page).getByRole('progressbar', { name: 'Seeds played' })).toBeVisible()
  await expect(
    table(page)
      .getByRole('row', { name: /^p99 latency/ })
      .first(),
  ).toContainText('ms')
  expect(page.workers().length).toBeGreaterThan(workers)
  await press(page, 'Cancel', trial(page))
  await expect(trial(page).getByText(/^Cancelled after [1-9]\d* of 50 seeds/)).toBeVisible()
  await expect(trial(page).getByRole('progressbar')).toBeHidden()
  await expect.poll(() => page.workers().length).toBe(workers)
  await expect(trial(page).getByRole('button', { name: 'Compare again' }), 'the focus stays').toBeFocused()
})

test('ten seeds give what the command gives, byte for byte; a seed opens with both branches', async ({ page }) => {
  test.slow()
  await hurt(page)
  await press(page, 'Share')
  const run = await saved(page, 'Save file')
  await page.keyboard.press('Escape')
  await find(page, 'Compare: same seeds, without my change')
  await chosen(page, 'Seeds').selectOption('10')
  await press(page, 'Compare', trial(page))
  await expect(trial(page).getByRole('status')).toContainText(/^Over 10 seeds, .*p95 latency/, { timeout: 60_000 })
  const text = readFileSync(await saved(page, 'Save figures (JSON)'), 'utf8')
  const asked = [`${DIST}/cli/faultline.js`, 'compare', run, '--seeds', '10', '--json']
  expect(text).toBe(execFileSync(process.execPath, asked, { encoding: 'utf8' }))

  const { bySeed } = JSON.parse(text) as Found
  const strip = table(page).getByRole('img', { name: /^dashboard p95 latency, 10 seeds: .* 10 rose/ })
  const dot = (await strip.locator('circle').first().boundingBox())!
  await page.mouse.click(dot.x + dot.width / 2, dot.y + dot.height / 2)
  const notice = page.getByText(/^Seed \d+ with the change; dashed, without it/)
  await expect(notice).toBeVisible({ timeout: 30_000 })
  const seed = Number(/\d+/.exec((await notice.textContent()) ?? '')?.[0])
  const opened = bySeed.find((one) => one.seed === seed)
  expect(await fingerprint(page)).toBe(opened?.with.fingerprint)
  await find(page, 'Show without it')
  await expect.poll(() => fingerprint(page)).toBe(opened?.without.fingerprint)
})

test('by keyboard, and for everybody: one seed, chosen and opened', async ({ page }) => {
  await hurt(page)
  await find(page, 'Compare: same seeds, without my change')
  await expect(trial(page).getByRole('button', { name: 'Compare' })).toBeFocused()
  await chosen(page, 'Seeds').focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Tab')
  await expect(chosen(page, 'Until')).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(trial(page).getByRole('status')).toContainText('Over one seed', { timeout: 30_000 })
  expect(await findings(page, 'dialog')).toEqual([])
  await chosen(page, 'Seed').focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(trial(page)).toBeHidden()
  await expect(page.getByText('Seed 7 with the change; dashed, without it')).toBeVisible({ timeout: 30_000 })
})

test('without an act there is nothing to leave out, and the window says so', async ({ page }) => {
  await openPaused(page)
  await find(page, 'Compare: same seeds, without my change')
  await expect(trial(page)).toContainText('There is nothing to leave out yet')
  await page.keyboard.press('Escape')
  await expect(trial(page)).toBeHidden()
})
