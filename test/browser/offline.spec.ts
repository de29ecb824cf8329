/** After the first visit the page opens and runs without any network. */
import { act, clock, openLab, running } from './support/lab'
import { expect, test } from './support/test'

test.use({ keepsOffline: true })

test('offline after the first visit it still opens, runs and is acted on', async ({ page, context }) => {
  await openLab(page)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => null))
  await context.setOffline(true)
  const again = await context.newPage()
  await again.goto('./#/lab?preset=retry-storm')
  await running(again)
  const before = await clock(again)
  await expect.poll(() => clock(again)).toBeGreaterThan(before)
  await again.goto('./#/lab?preset=storefront')
  await expect(again.getByRole('button', { name: 'Storefront ▾' })).toBeVisible()
  await act(again, 'shard-2b', 'Kill')
  await expect(again.getByText('Killed shard-2b').first()).toBeVisible()
  for (const view of ['Network', 'Space-time']) {
    await again.getByRole('button', { name: view }).click()
    await expect(again.getByRole('group', { name: new RegExp(`^${view}`) })).toBeVisible()
  }
})
