/** What leaves the page as a file: the run, which opens again anywhere, and a picture of it. */
import { readFileSync } from 'node:fs'
import { act, fingerprint, openPaused, press, running, seek } from './support/lab'
import { expect, test } from './support/test'

test('a run saved as a file opens in a fresh profile, verified', async ({ page, watched }) => {
  await openPaused(page)
  await act(page, 'shard-4c', 'Stall')
  await seek(page, 36)
  const print = await fingerprint(page)
  await press(page, 'Share')
  const download = page.waitForEvent('download')
  await press(page, 'Save file')
  const file = await (await download).path()

  const fresh = await watched.freshPage()
  await fresh.goto('./#/lab')
  await running(fresh)
  await press(fresh, 'Share')
  const chooser = fresh.waitForEvent('filechooser')
  await press(fresh, 'Open file…')
  await (await chooser).setFiles(file)
  await expect(fresh.getByText('The fingerprint is verified')).toBeVisible()
  expect(await fingerprint(fresh)).toBe(print)
})

test('the graph and the charts are saved as one picture', async ({ page }) => {
  await openPaused(page)
  await press(page, 'Share')
  const download = page.waitForEvent('download')
  await press(page, 'Save picture')
  const picture = readFileSync(await (await download).path())
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  expect(picture.readUInt32BE(16), 'as wide as the graph').toBeGreaterThan(800)
  expect(picture.length, 'not blank').toBeGreaterThan(20_000)
})
