/** The places of the page by their addresses: home, lab, accuracy, and those that do not exist. */
import { find, openLab, press, running } from './support/lab'
import { expect, test } from './support/test'

test('a place that does not exist says so, with a way to the lab', async ({ page }) => {
  await page.goto('./#/nowhere')
  await expect(page.getByRole('heading', { name: 'Nothing here yet' })).toBeVisible()
  await page.getByRole('link', { name: 'Go to the lab' }).click()
  await running(page)
})

test('the start page leads to a scenario by its story', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('link', { name: 'A slow replica' }).click()
  await running(page)
  await expect(page.getByRole('button', { name: 'A slow replica ▾' })).toBeVisible()
})

test('a running lab opens another scenario from its menu', async ({ page }) => {
  await openLab(page)
  await find(page, 'Pause') // whatever the lab loads for its first act is there
  await press(page, /^Storefront/)
  await page.getByRole('link', { name: /^A web tier/ }).click()
  await expect(page.getByRole('button', { name: 'A web tier ▾' })).toBeVisible()
})

test('a published result is reproduced in the visitor’s own browser', async ({ page }) => {
  await page.goto('./#/accuracy')
  const section = page.getByRole('region', { name: 'One worker and its queue' })
  await section.getByRole('button', { name: 'Run it here' }).click()
  await expect(section.getByText(/^All \d+ cases hold\.$/)).toBeVisible({ timeout: 50_000 })
})
