/** On plain http under a name that is not localhost there are no service worker, clipboard or crypto.subtle: all goes on. */
import { HOSTILE_URL, PLAIN_URL } from './support/hosts'
import { act, clock, openLab, openPaused, press, reload, running, seek } from './support/lab'
import { expect, test } from './support/test'

test('a run on plain http works, and its link is copied by hand', async ({ page }) => {
  await openPaused(page, `${PLAIN_URL}#/lab`)
  expect(await page.evaluate(() => [isSecureContext, 'clipboard' in navigator])).toEqual([false, false])
  await act(page, 'shard-2b', 'Kill')
  await seek(page, 34)
  await press(page, 'Share')
  await press(page, 'Copy link')
  const dialog = page.getByRole('dialog', { name: 'Share this run' })
  await expect(dialog.getByText(/^Copied$|press Ctrl\+C/).first()).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'Link', exact: true })).toHaveValue(/^http:\/\/faultline\.test/)
  await page.keyboard.press('Escape')
  await reload(page)
  await running(page)
  await expect(page.getByRole('button', { name: 'Undo: Kill shard-2b' })).toBeVisible()
  expect(await clock(page)).toBeGreaterThanOrEqual(34)
})

test('under a sub-path of a host without headers the lab runs, and its links stay there', async ({ page }) => {
  await openLab(page, `${HOSTILE_URL}#/lab`)
  const before = await clock(page)
  await expect.poll(() => clock(page)).toBeGreaterThan(before)
  await press(page, 'Share')
  await expect(page.getByRole('textbox', { name: 'Link', exact: true })).toHaveValue(
    new RegExp(`^${HOSTILE_URL}#/lab\\?run=`),
  )
})
