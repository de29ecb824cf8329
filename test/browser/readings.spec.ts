/** Paused, what is written beside the charts and spoken for them is what is under the playhead, not what passed last. */
import { act, openPaused, pause, reading, running, seek } from './support/lab'
import { expect, test } from './support/test'

test('paused before the run is open, the charts’ readings are there all the same', async ({ page }) => {
  await page.goto('./#/lab')
  await pause(page)
  await running(page)
  await expect.poll(() => reading(page, 'Succeeded')).toMatch(/%$/)
  await expect(page.getByRole('img', { name: /^Succeeded: now \d/ })).toBeVisible()
})

test('after a seek the readings are of the new moment', async ({ page }) => {
  await openPaused(page)
  await act(page, 'shard-2', 'Kill shard')
  await seek(page, 40)
  await expect(page.getByRole('img', { name: /^Succeeded: now [\d.]+ %; between [1-9][\d.]* % and/ })).toBeVisible()
  await seek(page, 20)
  await expect.poll(() => reading(page, 'Succeeded')).toMatch(/^100 %/)
  await expect(page.getByRole('img', { name: /^Succeeded: now 100 %/ })).toBeVisible()
})
