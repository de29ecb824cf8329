/** A replica that its peers cannot reach but its readers can makes dashboards stale; one that nobody reaches does not. */
import { act, effect, openPaused, press, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

/** The operations since the act of one journey and kind: how many rows the list has. */
async function listed(page: Page, journey: string, kind: 'not ok' | 'stale'): Promise<number> {
  const list = page.getByRole('complementary', { name: 'Operations' })
  await list.getByRole('combobox', { name: 'Journey' }).selectOption(journey)
  await press(page, kind, list)
  const none = list.getByText('No such operations in this stretch.')
  await expect(none.or(list.getByRole('table'))).toBeVisible()
  return (await none.isVisible()) ? 0 : (await list.getByRole('row').count()) - 1
}

test('cut from its peers alone, a replica gives dashboards stale reads, and checkouts none', async ({ page }) => {
  await openPaused(page)
  await act(page, 'shard-2a', 'Cut from its peers')
  await seek(page, 45)
  const figure = effect(page).getByRole('button', { name: /dashboard, stale reads/ })
  await expect(figure).toHaveAccessibleName(/^0 → [\d.]+ %/)
  await expect(page.getByText(/dashboard reads may be .* old/).first()).toBeAttached()
  await figure.click()
  expect(await listed(page, 'dashboard', 'stale')).toBeGreaterThan(10)
  expect(await listed(page, 'checkout', 'stale')).toBe(0)
  expect(await listed(page, 'checkout', 'not ok')).toBe(0)
})

test('isolated wholly, it costs time, not freshness', async ({ page }) => {
  await openPaused(page)
  await act(page, 'shard-2a', 'Isolate')
  await seek(page, 45)
  await expect(effect(page).getByRole('button', { name: /dashboard, stale reads/ })).toHaveCount(0)
  const slower = effect(page)
    .getByRole('button', { name: /dashboard, (slow|not ok)/ })
    .first()
  await expect(slower).toBeVisible()
  await slower.click()
  expect(await listed(page, 'dashboard', 'stale')).toBe(0)
})
