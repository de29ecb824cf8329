/** What calls over an edge go by, changed by a visitor: the same users and faults again, with another outcome, and back. */
import type { Locator, Page } from '@playwright/test'
import { findings } from './support/axe'
import { clock, find, fingerprint, openPaused, press, reload, running, seek } from './support/lab'
import { expect, test } from './support/test'

const form = (page: Page): Locator => page.getByRole('dialog', { name: 'Change how it calls', exact: true })
const field = (page: Page, name: string): Locator => form(page).getByLabel(name, { exact: true })
const START = 'Start again with these settings'

/** Calls that reached the web tier for each request that was answered in time, by the golden signals of the last second. */
async function callsPerSuccess(page: Page): Promise<number> {
  const signals = page.getByRole('region', { name: /^Golden signals: the newest/ })
  const cell = async (row: string, at: number): Promise<number> => {
    const cells = signals.getByRole('row').filter({ hasText: row }).getByRole('cell')
    return Number(/[\d.]+/.exec((await cells.nth(at).textContent()) ?? '')?.[0] ?? NaN)
  }
  const answered = async (journey: string): Promise<number> =>
    (await cell(journey, 0)) * (1 - (await cell(journey, 1)) / 100)
  return (await cell('web', 0)) / ((await answered('buy')) + (await answered('browse')))
}
async function started(page: Page): Promise<void> {
  await expect(form(page)).toBeHidden()
  await expect(page.getByText('The same users and faults, with calls set otherwise.')).toBeVisible()
}

test('retries without jitter make more calls for each success; taken away again, it is the same run', async ({
  page,
}) => {
  await openPaused(page, './#/lab?preset=overload-shed&seed=7')
  await seek(page, 50)
  const as = await fingerprint(page)
  await find(page, 'Golden signals')
  await expect.poll(() => callsPerSuccess(page)).toBeGreaterThan(0)
  const before = await callsPerSuccess(page)

  await find(page, 'Select customers', 'customers')
  await press(page, 'Change how it calls')
  await expect(form(page)).toContainText('Each call is made once, and nothing is asked before it.')
  await expect(form(page).getByRole('button', { name: START })).toBeDisabled()
  await form(page).getByRole('button', { name: 'Add: Retry', exact: true }).press('Enter')
  await expect(field(page, 'Attempts at most')).toBeFocused()
  await expect(field(page, 'Attempts at most')).toHaveValue('3')
  await field(page, 'Waits between').selectOption('doubling, no jitter')
  await expect(form(page)).toContainText('Tries at most 3 times; the first wait is 100 ms, then longer ones.')
  await press(page, 'Add: Timeout', form(page))
  await field(page, 'One attempt is given up after').fill('300')
  await field(page, 'One attempt is given up after').press('Enter')
  await started(page)
  expect(await clock(page)).toBe(50)
  await find(page, 'Golden signals')
  await expect.poll(() => callsPerSuccess(page)).toBeGreaterThan(before * 1.2)
  expect(await fingerprint(page)).not.toBe(as)

  await find(page, 'Change how customers calls balancer')
  await press(page, 'Remove: Retry', form(page))
  await expect(form(page).getByRole('button', { name: 'Add: Retry', exact: true })).toBeFocused()
  await press(page, 'Remove: Timeout', form(page))
  await press(page, START, form(page))
  await started(page)
  await find(page, 'Golden signals')
  await expect.poll(() => callsPerSuccess(page)).toBe(before)
  expect(await fingerprint(page)).toBe(as)
})

test('settings that contradict each other are refused at their field, with the reason, and nothing is lost', async ({
  page,
}) => {
  await openPaused(page, './#/lab?preset=retry-budget&seed=7')
  await seek(page, 40)
  const as = await fingerprint(page)
  await find(page, 'Change how customers calls balancer')
  await field(page, 'Longest wait').fill('50')
  await press(page, START, form(page))
  const wait = field(page, 'Longest wait')
  await expect(wait).toHaveAccessibleDescription(
    '“Longest wait” is shorter than the first wait: 50 ms (allowed: 100 ms).',
  )
  await expect(wait).toBeFocused()
  expect(await findings(page, 'dialog')).toEqual([])
  await wait.fill('')
  await press(page, 'Remove: Retry', form(page))
  await press(page, START, form(page))
  await expect(form(page)).toContainText('“Retry budget” limits retries, and there are none to limit.')
  await page.keyboard.press('Escape')
  expect(await fingerprint(page)).toBe(as)
})

test('a breaker of a library, and what a service turns away, are part of the run, which outlives a reload', async ({
  page,
}) => {
  await openPaused(page, './#/lab?preset=retry-storm&seed=7')
  await find(page, 'Change how customers calls balancer')
  await press(page, 'Add: Circuit breaker', form(page))
  await field(page, 'Breaker').selectOption('as Polly has it')
  await expect(form(page)).toContainText('Opens when 10 % of the calls of the last 30 s fail (of 100 at least)')
  await field(page, 'Calls').selectOption('balancer to web')
  await press(page, 'Add: Deadlines', form(page))
  await press(page, START, form(page))
  await started(page)
  await reload(page)
  await running(page)
  await find(page, 'Change how customers calls balancer')
  await expect(field(page, 'Breaker')).toHaveValue('polly')
  await field(page, 'Calls').selectOption('balancer to web')
  await expect(form(page).getByRole('button', { name: 'Remove: Deadlines', exact: true })).toBeVisible()
})
