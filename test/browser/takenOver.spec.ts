/** Decisions taken over in a running system: each one's own code goes on as before, and another one shows in the charts. */
import { effect, find, openPaused, press, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const studio = (page: Page) => page.getByRole('complementary', { name: 'Code', exact: true })

async function open(page: Page, decision: string): Promise<void> {
  await find(page, 'Edit a decision…', 'edit decision')
  await press(page, decision, studio(page))
  await studio(page).getByRole('checkbox', { name: 'Plain editor' }).setChecked(true)
  await expect(studio(page).getByRole('textbox', { name: 'Code, policy.ts' })).toHaveValue(/export/)
}
async function startFrom(page: Page, title: string): Promise<void> {
  await press(page, 'Start from ▾', studio(page))
  await press(page, new RegExp(`^${title}`), studio(page))
}
async function apply(page: Page): Promise<void> {
  await press(page, 'Apply', studio(page))
  await expect(studio(page).getByText(/Your code, everywhere/)).toBeVisible()
}

test('every decision of the storefront goes on as before by its own code, changed by a remark', async ({ page }) => {
  test.setTimeout(180_000)
  await openPaused(page)
  await find(page, 'Edit a decision…', 'edit decision')
  await expect(studio(page).getByRole('button', { name: 'Which instance gets a request' })).toBeVisible()
  const names = await studio(page).locator('li').getByRole('button').allTextContents()
  expect(names.length).toBeGreaterThanOrEqual(8)
  let at = 31
  for (const name of names) {
    await open(page, name)
    const editor = studio(page).getByRole('textbox', { name: 'Code, policy.ts' })
    await editor.fill(`// Mine now.\n${await editor.inputValue()}`)
    await apply(page)
    await seek(page, (at += 1))
    await expect(studio(page).getByText(/decisions?, no failure/)).toBeVisible()
  }
})

test('a breaker that never opens keeps its caller slow', async ({ page }) => {
  await openPaused(page, './#/lab?preset=slow-dependency-breaker')
  await open(page, 'When a breaker opens and closes')
  await startFrom(page, 'Never opens')
  await apply(page)
  await seek(page, 70)
  await expect(
    effect(page)
      .getByRole('button', { name: /slow|not ok|p99/ })
      .first(),
  ).toBeVisible()
})
