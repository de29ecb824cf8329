/** Every page of a room for everybody: what axe finds on a desk and on a phone, in both themes; a learner's room by keyboard alone. */
import type { Classroom } from './support/classroom'
import { inARoom, part, teach } from './support/classroom'
import { SCREENS, findings } from './support/axe'
import { onMap, press, running } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

let room: Classroom
inARoom((opened) => (room = opened))

const tile = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Learners', exact: true }).getByRole('button', { name: new RegExp(`^${name}\\b`) })

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test.describe(screen, () => {
    test.use({ viewport })
    test('axe finds nothing at the door, at a learner’s and on every part of the teacher’s', async ({
      page: teacher,
      watched,
    }) => {
      test.slow()
      const look = async (page: Page, at: string): Promise<void> => {
        expect(await findings(page), at).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth), at).toBeLessThanOrEqual(viewport.width)
      }
      const learner = await watched.freshPage()
      await learner.goto(room.door)
      await expect(learner.getByRole('button', { name: 'Join', exact: true })).toBeVisible()
      for (const more of ['I was here before', 'Open a room']) await learner.getByText(more, { exact: true }).click()
      await look(learner, 'door')
      await learner.goto(room.join)
      await press(learner, 'Join this room')
      // On a phone one's name stands under “Me”.
      const name = ((await learner.getByText(/^You are /).textContent()) ?? '').replace('You are ', '')
      await running(learner)
      await look(learner, 'learner')

      await teacher.goto(room.host)
      await expect(teacher.getByRole('tab', { name: 'Learners' })).toBeVisible()
      await tile(teacher, name).click()
      await look(teacher, 'a learner’s tile')
      await press(teacher, 'Open their run')
      const run = teacher.getByRole('dialog', { name: `${name}’s run` })
      await expect(run.frameLocator('iframe').getByRole('region', { name: 'The cluster', exact: true })).toBeVisible()
      await look(teacher, 'their run')
      await press(teacher, 'Close', run)
      await (await part(teacher, 'Learners')).getByRole('combobox', { name: 'Show' }).selectOption('Away')
      await look(teacher, 'learners away')
      const faults = await part(teacher, 'Faults')
      await press(teacher, 'And something else with it', faults)
      await faults.getByRole('combobox', { name: 'What happens' }).last().selectOption('the network is parted')
      await faults.getByRole('checkbox', { name: 'zone a', exact: true }).check()
      await look(teacher, 'faults')
      await press(teacher, 'Do it to everybody', faults)
      await expect(learner.getByRole('region', { name: 'Something is wrong with your cluster' })).toBeVisible()
      await look(learner, 'a fault')
      await learner.close()
      for (const tab of ['Give', 'Votes', 'Shared cluster', 'Projector']) {
        await part(teacher, tab)
        await look(teacher, tab)
      }
      await part(teacher, 'My lab')
      await running(teacher)
      await look(teacher, 'My lab')
      await part(teacher, 'Learners')
      await press(teacher, 'How to join ▾')
      await look(teacher, 'joining')
      await teacher.keyboard.press('Escape')
      await press(teacher, 'Room ▾')
      await press(teacher, 'Make a link')
      await expect(teacher.getByRole('textbox', { name: 'Link for a co-host' })).toBeVisible()
      await look(teacher, 'the room’s menu')
      await press(teacher, 'End the room…')
      await look(teacher, 'ending')
      await press(teacher, 'Go on')
    })
  })
}

test('a learner joins, is told what the teacher did, and finds the way around by keyboard alone', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  const learner = await watched.freshPage()
  await learner.goto(room.join)
  await expect(learner.getByRole('button', { name: 'Join this room' })).toBeVisible()
  const reach = async (name: string | RegExp): Promise<void> => {
    const wanted = learner.getByRole('button', { name }).first()
    for (let i = 0; i < 80; i++) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return
      await learner.keyboard.press('Tab')
    }
    throw new Error(`Tab does not come to ${String(name)}`)
  }
  await reach('Join this room')
  await learner.keyboard.press('Enter')
  await running(learner)
  await reach('Raise your hand')
  await learner.keyboard.press('Enter')
  await expect(teacher.getByText('1 hand up')).toBeVisible()

  // Openly, and of two parts: it is the teacher's doing, and not the learner's to undo.
  const faults = await part(teacher, 'Faults')
  await faults.getByRole('radio', { name: 'Openly' }).check()
  await faults.getByRole('combobox', { name: 'Where' }).selectOption('shard-2b')
  await press(teacher, 'And something else with it', faults)
  await faults.getByRole('combobox', { name: 'Where' }).last().selectOption('shard-3b')
  await press(teacher, 'Do it to everybody', faults)
  await expect(onMap(learner, 'shard-2b')).toHaveAccessibleName(/down/)
  await expect(onMap(learner, 'shard-3b')).toHaveAccessibleName(/down/)
  await expect(learner.locator('p.sentence')).toContainText(/Your teacher killed shard-[23]b/)
  await expect(learner.locator('p.sentence')).not.toContainText(/\bYou\b/)
  await expect(learner.getByRole('button', { name: /^Undo/ })).toHaveCount(0)
})
