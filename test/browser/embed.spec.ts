/** A lab in a frame on another site: fewer panels, the same run, and a way to the whole page. */
import { SITE_URL } from './support/hosts'
import { linkTo, savedRun } from './support/links'
import { expect, test } from './support/test'

const OTHER_SITE = `http://localhost:${Number(new URL(SITE_URL).port) + 1}/`

test('in a frame of another origin the lab runs with fewer panels', async ({ page }) => {
  await page.goto(OTHER_SITE)
  const address = linkTo(savedRun(31)).replace('./', SITE_URL)
  await page.setContent(`<iframe title="Faultline" width="960" height="640" src="${address}&embed"></iframe>`)
  const frame = page.frameLocator('iframe')
  await expect(frame.getByText('The fingerprint is verified')).toBeVisible()
  await expect(frame.getByRole('link', { name: 'Open in Faultline' })).toBeVisible()
  await expect(frame.getByRole('region', { name: 'The cluster', exact: true })).toBeVisible()
  await expect(frame.getByRole('region', { name: 'Charts' })).toBeVisible()
  await expect(frame.getByRole('region', { name: 'Things to try' })).toHaveCount(0)
  await frame.getByRole('button', { name: 'Play', exact: true }).click()
  await expect(frame.getByTitle('Virtual time')).not.toContainText('31.000 s')
})

test('in a frame too, every door leads somewhere', async ({ page }) => {
  await page.goto(OTHER_SITE)
  await page.setContent(`<iframe title="Faultline" width="960" height="640" src="${SITE_URL}#/lab?embed"></iframe>`)
  const frame = page.frameLocator('iframe')
  for (const [door, room] of [
    ['User’s screen', 'User’s screen'],
    ['Code', 'Code'],
    ['Map of models', 'What the users saw, judged'],
  ]) {
    await frame.getByRole('button', { name: door, exact: true }).click()
    await expect(frame.getByRole('complementary', { name: room, exact: true })).toBeVisible()
  }
})

test('in a low frame the map is beside its charts, and nothing is outside of the frame', async ({ page }) => {
  const [width, height] = [668, 300]
  await page.setViewportSize({ width, height })
  await page.goto(`${SITE_URL}#/lab?embed`)
  const map = page.getByRole('region', { name: 'The cluster', exact: true })
  const charts = page.getByRole('region', { name: 'Charts' })
  await expect(map.getByRole('button', { name: /^shard-1a(,|$)/ })).toBeVisible()
  await expect(charts.getByRole('img').first()).toBeVisible()
  const [left, right] = [await map.boundingBox(), await charts.boundingBox()]
  expect(left!.x + left!.width).toBeLessThanOrEqual(right!.x)
  for (const box of [left, right, await page.getByRole('button', { name: 'Pause' }).boundingBox()])
    expect(box!.y >= 0 && box!.y + box!.height <= height && box!.x + box!.width <= width).toBe(true)
})

test('an embedded lab without a link opens the first scenario, and keeps nothing', async ({ page }) => {
  await page.goto(`${SITE_URL}#/lab?embed`)
  await expect(page.getByRole('link', { name: 'Open in Faultline' })).toBeVisible()
  await expect(page.getByText(/All 4 shards healthy/).first()).toBeVisible()
  expect(await page.evaluate(() => localStorage.getItem('faultline.lastWord'))).toBeNull()
})
