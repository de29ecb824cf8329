/** The lab's page around the graph and the charts: what a visitor may rely on whatever goes wrong. */
import type { Page } from './support/test'
import { expect, test } from './support/test'

const sentence = (page: Page) => page.locator('p.sentence')
async function openLab(page: Page, hash = '#/lab'): Promise<void> {
  await page.goto(`/${hash}`)
  await expect(sentence(page)).toContainText('requests a second')
}
async function killShard(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('kill shard: shard-2')
  await page.keyboard.press('Enter')
  await expect(sentence(page)).toContainText('You killed shard-2')
}

test('a reload brings the run back as it was', async ({ page }) => {
  await openLab(page)
  await killShard(page)
  await page.reload()
  await expect(sentence(page)).toContainText('You killed shard-2')
})

test('when the simulation crashes, the page says so and restores the run', async ({ page, watched }) => {
  await openLab(page)
  await killShard(page)
  await page.waitForTimeout(500) // the run saves itself soon after every change
  await page.workers()[0].evaluate(() => {
    setTimeout(() => {
      throw new Error('planted')
    })
  })
  await expect(page.getByRole('alert')).toContainText('your run restored')
  await expect(sentence(page)).toContainText('You killed shard-2')
  if (watched.complaints.length > 0) watched.forgive(/planted/)
})

test('undo makes it never have happened, and redo brings it back', async ({ page }) => {
  await openLab(page)
  await killShard(page)
  await page.keyboard.press('Control+z')
  await expect(sentence(page)).toContainText('All 4 shards healthy')
  await page.keyboard.press('Control+Shift+z')
  await expect(sentence(page)).toContainText('You killed shard-2')
})

test('a damaged link is refused in plain words and something still runs', async ({ page }) => {
  await openLab(page, '#/lab?run=1.zzzz')
  await expect(page.getByRole('alert')).toContainText('damaged')
})

test('a link opens in a fresh profile with its fingerprint verified', async ({ page, watched }) => {
  await openLab(page)
  await killShard(page)
  await page.getByRole('button', { name: 'Share' }).click()
  const link = await page.getByLabel('Link', { exact: true }).inputValue()
  const fresh = await watched.freshPage()
  await fresh.goto(link)
  await expect(fresh.getByText('The fingerprint is verified')).toBeVisible()
  await expect(sentence(fresh)).toContainText('You killed shard-2')
})

test('Back closes the panel and stays in the lab', async ({ page }) => {
  await openLab(page)
  await page.getByRole('button', { name: 'Share' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.waitForTimeout(100) // the panel's entry in the history settles
  await page.goBack()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  expect(page.url()).toContain('#/lab')
})

test('a place that does not exist says so, with a way back', async ({ page }) => {
  await page.goto('/#/course')
  await expect(page.getByRole('heading')).toHaveText('Nothing here yet')
  await page.getByRole('link', { name: 'Go to the lab' }).click()
  await expect(sentence(page)).toContainText('requests a second')
})
