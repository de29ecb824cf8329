/** What the judge says beside the charts, the witness behind it, and the map of models: by mouse and by keyboard. */
import type { Locator, Page } from '@playwright/test'
import { findings } from './support/axe'
import { clock, find, openPaused, seek } from './support/lab'
import { expect, test } from './support/test'

const line = (page: Page): Locator => page.getByRole('region', { name: 'Verdicts' })
const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'What the users saw, judged' })
const said = (page: Page, journey: string): Locator =>
  line(page).getByRole('button', { name: new RegExp(`^${journey}: `) })

async function hurt(page: Page): Promise<void> {
  await openPaused(page, './#/lab?preset=storefront&seed=1')
  await expect(said(page, 'dashboard')).toHaveAccessibleName(/linearizable so far/)
  await find(page, 'Cut: shard-1a ↔ shard-1b')
  await find(page, 'Cut: shard-1a ↔ shard-1c')
  await seek(page, 45)
  await expect(said(page, 'dashboard')).toHaveAccessibleName(/reads may go back in time/)
}

test('a cut-off replica breaks what dashboards were promised, and no checkout; undone, it never happened', async ({
  page,
}) => {
  await hurt(page)
  await expect(said(page, 'dashboard')).toHaveAccessibleName(/reads may go back in time/)
  await expect(said(page, 'checkout')).toHaveAccessibleName(/linearizable so far/)
  await seek(page, 20)
  await expect(said(page, 'dashboard')).toHaveAccessibleName(/linearizable so far/)
  await seek(page, 45)
  await expect(said(page, 'dashboard')).toHaveAccessibleName(/reads may go back in time/)
  await page.keyboard.press('Control+z')
  await expect(page.getByText(/^Undone, as if it never happened/)).toBeVisible()
  await page.keyboard.press('Control+z')
  await seek(page, 45)
  await expect(said(page, 'dashboard')).toHaveAccessibleName(/linearizable so far/)
})

test('the witness: why no order explains it, and the way to the trace and the moment', async ({ page }) => {
  await hurt(page)
  await said(page, 'dashboard').click()
  const violations = panel(page).getByLabel('Violations so far')
  const ofOrder = violations.getByRole('option', { name: /^not linearizable/ })
  await violations.selectOption({ label: (await ofOrder.textContent())! })
  await expect(panel(page).getByRole('heading', { name: /^No order explains/ })).toBeVisible()
  await expect(
    panel(page)
      .getByText(/it read \w+, but the newest value by then is \w+\./)
      .first(),
  ).toBeVisible()
  const operations = panel(page)
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: /^Trace: / }) })
  const few = await operations.count()
  await panel(page).getByRole('button', { name: 'Show me the shortest' }).click()
  await expect.poll(() => operations.count()).toBeGreaterThan(few)
  await panel(page).getByRole('button', { name: 'Show me the shortest' }).click()
  await operations.last().getByRole('button').click()
  await expect(page.getByRole('complementary', { name: 'Selected' })).toContainText('dashboard')
  await expect.poll(() => clock(page)).toBeLessThan(45)
})

test('a violation stands on the chart at its moment, and leads to its witness', async ({ page }) => {
  await hurt(page)
  const mark = page
    .getByRole('region', { name: 'Charts' })
    .getByRole('button', { name: /^dashboard: .*Show the witness$/ })
    .first()
  await mark.click()
  await expect(panel(page).getByRole('button', { name: 'Witness', exact: true })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
})

test('the map, by keyboard: what holds, what is broken, what is not known, each with its meaning', async ({ page }) => {
  await hurt(page)
  await line(page).getByRole('button', { name: 'Map of models' }).focus()
  await page.keyboard.press('Enter')
  await panel(page).getByLabel('Journey').selectOption('dashboard')
  const model = (name: string) => panel(page).getByRole('button', { name: new RegExp(`^${name}: `) })
  await expect(model('linearizable')).toHaveAccessibleName('linearizable: broken')
  await expect(model('bounded staleness')).toHaveAccessibleName('bounded staleness: holds so far')
  await expect(model('monotonic writes')).toHaveAccessibleName('monotonic writes: not known')
  await model('causal').focus()
  await page.keyboard.press('Enter')
  await expect(panel(page).getByText('Nobody sees an effect without its cause.')).toBeVisible()
  await panel(page).getByRole('button', { name: 'As table' }).click()
  await expect(panel(page).getByRole('row', { name: /^causal/ })).toContainText('broken')
  await page.keyboard.press('Escape')
  await expect(panel(page)).toBeHidden()
})

for (const [screen, viewport] of Object.entries({
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
})) {
  test.describe(screen, () => {
    test.use({ viewport })
    test('axe finds nothing', async ({ page }) => {
      await hurt(page)
      await said(page, 'dashboard').click()
      for (const tab of ['Witness', 'Models']) {
        await panel(page).getByRole('button', { name: tab, exact: true }).click()
        expect(await findings(page, 'main'), tab).toEqual([])
      }
    })
  })
}
