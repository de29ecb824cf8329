/** Two scales of time: "watch this" slows the run and gives the speed back; at real time one request is replayed beside it. */
import { find, onMap, openLab, openPaused, press, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const speed = (page: Page) => page.getByRole('slider', { name: /^Speed/ })
const panel = (page: Page) => page.getByRole('region', { name: 'One request followed' })

test('watching a replica slows time, says so, and returns once the request is over', async ({ page }) => {
  await openLab(page)
  await onMap(page, 'shard-2b').focus()
  await page.keyboard.press('w')
  await expect(page.getByText('Watching a request at shard-2b')).toBeVisible()
  await expect(speed(page)).toHaveAttribute('aria-valuetext', /^slow motion: 1 s here = \d+ ms there/)
  await expect(speed(page)).toHaveAttribute('aria-valuetext', /^real time/, { timeout: 100_000 })
  await expect(page.getByText('Watching a request at shard-2b')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
})

test('an operation of the past is gone back to; the speed before is one press away', async ({ page }) => {
  await openPaused(page)
  await seek(page, 32)
  await press(page, /requests a second/)
  const rows = page.getByRole('region', { name: 'Operations', exact: true })
  await rows
    .getByRole('button', { name: /^Trace of the/ })
    .first()
    .click()
  await press(page, 'Watch', page.getByRole('complementary', { name: 'Selected' }))
  await expect(page.getByText('Watching a request at this operation')).toBeVisible()
  await expect(speed(page)).toHaveAttribute('aria-valuetext', /^slow motion/)
  await press(page, 'Stop watching')
  await expect(speed(page)).toHaveAttribute('aria-valuetext', /^real time/)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
})

test('at real time one request is replayed beside the graph, in words too, and leads to its trace', async ({
  page,
}) => {
  await openLab(page)
  await expect(panel(page).getByRole('heading', { name: /^One request, 1\/\d+ speed$/ })).toBeVisible()
  await expect(panel(page).getByRole('img', { name: /^Its way, \d.*: customers to balancer/ })).toBeVisible()
  await press(page, 'Its trace', panel(page))
  await expect(page.getByRole('heading', { name: 'How did this happen' })).toBeVisible()
  await expect(panel(page).getByRole('img', { name: /^Its way/ }), 'it moves over and stays').toBeVisible()
  await press(page, 'Stop following requests', panel(page))
  await expect(panel(page)).toBeHidden()
  await find(page, 'Follow one request in slow motion')
  await expect(panel(page)).toBeVisible()
})

test('under reduced motion the request stands whole, and the next one waits to be asked for', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await openLab(page)
  const picture = panel(page).getByRole('img', { name: /^Its way/ })
  await expect(picture).toBeVisible()
  const first = await picture.getAttribute('aria-label')
  await press(page, 'Another one', panel(page))
  await expect(picture).not.toHaveAttribute('aria-label', first!)
})
