/** The page that tells from a phone whether joining works, on plain http under a name that is not localhost. */
import type { Classroom } from './support/classroom'
import { openClassroom } from './support/classroom'
import { expect, test } from './support/test'

let room: Classroom
test.beforeEach(async () => {
  room = await openClassroom()
})
test.afterEach(() => room.close())
const check = () => room.door.replace(/#.*/, 'check')

test('where nothing is in the way it says that joining works, and leads to the door', async ({ page }) => {
  await page.goto(check())
  expect(await page.evaluate(() => isSecureContext)).toBe(false)
  await expect(page.getByRole('status')).toHaveText('Joining will work from here.')
  await page.getByRole('link', { name: 'Join a room' }).click()
  await expect(page.getByRole('textbox', { name: /^Code/ })).toBeVisible()
})

test('where lasting connections are cut it says so, and what to do', async ({ page, watched }) => {
  await page.addInitScript(() => {
    // As a filter does: the connection is refused at once.
    const Refusing = function (this: { onerror?: () => void }) {
      setTimeout(() => this.onerror?.())
    }
    Object.assign(window, { WebSocket: Refusing })
  })
  await page.goto(check())
  await expect(page.getByText('A lasting connection is refused')).toBeVisible()
  await expect(page.getByRole('status')).toContainText('Use the teacher’s hotspot')
  expect(watched.complaints).toEqual([])
})
