/** The simulation's worker dies: the page says so, starts another and restores the run from its value. */
import { act, clock, fingerprint, openPaused, seek } from './support/lab'
import { expect, test } from './support/test'

test('after a crash of the worker the run is back, and the page says what happened', async ({ page }) => {
  await openPaused(page)
  await act(page, 'shard-2b', 'Kill')
  await seek(page, 34)
  const before = await fingerprint(page)
  const lab = page.workers().find((worker) => worker.url().includes('worker'))!
  // A failure as none of the lab's own code would give: thrown outside of every request.
  await lab.evaluate(() => {
    setTimeout(() => {
      throw new Error('planted')
    })
  })
  await expect(page.getByRole('alert')).toContainText('The simulation crashed')
  await expect(page.getByRole('alert')).toContainText('your run restored')
  await expect(page.getByRole('button', { name: 'Undo: Kill shard-2b' })).toBeVisible()
  await expect.poll(() => clock(page)).toBe(34)
  expect(await fingerprint(page)).toBe(before)
  await seek(page, 36)
})
