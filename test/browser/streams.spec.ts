/** Queues and streams on the page: a consumer dies and its partitions move; dead letters are redriven; all of it by keyboard as well. */
import { findings } from './support/axe'
import { act, find, onMap, openPaused, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const panel = (page: Page) => page.getByRole('region', { name: 'Partitions', exact: true })
const table = (page: Page) => panel(page).getByRole('region', { name: 'Partitions as read by counter' })
/** How many partitions a consumer has, as the table says. */
const partitionsOf = (page: Page, consumer: string) => table(page).getByRole('button', { name: consumer, exact: true })

test('a consumer is killed: its partitions fall behind, move to the others, and catch up', async ({ page }) => {
  await openPaused(page, './#/lab?preset=stream-rebalance')
  await find(page, 'Select clicks', 'clicks')
  await expect(partitionsOf(page, 'counter-3')).toHaveCount(3)
  await find(page, 'Kill: counter-3', 'kill counter-3')
  await find(page, 'Select clicks', 'clicks')
  await seek(page, 33)
  await expect(partitionsOf(page, 'counter-3')).toHaveCount(3)
  await seek(page, 36)
  await expect(panel(page)).toContainText('The last time 3 of 12 partitions changed hands.')
  await expect(partitionsOf(page, 'counter-3')).toHaveCount(0)
  await expect(partitionsOf(page, 'counter-1')).toHaveCount(4)
  expect(await findings(page, '.stream-panel')).toEqual([])
  await seek(page, 39)
  const lags = await table(page)
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => Number(row.children[3].textContent)))
  expect(lags).toHaveLength(12)
  expect(Math.max(...lags)).toBeLessThan(25)
})

test('a partition leads to its consumer, and a rebalance to its moment, by keyboard', async ({ page }) => {
  await openPaused(page, './#/lab?preset=stream-rebalance')
  await seek(page, 52)
  await onMap(page, 'clicks').focus()
  await page.keyboard.press('Enter')
  const moment = panel(page).getByRole('button', { name: /^Go to .*, when 3 partitions changed hands$/ })
  await moment.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTitle('Virtual time')).toContainText(/4[89]\.\d+ s/)
  await partitionsOf(page, 'counter-1').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^counter-/ })).toBeVisible()
  await expect(page.getByText('Partitions it has')).toBeVisible()
})

test('dead letters are counted on the node, and redriven', async ({ page }) => {
  await openPaused(page, './#/lab?preset=poison-job')
  await seek(page, 62)
  const jobs = onMap(page, 'jobs')
  const dead = async () => Number(/(\d+) dead letter/.exec((await jobs.getAttribute('aria-label')) ?? '')?.[1] ?? 0)
  await expect.poll(dead).toBeGreaterThan(50)
  const before = await dead()
  await act(page, 'jobs', 'Redrive dead letters')
  await expect(page.getByText('Redrove the dead letters of jobs').first()).toBeVisible()
  await seek(page, 75)
  await expect.poll(dead).toBeLessThan(before / 2)
  await find(page, 'View: Table')
  await expect(page.getByRole('row', { name: /jobs queue/ })).toContainText(/\d+ dead/)
})
