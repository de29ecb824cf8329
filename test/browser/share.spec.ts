/** A link carries the whole run: opened elsewhere it is the same, bit for bit, or it says what is the matter. */
import { clock, fingerprint, openPaused, press, running, seek, act } from './support/lab'
import { linkTo, savedRun } from './support/links'
import type { Page } from './support/test'
import { expect, test } from './support/test'

async function sharedLink(page: Page): Promise<string> {
  await press(page, 'Share')
  const link = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  return link
}

test('a link opens the same run in a fresh profile, and says that it is verified', async ({ page, watched }) => {
  await openPaused(page)
  await act(page, 'shard-3a', 'Kill')
  await seek(page, 38)
  const [link, print] = [await sharedLink(page), await fingerprint(page)]

  const fresh = await watched.freshPage()
  await fresh.goto(link)
  await running(fresh)
  await expect(fresh.getByText('The fingerprint is verified')).toBeVisible()
  expect(await clock(fresh)).toBe(38)
  expect(await fingerprint(fresh)).toBe(print)
  await expect(fresh.getByRole('button', { name: 'Undo: Kill shard-3a' })).toBeVisible()
})

test('an altered link opens and says that it was altered', async ({ page }) => {
  const saved = savedRun(31)
  await page.goto(linkTo({ ...saved, run: { ...saved.run, seed: saved.run.seed + 1 } }))
  await running(page)
  await expect(page.getByText('its fingerprint does not match')).toBeVisible()
})

test('a link of another engine version offers to replay, and the open run stays until one agrees', async ({ page }) => {
  await openPaused(page)
  await seek(page, 33)
  const before = await fingerprint(page)
  const saved = savedRun(31)
  await page.goto(linkTo({ ...saved, run: { ...saved.run, engine: '0' }, view: { playing: false } }))
  const offer = page.getByRole('alertdialog', { name: 'Replay it here' })
  await expect(offer).toContainText('made by engine version 0')
  expect(await fingerprint(page)).toBe(before)
  await press(page, 'Replay it here', offer)
  await expect(page.getByText('it was made with version 0')).toBeVisible()
  await expect.poll(() => clock(page)).toBe(31)
})
