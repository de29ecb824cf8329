/** A shard is added and removed while the customers go on: the picture of the map tells how far it has come, and nothing fails. */
import { findings } from './support/axe'
import { onMap, openPaused, press, reading, seek } from './support/lab'
import { expect, test } from './support/test'

test('a fifth shard is added under load, and taken away again', async ({ page }) => {
  await openPaused(page)
  await page.getByRole('button', { name: 'Store: Leaderless quorum ▾' }).click()
  await page.getByRole('button', { name: 'Look inside the store' }).click()
  const inside = page.getByRole('region', { name: 'Inside the store' })
  const row = (shard: string) => inside.getByRole('row', { name: new RegExp(`^${shard} `) })
  await expect(row('shard-5')).toContainText('spare')

  await inside.getByRole('button', { name: 'Add a shard' }).click()
  await expect(inside.getByRole('status')).toContainText('shard-5 is being added: 13 % of all keys move')
  await expect(inside.getByRole('progressbar')).toBeVisible()
  await expect(inside.getByRole('button', { name: 'Add a shard' })).toBeDisabled()
  await expect(onMap(page, 'shard-5')).toContainText('taking keys')
  expect(await findings(page, 'main')).toEqual([])

  await seek(page, 50)
  await expect(inside.getByRole('status')).toContainText('shard-5 was added: 13 % of all keys moved.')
  await expect(row('shard-5')).not.toContainText('spare')
  await expect.poll(() => reading(page, 'Succeeded')).toMatch(/^100 %/)

  await press(page, 'shard-5', row('shard-5'))
  await press(page, 'Remove shard-5', inside)
  await expect(inside.getByRole('status')).toContainText('shard-5 is being removed: 13 % of all keys move')
  await seek(page, 75)
  await expect(inside.getByRole('status')).toContainText('shard-5 was removed')
  await expect(onMap(page, 'shard-5')).toContainText('spare')
  await expect.poll(() => reading(page, 'Succeeded')).toMatch(/^100 %/)
})
