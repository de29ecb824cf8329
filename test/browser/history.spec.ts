/** A history on the page: samples, a file of the visitor's own, nonsense, and what is not known. */
import type { Page } from '@playwright/test'
import { findings } from './support/axe'
import { expect, test } from './support/test'

const opened = (page: Page) => page.getByRole('region', { name: 'Opened' })

/** Two writes one after the other, and then a read of the first. */
const STALE = [
  '{:type :invoke, :process 1, :f :write, :value 1}',
  '{:type :ok, :process 1, :f :write, :value 1}',
  '{:type :invoke, :process 2, :f :write, :value 2}',
  '{:type :ok, :process 2, :f :write, :value 2}',
  '{:type :invoke, :process 3, :f :read, :value nil}',
  '{:type :ok, :process 3, :f :read, :value 1}',
].join('\n')

async function drop(page: Page, name: string, text: string): Promise<void> {
  const data = await page.evaluateHandle(
    ([called, content]) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([content], called, { type: 'text/plain' }))
      return transfer
    },
    [name, text] as const,
  )
  await page.getByRole('main').dispatchEvent('drop', { dataTransfer: data })
}

test('home leads here; samples are made and judged on the spot', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('link', { name: 'Judge a history' }).click()
  await page.getByRole('button', { name: 'Checkouts on Raft' }).click()
  await expect(opened(page)).toContainText('Valid', { timeout: 30_000 })
  await page.getByRole('button', { name: 'Checkouts on sloppy quorums' }).click()
  await expect(opened(page)).toContainText('Invalid', { timeout: 30_000 })
  await expect(opened(page).getByRole('img', { name: /^Operations as bars/ })).toBeVisible()
})

test('a dropped file is judged here, drawn and explained; another model may be asked', async ({ page }) => {
  await page.goto('./#/history')
  await expect(page.getByText('The file never leaves this computer')).toBeVisible()
  await drop(page, 'mine.edn', STALE)
  await expect(opened(page)).toContainText('Invalid')
  await expect(opened(page)).toContainText("can't read 1: the register holds 2")
  await expect(opened(page).getByRole('button', { name: 'linearizable: broken' })).toBeVisible()
  await opened(page).getByLabel('What it is about').selectOption('monotonic-reads')
  await expect(opened(page)).toContainText('judged as monotonic-reads')
})

test('nonsense gets a clear error, and the page goes on', async ({ page }) => {
  await page.goto('./#/history')
  await drop(page, 'shopping.txt', 'milk\neggs\n')
  await expect(page.getByRole('alert')).toContainText(/line 1/i)
  await page
    .getByLabel('Choose a file')
    .setInputFiles({ name: 'good.edn', mimeType: 'text/plain', buffer: Buffer.from(STALE) })
  await expect(opened(page)).toContainText('Invalid')
  await expect(page.getByRole('alert')).toBeHidden()
})

test('by keyboard, and axe finds nothing in both themes', async ({ page }) => {
  await page.goto('./#/history')
  await page.getByRole('button', { name: 'Dashboards that ask one replica' }).focus()
  await page.keyboard.press('Enter')
  await expect(opened(page)).toContainText('Invalid', { timeout: 30_000 })
  expect(await findings(page)).toEqual([])
})
