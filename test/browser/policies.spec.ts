/** The policies of calls in the inspector: what they set, how full they are, and what they turned away, of nodes and lines. */
import { findings } from './support/axe'
import { find, onMap, openPaused, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const panel = (page: Page) => page.getByRole('region', { name: 'Policies', exact: true })
/** A figure in the table of one policy. */
async function figure(page: Page, policy: string, row: string): Promise<number> {
  const cells = panel(page)
    .getByRole('table', { name: `${policy} now` })
    .getByRole('row', { name: new RegExp(`^${row}`) })
  return Number(/^[\d,]+/.exec((await cells.getByRole('cell').textContent()) ?? '')?.[0].replace(',', '') ?? NaN)
}

test('a retry budget is told, and seen to run out in a storm', async ({ page }) => {
  await openPaused(page, './#/lab?preset=retry-budget')
  await seek(page, 38)
  await find(page, 'Select customers', 'customers')
  await expect(panel(page).getByRole('heading', { name: 'customers to balancer all calls', exact: true })).toBeVisible()
  await expect(panel(page)).toContainText('Tries at most 4 times')
  await expect(panel(page)).toContainText('Waits at most 300 ms for an answer.')
  await expect(panel(page)).toContainText('Retry budget: 10 % of the calls of the last 10 s, and 1 a second besides.')
  const left = () => figure(page, 'customers to balancer', 'Retries left in the budget')
  const refused = () => figure(page, 'customers to balancer', 'retry budget used up')
  await expect.poll(left).toBeGreaterThan(20)
  await seek(page, 49)
  await expect.poll(left).toBeLessThan(20)
  await expect.poll(refused).toBeGreaterThan(0)
  expect(await findings(page, '.policy-panel')).toEqual([])
})

test('a line shows its caller’s policy, by keyboard; a callee has none', async ({ page }) => {
  await openPaused(page, './#/lab?preset=slow-dependency-breaker')
  await seek(page, 46)
  await onMap(page, 'Breaker from api-1 to recommendations').focus()
  await page.keyboard.press('Enter')
  await expect(
    panel(page).getByRole('heading', { name: 'api-1 to recommendations all calls', exact: true }),
  ).toBeVisible()
  await expect(panel(page).getByRole('table')).toHaveCount(1)
  await expect.poll(() => figure(page, 'api-1 to recommendations', 'breaker open')).toBeGreaterThan(0)
  await find(page, 'Select recommendations', 'recommendations')
  await expect(page.getByRole('heading', { name: 'recommendations', exact: true })).toBeVisible()
  await expect(panel(page)).toBeHidden()
})
