/** Keeping up with a shared cluster: who comes late, or on a device that is too slow, goes on from a checkpoint of the teacher's page. */
import { carriedFrom, standAt } from '../../src/lab/carried'
import { Lab } from '../../src/lab/lab'
import { finish } from '../../src/lab/job'
import type { Classroom } from './support/classroom'
import { inARoom, joinBy, part, teach } from './support/classroom'
import { PLAIN_HOST } from './support/hosts'
import { act, clock, onMap, press } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

let room: Classroom
inARoom((opened) => (room = opened))
const PATIENCE = { timeout: 90_000 }
const wayOf = (page: Page) => page.locator('.room-shared')

/** So far apart that a world which comes forward by a dozen milliseconds of work a frame falls behind on the fastest of machines. */
const FRAME_APART_MS = 5_000
/** To be called before the page opens. Then sets how far apart its frames come. */
async function framesApart(page: Page) {
  await page.addInitScript(() => {
    const frame = window.requestAnimationFrame.bind(window)
    const gapMs = (): number => Number(document.documentElement.dataset.frameApartMs ?? 0)
    window.requestAnimationFrame = (draw) => window.setTimeout(() => frame(draw), gapMs())
  })
  return (ms: number) => page.evaluate((gap) => (document.documentElement.dataset.frameApartMs = String(gap)), ms)
}

/** Time runs once it has opened with all who are there: what comes to it later comes late. */
async function shared(teacher: Page, ...there: Page[]) {
  const form = await part(teacher, 'Shared cluster')
  await press(teacher, 'Start it, paused, and give it to everybody', form)
  for (const page of there) await expect(wayOf(page)).toBeVisible(PATIENCE)
  await press(teacher, 'Let time run', form)
  return form
}

test('who comes late begins at the checkpoint, and a device that is too slow goes in steps; all compute the same', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const [ada, slow, late] = [await watched.freshPage(), await watched.freshPage(), await watched.freshPage()]
  const slowDown = await framesApart(slow)
  for (const page of [ada, slow]) await joinBy(page, room.join)
  const form = await shared(teacher, ada, slow)
  await slowDown(FRAME_APART_MS)
  await expect(form.getByText(/^Latecomers begin at /)).toBeVisible(PATIENCE)
  await joinBy(late, room.join)
  await expect(wayOf(late)).toHaveAttribute('data-way', 'checkpoint', PATIENCE)
  await expect(late.getByText(/^You came to it at .* from the room’s checkpoint/)).toBeVisible()
  await expect(slow.getByText('This device is slower than the room: it follows in steps.')).toBeVisible(PATIENCE)
  await expect(wayOf(ada)).toHaveAttribute('data-way', 'played')
  await expect(late.getByText(/it is what everybody computes/)).toBeVisible(PATIENCE)
  await expect(form.getByText(/^[23] browsers agree at /)).toBeVisible(PATIENCE)
  await expect(form.getByText('Not the same')).toHaveCount(0)
})

test('a checkpoint that was tampered with shows at the next fingerprint, and the page plays from the beginning', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const [ada, bob, late] = [await watched.freshPage(), await watched.freshPage(), await watched.freshPage()]
  for (const page of [ada, bob]) await joinBy(page, room.join)
  await late.route(/classroom\/checkpoint/, async (route) => {
    const url = route.request().url().replace(PLAIN_HOST, '127.0.0.1') // the name is the browser's alone
    const response = await route.fetch({ url })
    await route.fulfill({ response, body: Buffer.from(tampered(await response.body())) })
  })
  const form = await shared(teacher, ada, bob)
  await expect(form.getByText(/^Latecomers begin at /)).toBeVisible(PATIENCE)
  await joinBy(late, room.join)
  await expect(wayOf(late)).toHaveAttribute('data-way', 'again', PATIENCE)
  await expect(form.getByText(/^3 browsers agree at /)).toBeVisible(PATIENCE)
})
/** Of the storefront as it comes: its nodes are slower from here on. */
function tampered(bytes: Uint8Array): Uint8Array {
  const lab = new Lab({ scenario: 'storefront', seed: 7 })
  standAt(lab, new Uint8Array(bytes), Infinity)
  for (const node of lab.player.world.cluster.nodes) node.slowFactor *= 3
  finish(lab.seek(lab.timeUs))
  return carriedFrom(lab) as Uint8Array
}

test('the projector shows the cluster itself, alive, and nothing on it acts', async ({ page: teacher, watched }) => {
  await teach(teacher, room)
  const [ada, hall] = [await watched.freshPage(), await watched.freshPage()]
  await joinBy(ada, room.join)
  const screens = await part(teacher, 'Projector')
  await hall.goto((await screens.getByRole('link', { name: 'Open the projector’s page' }).getAttribute('href')) ?? '')
  await screens.getByRole('button', { name: 'The shared cluster' }).click()
  await shared(teacher, ada)
  await expect.poll(() => clock(hall)).toBeGreaterThan(2)
  await expect(onMap(hall, 'shard-2')).toBeVisible()
  for (const chart of ['Stale reads', 'Succeeded', 'p99 latency'])
    await expect(hall.getByRole('img', { name: chart })).toBeVisible()
  await act(hall, 'shard-2', 'Kill shard')
  await expect(hall.getByRole('alert')).toContainText('only shown')
  await expect(hall.getByText(/browser agrees at/)).toBeVisible(PATIENCE)
  await expect(onMap(ada, 'shard-2b')).not.toHaveAccessibleName(/down/)
})
