/** Where things stand: a dragged group stays where it was put, here and for who opens the link; nothing covers the map. */
import { act, effect, onMap, openLab, openPaused, press, reload, running, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const MOVED = { x: -30, y: 70 }

const middle = (at: number, size: number): number => at + size / 2

/** From the customers, so that the map's own place on the page does not count. */
async function placeOf(page: Page, name: string): Promise<{ x: number; y: number }> {
  const [box, from] = [await onMap(page, name).boundingBox(), await onMap(page, 'customers').boundingBox()]
  // Words that come and go widen a thing evenly to both sides.
  return { x: middle(box!.x, box!.width) - middle(from!.x, from!.width), y: box!.y - from!.y }
}

/** How far along the map it is, from the customers (0) to shard-4 (1): the map may be made smaller, not rearranged. */
async function shareOf(page: Page, name: string): Promise<number> {
  return (await placeOf(page, name)).x / (await placeOf(page, 'shard-4')).x
}

test('a dragged group stays there after a reload, and for who opens the link', async ({ page, watched }) => {
  await openPaused(page)
  const before = await placeOf(page, 'cache')
  const box = (await onMap(page, 'cache').boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + MOVED.x / 2, y + MOVED.y / 2, { steps: 4 })
  await page.mouse.move(x + MOVED.x, y + MOVED.y, { steps: 4 })
  await page.mouse.up()
  await expect(page.getByRole('button', { name: 'Tidy up' })).toBeVisible()
  const after = await placeOf(page, 'cache')
  expect(after.y - before.y).toBeGreaterThan(30)

  await press(page, 'Share')
  const link = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue()
  const fresh = await watched.freshPage()
  await fresh.goto(link)
  await running(fresh)
  await expect(fresh.getByRole('button', { name: 'Tidy up' })).toBeVisible()

  await reload(page)
  await running(page)
  await expect.poll(async () => Math.abs((await placeOf(page, 'cache')).y - after.y)).toBeLessThan(12)
  await press(page, 'Tidy up')
  await expect.poll(async () => Math.abs((await placeOf(page, 'cache')).y - before.y)).toBeLessThan(12)
})

test('verbs, the notice and the effect of an act stand beside the map, with the inspector open too', async ({
  page,
}) => {
  await openPaused(page)
  await act(page, 'shard-2b', 'Cut from its peers')
  await seek(page, 40)
  await expect(effect(page)).toContainText('Cut shard-2b from its peers')
  const map = (await page.getByRole('region', { name: 'The cluster', exact: true }).boundingBox())!
  for (const beside of [
    effect(page),
    page.getByRole('group', { name: 'What to do to shard-2b' }),
    page.getByRole('button', { name: 'Heal it' }),
  ]) {
    const box = (await beside.boundingBox())!
    const apart =
      box.x >= map.x + map.width ||
      box.x + box.width <= map.x ||
      box.y >= map.y + map.height ||
      box.y + box.height <= map.y
    expect(apart).toBe(true)
  }
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('undo says what it takes back, and an act does not rearrange the map', async ({ page }) => {
    await openPaused(page)
    await page.getByRole('button', { name: 'Service map' }).tap()
    const before = await shareOf(page, 'recommendations')
    expect(await shareOf(page, 'balancer'), 'who calls stands left of who is called').toBeLessThan(before)
    await page.getByRole('button', { name: 'Kill', exact: true }).tap()
    await onMap(page, 'jobs').tap()
    await expect(page.getByRole('button', { name: 'Undo: Kill jobs' })).toBeVisible()
    await expect.poll(async () => Math.abs((await shareOf(page, 'recommendations')) - before)).toBeLessThan(0.03)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })

  test('at real time space-time shows one request in slow motion', async ({ page }) => {
    await openLab(page)
    const followed = page.getByRole('region', { name: 'One request followed' })
    await expect(followed.getByRole('img', { name: /^Its way, \d/ })).toBeVisible()
    await press(page, 'Stop following requests', followed)
    await expect(page.getByText('Too fast to follow one by one')).toBeVisible()
  })
})

test('the wheel scales the map about the pointer, a drag moves it and selects nothing', async ({ page }) => {
  await openPaused(page)
  const place = async (): Promise<{ x: number; y: number; width: number }> =>
    (await onMap(page, 'shard-2').first().boundingBox())!
  const before = await place()
  const map = (await page.getByRole('region', { name: 'The cluster', exact: true }).boundingBox())!
  const ground = { x: map.x + 30, y: map.y + map.height - 30 }
  await page.mouse.move(ground.x, ground.y)
  await page.mouse.wheel(0, -200)
  await expect.poll(async () => (await place()).width / before.width).toBeGreaterThan(1.2)
  const near = await place()
  await page.mouse.down()
  await page.mouse.move(ground.x + 60, ground.y - 40, { steps: 4 })
  await page.mouse.up()
  const moved = await place()
  expect(Math.round(moved.x - near.x)).toBe(60)
  expect(Math.round(moved.y - near.y)).toBe(-40)
  await expect(page.getByRole('complementary', { name: 'Selected' })).toBeHidden()
})
