/** The first seconds: the cluster moves at once, with a past already behind it. */
import { clock, reading, running } from './support/lab'
import { expect, test } from './support/test'

test.use({ keepsOffline: true })

test('it opens half a minute into the run, and no chart is empty', async ({ page }) => {
  await page.goto('./#/lab')
  await running(page)
  await expect(page.getByRole('img', { name: /^Succeeded: now .* between/ })).toBeVisible()
  expect(await clock(page)).toBeGreaterThanOrEqual(30)
  await expect.poll(() => reading(page, 'Succeeded')).toMatch(/%$/)
  await expect.poll(() => reading(page, 'p99 latency')).toMatch(/ms$/)
  await expect(page.getByText(/All 4 shards healthy/).first()).toBeVisible()
  await expect(page.getByRole('region', { name: 'Things to try' })).toBeVisible()
})
