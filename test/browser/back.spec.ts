/** The browser's Back closes what is open and never loses a run. */
import { act, clock, onMap, openPaused, press, seek } from './support/lab'
import { expect, test } from './support/test'

test('Back closes the panel, then the selection, and the run stays', async ({ page }) => {
  await openPaused(page)
  await seek(page, 33)
  await act(page, 'shard-2b', 'Kill')
  await press(page, 'Share')
  await expect(page.getByRole('dialog', { name: 'Share this run' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('complementary', { name: 'Selected' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('complementary', { name: 'Selected' })).toBeHidden()
  expect(await clock(page)).toBe(33)
  await expect(onMap(page, 'shard-2b')).toHaveAccessibleName(/down/)
})

test('leaving the lab and coming back finds the run where it was', async ({ page }) => {
  await openPaused(page)
  await seek(page, 33)
  await page.getByRole('link', { name: 'Faultline' }).click()
  await page.getByRole('link', { name: 'Back to your run' }).click()
  await expect.poll(() => clock(page)).toBe(33)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})

test('a panel opened just as another one was closed stays open', async ({ page }) => {
  await openPaused(page)
  const palette = page.getByRole('dialog', { name: 'Find an action' })
  await page.keyboard.press('Control+k')
  await expect(palette).toBeVisible()
  // The page takes its own entry of the history back, which the browser does a little later: the key comes in between.
  await page.evaluate(() => {
    const go = history.go.bind(history)
    history.go = (by) => {
      go(by)
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }))
      window.addEventListener('popstate', () => setTimeout(() => (document.body.dataset.gone = 'back'), 100))
    }
  })
  await page.keyboard.press('Escape')
  await expect(page.locator('body')).toHaveAttribute('data-gone', 'back')
  await expect(palette).toBeVisible()
})
