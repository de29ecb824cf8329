/** The room's computer dies in the middle and comes back: nothing that anybody was told is safe is lost, and work went on meanwhile. */
import * as Y from 'yjs'
import { MAP_NAME } from '../../src/classroom/entries'
import { toBase64url } from '../../src/scenarios/base64url'
import type { Classroom } from './support/classroom'
import { inARoom, joinBy, part, teach } from './support/classroom'
import { act, clock, press, reload, running } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

let room: Classroom
inARoom((opened) => (room = opened))

test('killed and started again, the room, its answers and its runs are as they were', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const votes = await part(teacher, 'Votes')
  await votes.getByRole('textbox', { name: 'Question' }).fill('Which one?')
  await votes.getByRole('textbox', { name: 'Answer 1' }).fill('This')
  await votes.getByRole('textbox', { name: 'Answer 2' }).fill('That')
  await press(teacher, 'Ask', votes)

  const learner = await watched.freshPage()
  const name = await joinBy(learner, room.join)
  await running(learner)
  const card = learner.getByRole('region', { name: 'A question to the class' })
  await card.getByRole('radio', { name: 'That' }).check()
  await card.getByRole('radio', { name: 'sure', exact: true }).check()
  await press(learner, 'Vote', card)
  await act(learner, 'shard-2b', 'Kill')
  await press(learner, 'Pause')
  await expect(learner.getByText('Saved', { exact: true })).toBeVisible()

  await room.kill()
  await expect(learner.getByText(/^The room’s computer is away/)).toBeVisible()
  await press(learner, 'Raise your hand')
  await expect(learner.getByRole('button', { name: 'Your hand is up' })).toBeVisible()
  const atS = await clock(learner)

  await room.start()
  await expect(learner.getByText('Saved', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(teacher.getByText('Saved', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(votes.getByText('1 of 1 have voted')).toBeVisible()
  await teacher.getByRole('tab', { name: 'Learners' }).click()
  await expect(teacher.getByRole('button', { name: new RegExp(`^${name}\\b.*hand`, 'i') })).toBeVisible()

  await reload(learner)
  await expect(learner.getByText('You voted: That')).toBeVisible()
  await expect(learner.getByRole('button', { name: 'Your hand is up' })).toBeVisible()
  await expect.poll(() => clock(learner)).toBeGreaterThanOrEqual(atS)
  await expect(learner.getByText(/^You killed shard-2b/).first()).toBeVisible()
  watched.forgive(/WebSocket|ERR_CONNECTION/) // while nobody was there
})

/** The last part that a learner's page fetches for when the room's computer is away. */
async function stocked(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /openShared-/.test(name)),
  )
}

test('while the room’s computer sleeps everybody reads so and works on; waking merges, and nobody is gone', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const learner = await watched.freshPage()
  const name = await joinBy(learner, room.join)
  await running(learner)
  await press(learner, 'Pause')
  await expect(learner.getByText('Saved', { exact: true })).toBeVisible()
  await stocked(learner)

  room.sleep()
  await press(learner, 'Raise your hand')
  await expect(learner.getByText(/^The room’s computer is away/)).toBeVisible({ timeout: 90_000 })
  await act(learner, 'shard-2b', 'Kill')

  room.wake()
  await expect(learner.getByText('Saved', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(teacher.getByText('1 here', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(teacher.getByRole('button', { name: new RegExp(`^${name}\\b.*hand`, 'i') })).toBeVisible()
})

test('what is too large for the room is told, and what one has is kept', async ({ page }) => {
  await joinBy(page, room.join)
  await running(page)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.startsWith('faultline.room.') && name.includes('learner'))
    if (key === undefined) throw new Error('nothing of the learner is kept here')
    localStorage.setItem('planted', key)
  })
  const doc = new Y.Doc()
  const map = doc.getMap(MAP_NAME)
  for (let i = 0; i < 40; i++) map.set(`diagnosis/large/${i}`, 'x'.repeat(32_000))
  const planted = toBase64url(Y.encodeStateAsUpdate(doc))
  await page.addInitScript((text) => {
    const key = localStorage.getItem('planted')
    if (key !== null) localStorage.setItem(key, text)
  }, planted)
  await page.reload()
  await expect(page.getByText(/^This is too large for the room\./)).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('button', { name: /^Save my work/ })).toBeVisible()
})
