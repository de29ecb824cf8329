/** Two of three replicas down: what needs a majority of that shard fails, and the other shards go on. */
import { act, effect, onMap, openPaused, press, seek } from './support/lab'
import { expect, test } from './support/test'

test('killing a majority of shard-1 fails its checkouts and nobody else’s', async ({ page }) => {
  await openPaused(page)
  await act(page, 'shard-1a', 'Kill')
  await act(page, 'shard-1b', 'Kill')
  await expect(onMap(page, 'shard-1b')).toHaveAccessibleName(/down/)
  await seek(page, 45)
  await effect(page)
    .getByRole('button', { name: /checkout, not ok/ })
    .click()
  const list = page.getByRole('complementary', { name: 'Operations' })
  await expect(list.getByRole('table')).toBeVisible()
  const failed = await shardsOfRows()
  expect(failed.length).toBeGreaterThan(5)
  expect(new Set(failed)).toEqual(new Set([1]))
  await press(page, 'all', list)
  await expect(list.getByRole('row', { name: /ok/ }).first()).toBeVisible()
  const asked = new Set(await shardsOfRows())
  expect(asked).toEqual(new Set([1, 2, 3, 4]))

  /** An order's key is its user plus 40,000 for each order; users go to the four shards by ranges of 10,000. */
  async function shardsOfRows(): Promise<number[]> {
    const cells = await list.getByRole('cell', { name: /key \d+/ }).allTextContents()
    return cells.map((text) => (Math.floor(Number(/key (\d+)/.exec(text)?.[1]) / 10_000) % 4) + 1)
  }
})
