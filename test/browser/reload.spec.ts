/** The open run saves itself: a reload in the middle brings back branches, playhead and fingerprint. */
import { act, clock, fingerprint, openPaused, pause, press, reload, running, seek } from './support/lab'
import { expect, test } from './support/test'

test('a reload in the middle loses nothing', async ({ page }) => {
  await openPaused(page)
  await act(page, 'shard-2b', 'Kill')
  await seek(page, 36)
  await seek(page, 28)
  await press(page, 'Play on without what comes later')
  await press(page, 'Pause')
  await seek(page, 33)
  await expect(page.getByRole('button', { name: /^branch 1:/ })).toBeVisible()
  const before = await fingerprint(page)

  await reload(page)
  await running(page)
  await expect(page.getByRole('button', { name: /^branch 1:/ })).toHaveAttribute('aria-current', 'true')
  expect(await clock(page)).toBeGreaterThanOrEqual(33)
  await pause(page)
  await seek(page, 33)
  expect(await fingerprint(page)).toBe(before)
})
