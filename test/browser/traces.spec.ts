/** From a red point on a chart to the trace to the guilty node in three clicks, and by keyboard; and the search among traces. */
import type { Locator } from '@playwright/test'
import { act, find, onMap, openPaused, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const operations = (page: Page): Locator => page.getByRole('complementary', { name: 'Operations' })
const selected = (page: Page): Locator => page.getByRole('complementary', { name: 'Selected' })

/** One of three instances is gone: every third request dies there until the balancer learns better. */
async function killed(page: Page): Promise<void> {
  await openPaused(page)
  await seek(page, 30)
  await act(page, 'api-2', 'Kill')
  await seek(page, 36)
  await page.keyboard.press('Escape')
}

test('three clicks lead from a red point on the chart of successes to the node that was down', async ({ page }) => {
  await killed(page)
  const charts = page.getByRole('slider', { name: 'Moment read off the charts' })
  const { width, height } = (await charts.boundingBox())!
  await charts.click({ position: { x: width * 0.77, y: height / 2 } })
  await operations(page)
    .getByRole('button', { name: /^Trace of the dashboard/ })
    .first()
    .click()
  await expect(selected(page)).toContainText(/It died: its message from balancer never reached api-2, which was down/)
  await selected(page).getByRole('button', { name: 'Look at api-2' }).click()
  await expect(selected(page).getByRole('heading', { name: 'api-2', exact: true })).toBeVisible()
})

test('the keyboard leads there as well, and a bar of the waterfall to its moment', async ({ page }) => {
  await killed(page)
  const charts = page.getByRole('slider', { name: 'Moment read off the charts' })
  const notOk = operations(page).getByRole('button', { name: 'not ok', exact: true })
  const found = operations(page)
    .getByRole('button', { name: /^Trace of the (dashboard|report|checkout)/ })
    .first()
  const none = operations(page).getByText('No such operations in this stretch.')
  await charts.focus()
  await page.keyboard.press('End')
  // From now back to when it was killed, half a second a step, until somebody's request died.
  for (let fromS = 35.5; fromS > 29 && !(await found.isVisible()); fromS -= 0.5) {
    await charts.focus()
    await page.keyboard.press('Enter')
    await expect(operations(page)).toContainText(`${fromS.toFixed(3)} s to`)
    await notOk.focus()
    await page.keyboard.press('Enter')
    await expect(found.or(none)).toBeVisible()
    if (await none.isVisible()) {
      await charts.focus()
      await page.keyboard.press('ArrowLeft')
    }
  }
  await found.focus()
  await page.keyboard.press('Enter')
  const rows = selected(page).getByRole('region', { name: 'What was called, in the order it was sent' })
  const bar = rows.getByRole('button', { name: /on the way .* Go to/ }).last()
  const moment = /Go to ([\d.]+) s/.exec((await bar.getAttribute('aria-label'))!)![1]
  await bar.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTitle('Virtual time')).toContainText(`${moment} s`)
  await expect(selected(page)).toContainText('It died') // the trace is of the whole run, wherever the playhead is
  await selected(page).getByRole('button', { name: 'Look at api-2' }).focus()
  await expect(onMap(page, 'api-2').first()).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Enter')
  await expect(selected(page).getByRole('heading', { name: 'api-2', exact: true })).toBeVisible()
})

test('traces are searched by outcome, node and reason, and open as a waterfall', async ({ page }) => {
  await killed(page)
  await find(page, 'Search traces')
  const traces = page.getByRole('complementary', { name: 'Traces' })
  await traces.getByRole('button', { name: 'Not ok', exact: true }).click()
  await expect(traces.getByRole('status')).toContainText(/\d+ shown, of/)
  await traces.getByRole('combobox', { name: 'Why' }).selectOption('a node was down')
  const found = traces.getByRole('button', { name: /^Trace of/ })
  await expect(found.first()).toBeVisible()
  await expect(traces.getByRole('listitem').first()).toContainText('api-2, which was down')
  await traces.getByRole('combobox', { name: 'Why' }).selectOption('a queue was full')
  await expect(traces).toContainText('No such operations so far.')
  await traces.getByRole('combobox', { name: 'Why' }).selectOption('Any reason')
  await traces.getByRole('button', { name: 'Slowest', exact: true }).click()
  await traces.getByRole('combobox', { name: 'Node' }).selectOption('shard-1a')
  await found.first().click()
  await expect(selected(page).getByRole('heading', { name: 'How did this happen' })).toBeVisible()
  await selected(page).getByText('The critical path as a table').click()
  await expect(selected(page).getByRole('table').first()).toContainText('being served')
})

test('a hop of a trace leads to the decision behind it: what went in, what came out, and the line', async ({
  page,
}) => {
  await killed(page)
  await find(page, 'Search traces')
  const traces = page.getByRole('complementary', { name: 'Traces' })
  await traces
    .getByRole('button', { name: /^Trace of/ })
    .first()
    .click()
  await selected(page).getByRole('button', { name: 'Why there?' }).first().click()
  const why = page
    .getByRole('complementary', { name: 'Code', exact: true })
    .getByRole('region', { name: 'Why did it decide so?' })
  await expect(why).toContainText(/It answered/)
  await expect(why.getByText(/at \d+\.\d+ s, on /)).toBeVisible()
  await expect(why.getByRole('button', { name: 'Show the code' })).toBeVisible() // what is built in decided
})

test('traces and metrics leave as files', async ({ page }) => {
  await openPaused(page)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Prometheus text' }).click()
  expect((await download).suggestedFilename()).toMatch(/^faultline-storefront-\d+\.prom$/)
})
