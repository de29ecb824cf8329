/** An alert fires, and the incident's time to detection is measured: by mouse and by keyboard. */
import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
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
  await page.getByRole('button', { name: /^an alert fires: browse fails/ }).click()
  await expect(incidents(page)).toHaveCount(1)
  await expect(incidents(page).getByRole('heading')).toHaveText('Killed server')
  await expect(panel(page)).toContainText(/Noticed after \(MTTD\)\d+\.\d s/)
  const noticed = incidents(page).getByRole('button', { name: /^Noticed: go to 3[0-6]\.\d s$/ })
  await noticed.click()
  await expect(page.getByTitle('Virtual time')).toContainText(/3[0-6]\.\d/)
  await expect(panel(page).getByRole('meter', { name: 'Error budget of browse, answered in time' })).toBeVisible()
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
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

test('the golden signals of each journey and service, and the way to what is behind them', async ({ page }) => {
  await outage(page)
  await find(page, 'Golden signals')
  const table = panel(page).getByRole('region', { name: /^Golden signals/ })
  await expect(table).toContainText('100 %')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await table.getByRole('button', { name: 'Show what is behind browse' }).press('Enter')
  await expect(page.getByRole('complementary', { name: 'Operations' })).toBeVisible()
})

test('the golden signals of each tenant: one surges, and whom that hurts', async ({ page }) => {
  await openPaused(page, './#/lab?preset=hot-tenant-limited&seed=7')
  await seek(page, 45)
  await find(page, 'Golden signals')
  const of = (tenant: string): Locator =>
    panel(page)
      .getByRole('rowgroup')
      .filter({ hasText: `${tenant}’s users` })
  await expect(of('north').getByRole('cell').nth(1)).toHaveText(/[56]\d(\.\d)? %/)
  for (const tenant of ['east', 'south', 'west']) await expect(of(tenant).getByRole('cell').nth(1)).toHaveText('0 %')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
})
