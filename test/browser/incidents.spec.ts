/** An alert fires, and the incident's time to detection is measured: by mouse and by keyboard. */
import type { Locator, Page } from '@playwright/test'
import { findings } from './support/axe'
import { find, openPaused, seek } from './support/lab'
import { expect, test } from './support/test'

const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Signals and objectives' })
const incidents = (page: Page): Locator => panel(page).getByRole('list', { name: 'Incidents' }).getByRole('listitem')

/** Both servers of the web tier die at 30 s. */
async function outage(page: Page): Promise<void> {
  await openPaused(page, './#/lab?preset=web-tier&seed=7')
  await find(page, 'Kill all: server')
  await seek(page, 36)
}

test('a fault makes an alert fire: the sentence says so, and the incident its times', async ({ page }) => {
  await outage(page)
  await page.getByRole('button', { name: /^an alert fires: browse fails/i }).click()
  await expect(incidents(page)).toHaveCount(1)
  await expect(incidents(page).getByRole('heading')).toHaveText('Killed server')
  await expect(panel(page)).toContainText(/Noticed after \(MTTD\)\d+\.\d s/)
  const noticed = incidents(page).getByRole('button', { name: /^Noticed: go to 3[0-6]\.\d s$/ })
  await noticed.click()
  await expect(page.getByTitle('Virtual time')).toContainText(/3[0-6]\.\d/)
  await expect(panel(page).getByRole('meter', { name: 'Error budget of browse, answered in time' })).toBeVisible()
  expect(await findings(page)).toEqual([])
})

test('before the alert there is no incident, and undone there never was one', async ({ page }) => {
  await outage(page)
  await page.getByRole('button', { name: '1 incident' }).click()
  await expect(incidents(page)).toHaveCount(1)
  await seek(page, 30)
  await page.getByRole('button', { name: 'Objectives', exact: true }).press('Enter')
  await expect(panel(page)).toContainText('no alert has fired')
  await seek(page, 36)
  await expect(page.getByRole('button', { name: '1 incident' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await seek(page, 36)
  await expect(page.getByRole('button', { name: '1 incident' })).toBeHidden()
})

const goldenTable = (page: Page): Locator => panel(page).getByRole('region', { name: /^Golden signals: the newest/ })

test('the golden signals of each journey and service, and the way to what is behind them', async ({ page }) => {
  await outage(page)
  await find(page, 'Golden signals')
  await expect(goldenTable(page).getByRole('row').filter({ hasText: 'browse' })).toContainText('100 %')
  await panel(page)
    .getByRole('button', { name: /server × 2/ })
    .click()
  await expect(panel(page).getByRole('slider', { name: 'Moment in server-1’s signals' })).toBeVisible()
  await panel(page).getByRole('button', { name: 'As table' }).click()
  await expect(goldenTable(page).getByRole('row').filter({ hasText: 'server-1' })).toBeVisible()
  expect(await findings(page)).toEqual([])
  await panel(page).getByRole('button', { name: 'As table' }).click()
  expect(await findings(page)).toEqual([])
  const moment = panel(page).getByRole('slider', { name: 'Moment in browse’s signals' })
  await moment.press('End')
  await expect(moment).toHaveAttribute('aria-valuetext', /Errors 100 %/)
  await moment.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Operations' })).toBeVisible()
})

test('the golden signals of each tenant: one surges, and whom that hurts', async ({ page }) => {
  await openPaused(page, './#/lab?preset=hot-tenant-limited&seed=7')
  await seek(page, 45)
  await find(page, 'Golden signals')
  const of = (name: string): Locator => goldenTable(page).getByRole('row').filter({ hasText: name })
  await expect(of('north’s users').getByRole('cell').nth(1)).toHaveText(/[56]\d(\.\d)? %/)
  for (const tenant of ['east', 'south', 'west'])
    await expect(of(`${tenant}’s users`).getByRole('cell').nth(1)).toHaveText('0 %')
  await panel(page).getByRole('combobox', { name: 'Whose operations' }).selectOption('east’s users')
  await expect(goldenTable(page).getByRole('row').nth(1).getByRole('cell').nth(1)).toHaveText('0 %')
  expect(await findings(page)).toEqual([])
})
