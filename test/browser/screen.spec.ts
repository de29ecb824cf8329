/** The user's screen beside the graph: what users see while parts of the system are gone, and where that comes from. */
import { findings } from './support/axe'
import { act, find, onMap, openPaused, press, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const screen = (page: Page) => page.getByRole('region', { name: 'The user’s screen' })
const tile = (page: Page, name: string) => screen(page).getByRole('listitem').filter({ hasText: name })
const banner = (page: Page) => screen(page).getByRole('article', { name: 'Dashboard' }).getByRole('status')

test('a shard is killed: the dashboard comes from a copy with its banner and its age; restarted, it is whole again', async ({
  page,
}) => {
  await openPaused(page, './#/lab?preset=failing-well')
  await seek(page, 32)
  await press(page, 'User’s screen')
  await expect(tile(page, 'Your figures')).toContainText('Up to date')
  await expect(tile(page, 'Checkout')).toContainText('Paid. Thank you!')
  await expect(banner(page)).toHaveText('')
  await act(page, 'shard-1', 'Kill shard')
  await seek(page, 36)
  await expect(banner(page)).toHaveText(/^Data from a copy, copied .* ago$/)
  await expect(tile(page, 'Your figures')).toContainText(/From a copy\s*copied .* s ago/)
  await expect(tile(page, 'Your figures')).toContainText(/no answer in time · .* from a copy/)
  await expect(tile(page, 'Checkout')).toContainText(/nothing was charged|checking your payment/)
  expect(await findings(page, '.screen')).toEqual([])
  await act(page, 'shard-1', 'Restart')
  await seek(page, 42)
  await expect(banner(page)).toHaveText('')
  await expect(tile(page, 'Your figures')).toContainText('Up to date')
})

test('from a tile to the operation behind it', async ({ page }) => {
  await openPaused(page)
  await press(page, 'User’s screen')
  await press(page, 'How this came about: Your figures', screen(page))
  const inspector = page.getByRole('complementary', { name: 'Selected' })
  await expect(inspector).toContainText('dashboard')
  await expect(inspector).toContainText(/store read/)
})

test('recommendations are switched off live, by the switch or by name, and the screen says so', async ({ page }) => {
  await openPaused(page)
  await seek(page, 32)
  await press(page, 'User’s screen')
  await expect(tile(page, 'Recommended for you')).toContainText('Picked for you')
  await screen(page).getByRole('switch', { name: 'Recommendations' }).click()
  await expect(page.getByText('Switched off recommendations').first()).toBeVisible()
  await seek(page, 33)
  await expect(tile(page, 'Recommended for you')).toContainText('Not shown right now')
  await expect(tile(page, 'Recommended for you')).toContainText('switched off')
  await find(page, 'Switch on: Recommendations')
  await seek(page, 36)
  await expect(tile(page, 'Recommended for you')).toContainText('Picked for you')
  await expect(onMap(page, 'recommendations').first()).toBeVisible()
})

test('a breaker held open: recommendations are missing, and the screen says why; reset, they are back', async ({
  page,
}) => {
  await openPaused(page)
  await seek(page, 32)
  await press(page, 'User’s screen')
  await find(page, 'Hold breaker open: api-1')
  await seek(page, 34)
  await expect(tile(page, 'Recommended for you')).toContainText(
    /Not shown right now\s*the breaker is open · .* without/,
  )
  await expect(tile(page, 'Your figures')).toContainText('Up to date')
  await find(page, 'Reset breaker: api-1')
  await seek(page, 38)
  await expect(tile(page, 'Recommended for you')).toContainText('Picked for you')
})
