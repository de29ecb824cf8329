/** A circuit breaker by hand: its chart beside it, tripped, healing through its trials, held and reset. */
import { findings } from './support/axe'
import { find, onMap, openPaused, press, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const panel = (page: Page) => page.getByRole('region', { name: 'Breaker', exact: true })
const chart = (page: Page, state: string) =>
  panel(page).getByRole('img', { name: `Chart of the breaker’s states. It is ${state} now.` })
const hands = (page: Page) => panel(page).getByRole('group', { name: 'By hand' })

test('a breaker is tripped by hand, and half-open it heals', async ({ page }) => {
  await openPaused(page)
  await seek(page, 32)
  await onMap(page, 'Breaker from api-1 to recommendations').focus()
  await page.keyboard.press('Enter')
  await expect(chart(page, 'closed')).toBeVisible()
  await expect(panel(page)).toContainText('It opens when, of the last 20 calls, 50 % fail.')
  await press(page, 'Trip', hands(page))
  await expect(chart(page, 'open')).toBeVisible()
  await expect(panel(page)).toContainText('It tries again in 5 s.')
  await seek(page, 33)
  await expect(panel(page)).toContainText('It tries again in 4 s.')
  const change = page.getByRole('button', { name: 'change', exact: true })
  await change.click()
  await expect(chart(page, 'half-open')).toBeVisible()
  await expect(panel(page)).toContainText(/Trials: [123] of 3 begun/)
  await change.click()
  await expect(chart(page, 'closed')).toBeVisible()
})

test('held open it stays so until it is reset; the caller’s inspector shows it too', async ({ page }) => {
  await openPaused(page)
  await find(page, 'Select api-2', 'api-2')
  await press(page, 'Hold open', hands(page))
  await expect(chart(page, 'held open')).toBeVisible()
  expect(await findings(page, '.breaker-panel')).toEqual([])
  await seek(page, 50)
  await expect(chart(page, 'held open')).toBeVisible()
  await press(page, 'Reset', hands(page))
  await expect(chart(page, 'closed')).toBeVisible()
  await expect(hands(page).getByRole('button', { name: 'Reset' })).toBeDisabled()
})
