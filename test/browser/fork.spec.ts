/** Going back and letting it not happen: both runs stay. Undo (never happened) and repair (from now on) are kept apart. */
import { act, effect, fingerprint, openPaused, press, reading, seek } from './support/lab'
import { expect, test } from './support/test'

test('played on without the fault, a second branch stays beside the first, with charts of its own', async ({
  page,
}) => {
  await openPaused(page)
  await act(page, 'shard-2a', 'Cut from its peers')
  await seek(page, 50)
  await expect(effect(page)).toContainText(/dashboard.*stale reads.*0 → [1-9]/)
  await expect.poll(() => reading(page, 'Stale reads')).toMatch(/^[1-9]/)
  const first = await fingerprint(page)

  await seek(page, 29)
  await press(page, 'Play on without what comes later')
  const timeline = page.getByRole('region', { name: 'Timeline' })
  await expect(timeline.getByRole('button', { name: /^main:/ })).toBeVisible()
  await expect(timeline.getByRole('button', { name: /^branch 1:/ })).toHaveAttribute('aria-current', 'true')
  await press(page, 'Pause')
  await seek(page, 50)
  await expect.poll(() => reading(page, 'Stale reads')).toMatch(/^0 %/)
  expect(await fingerprint(page)).not.toBe(first)

  await timeline.getByRole('button', { name: /^main:/ }).click()
  await press(page, 'Show this branch', timeline)
  await expect(timeline.getByRole('button', { name: /^main:/ })).toHaveAttribute('aria-current', 'true')
  await seek(page, 50)
  await expect.poll(() => reading(page, 'Stale reads')).toMatch(/^[1-9].* %branch 1 0 %$/)
  expect(await fingerprint(page)).toBe(first)
})

test('undo makes it never have happened; restarting is a new act from now on', async ({ page }) => {
  await openPaused(page)
  await act(page, 'shard-2b', 'Kill')
  await seek(page, 40)
  await expect(page.getByText('Killed shard-2b').first()).toBeVisible()
  await press(page, 'Restart it')
  await expect(page.getByText('Restarted shard-2b').first()).toBeVisible()
  await seek(page, 45)
  await expect(page.getByRole('button', { name: 'Undo: Restart shard-2b' })).toBeVisible()

  await press(page, 'Undo: Restart shard-2b')
  await expect(page.getByText('Undone, as if it never happened: Restarted shard-2b')).toBeVisible()
  await press(page, 'Undo: Kill shard-2b')
  await expect(page.getByText('Undone, as if it never happened: Killed shard-2b')).toBeVisible()
  await press(page, 'Redo: Kill shard-2b')
  await expect(page.getByRole('button', { name: 'Undo: Kill shard-2b' })).toBeVisible()
})
