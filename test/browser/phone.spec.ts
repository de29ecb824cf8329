/** On a phone: the sentence, the cluster, one chart to swipe, the verbs within reach of a thumb. */
import { openLab, pause } from './support/lab'
import { expect, test } from './support/test'

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

test('the page fits, says its state, and shows one chart that a swipe turns', async ({ page }) => {
  await openLab(page)
  await pause(page)
  await expect(page.getByText(/All 4 shards healthy/).first()).toBeVisible()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  const plots = page.getByRole('region', { name: 'Charts' }).getByRole('img')
  await expect(plots).toHaveCount(1)
  const first = await plots.getAttribute('aria-label')
  const touch = await page.context().newCDPSession(page)
  // What is still coming in above may move the chart away under the finger: then one swipes again.
  await expect(async () => {
    const scrub = page.getByRole('slider', { name: 'Moment read off the charts' })
    await scrub.scrollIntoViewIfNeeded()
    const box = (await scrub.boundingBox())!
    const at = (x: number) => ({ touchPoints: [{ x, y: box.y + box.height / 2 }] })
    // All sent at once: on a slow machine a finger that waits for each answer would seem to rest, which is a long press.
    await Promise.all([
      touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(300) }),
      ...[260, 200, 140].map((x) => touch.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(x) })),
      touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }),
    ])
    await expect(plots).not.toHaveAttribute('aria-label', first!, { timeout: 3_000 })
  }).toPass({ timeout: 30_000 })
})

test('a node is killed by touch: choose the tool, tap the node; its other verbs are in reach too', async ({ page }) => {
  await openLab(page)
  await pause(page)
  await page.getByRole('button', { name: 'Service map' }).tap()
  await page.getByRole('button', { name: 'Kill', exact: true }).tap()
  await page.getByRole('button', { name: /^cache,/ }).tap()
  await expect(page.getByText('Killed cache').first()).toBeVisible()
  const sheet = page.getByRole('complementary', { name: 'Selected' })
  await expect(sheet).toBeHidden()
  await page.getByRole('button', { name: 'Select', exact: true }).tap()
  await page.getByRole('button', { name: /^balancer,/ }).tap()
  const stall = sheet.getByRole('button', { name: 'Stall', exact: true })
  const box = (await stall.boundingBox())!
  expect(box.y + box.height).toBeLessThanOrEqual(844)
  expect(box.height).toBeGreaterThanOrEqual(44)
  await stall.tap()
  await expect(page.getByText('Stalled balancer').first()).toBeVisible()
  await page.getByRole('button', { name: 'Undo', exact: true }).tap()
  await expect(page.getByText('Undone, as if it never happened: Stalled balancer')).toBeVisible()
})

test('Back closes the sheet with the code, and the run stays', async ({ page }) => {
  await openLab(page)
  await pause(page)
  await page.getByRole('button', { name: 'Code', exact: true }).tap()
  const code = page.getByRole('complementary', { name: 'Code', exact: true })
  await code.getByRole('button', { name: 'Which instance gets a request' }).tap()
  await page.goBack()
  await expect(code).toBeHidden()
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})
