/** The hall compares: up to four runs beside each other on the projector, each whole and alive. */
import type { Classroom } from './support/classroom'
import { inARoom, part, teach } from './support/classroom'
import { press, running } from './support/lab'
import { expect, test } from './support/test'

let room: Classroom
inARoom((opened) => (room = opened))

test('three and four runs stand beside each other, each with its name, none over another; a fifth has no room', async ({
  page: teacher,
  watched,
}) => {
  await teach(teacher, room)
  await part(teacher, 'My lab')
  await running(teacher)
  const screens = await part(teacher, 'Projector')
  const add = screens.getByRole('button', { name: 'Add the run in my lab' })
  const names = screens.getByRole('textbox', { name: /What it says above it/ })
  for (const [i, name] of ['Healthy', 'Cut off', 'Crowded'].entries()) {
    await add.click()
    await names.nth(i).fill(name)
  }
  const hall = await watched.freshPage()
  await hall.goto((await screens.getByRole('link', { name: 'Open the projector’s page' }).getAttribute('href')) ?? '')
  await press(teacher, 'Runs side by side', screens)
  await shown(hall, ['Healthy', 'Cut off', 'Crowded'])
  await add.click()
  await names.nth(3).fill('Healed')
  await expect(add).toBeDisabled()
  await press(teacher, 'Runs side by side', screens)
  await shown(hall, ['Healthy', 'Cut off', 'Crowded', 'Healed'])
})

async function shown(hall: Parameters<typeof running>[0], names: string[]): Promise<void> {
  await expect(hall.getByRole('heading', { level: 2 })).toHaveText(names)
  const boxes = []
  for (const name of names) {
    const run = hall.getByRole('listitem').filter({ has: hall.getByRole('heading', { name, exact: true }) })
    const cluster = run.frameLocator('iframe').getByRole('region', { name: 'The cluster', exact: true })
    await expect(cluster.getByRole('button', { name: /^shard-1a(,|$)/ })).toBeVisible({ timeout: 60_000 })
    const box = (await run.boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 }
    expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 1440 && box.y + box.height <= 900, name).toBe(true)
    boxes.push(box)
  }
  for (const [i, a] of boxes.entries())
    for (const b of boxes.slice(i + 1))
      expect(a.x + a.width <= b.x || a.y + a.height <= b.y || b.x + b.width <= a.x, 'none over another').toBe(true)
}
