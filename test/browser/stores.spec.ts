/** How a store replicates, in the page: switched while it runs, looked into, contrasted, set otherwise; by mouse and by keyboard. */
import { findings } from './support/axe'
import { act, clock, effect, find, onMap, openLab, openPaused, press, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const inside = (page: Page) => page.getByRole('region', { name: 'Inside the store' })
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Selected' })
const store = (page: Page, mode: string) => page.getByRole('button', { name: `Store: ${mode} ▾` })

async function accessible(page: Page, what: string, within = 'main'): Promise<void> {
  expect(await findings(page, within), what).toEqual([])
}

test('the mode of a running lab is switched in its menu, and the run before is there to go back to', async ({
  page,
}) => {
  await openLab(page)
  await store(page, 'Leaderless quorum').click()
  await page.getByRole('button', { name: /^Raft/ }).click()
  await expect(store(page, 'Raft')).toBeVisible()
  await expect(page.getByText('The same users and faults, with the store as: Raft')).toBeVisible()
  const atS = await clock(page)
  await expect.poll(() => clock(page), 'it runs on').toBeGreaterThan(atS)
})

const PICTURES = {
  'Leaderless quorum': { Map: 'Keys asked for most', Versions: 'Each column is a replica, each row a key.' },
  Dynamo: { Versions: 'Besides' },
  'Several leaders': { Versions: 'Each column is a replica, each row a key.' },
  CRDTs: { Versions: 'Each column is a replica, each row a key.' },
  'Primary and followers': { Logs: 'the number is the epoch' },
  Raft: { Logs: 'the number is the term' },
  Spanner: { Logs: 'the number is the term', Clocks: 'The line is the true time.', Locks: 'Transactions' },
  'Plain two-phase commit': { Locks: 'Transactions', Promises: 'No promise was broken so far' },
}

test('every mode shows what is inside it, of a replica that was cut off', async ({ page }) => {
  test.slow()
  await openPaused(page)
  await find(page, 'Cut from its peers: shard-1b')
  await seek(page, 33)
  for (const [mode, pictures] of Object.entries(PICTURES)) {
    if (!(await store(page, mode).isVisible())) await find(page, `Run the store as: ${mode}`)
    await expect(store(page, mode)).toBeVisible()
    for (const [picture, says] of Object.entries(pictures)) {
      await find(page, `Inside the store: ${picture}`)
      await expect(inside(page).getByRole('tabpanel', { name: picture })).toContainText(says)
      await accessible(page, `${mode}: ${picture}`, '.pictures')
    }
  }
})

test('from the chart to the operation, and on to the replica that answered it', async ({ page }) => {
  await openPaused(page)
  await act(page, 'shard-2a', 'Cut from its peers')
  await seek(page, 40)
  await effect(page)
    .getByRole('button', { name: /dashboard, stale reads/ })
    .click()
  const list = page.getByRole('complementary', { name: 'Operations' })
  const answered = inspector(page).getByRole('button', { name: /→ shard-2a store read/ })
  const rows = list.getByRole('button', { name: /^Trace of the dashboard read/ })
  for (let row = 0; row < 20 && !(await answered.isVisible()); row++) {
    await rows.nth(row).click() // some were answered by the cache
    await expect(inspector(page).getByText('in all')).toBeVisible()
  }
  await answered.click()
  await expect(inspector(page).getByRole('heading', { name: /↔ shard-2a/ })).toBeVisible()
  await onMap(page, 'shard-2a').first().click()
  await expect(inspector(page).getByRole('heading', { name: 'shard-2a', exact: true })).toBeVisible()
  await press(page, 'Look inside the store')
  await find(page, 'Inside the store: Versions')
  await expect(inside(page).getByRole('button', { name: 'shard-2a' })).toHaveAttribute('aria-pressed', 'true')
  await expect(inside(page).getByText('behind').first()).toBeVisible()
})

test('a write in a picture leads to its operation, a replica to its node on the map', async ({ page }) => {
  await openPaused(page)
  await find(page, 'Run the store as: Raft')
  await find(page, 'Inside the store: Logs')
  await inside(page)
    .getByRole('button', { name: /^Entry .*write/ })
    .last()
    .click()
  await expect(inspector(page)).toContainText('Raft append')
  await inside(page).getByRole('button', { name: 'shard-1c', exact: true }).click()
  await expect(inspector(page).getByRole('heading', { name: 'shard-1c', exact: true })).toBeVisible()
})

test('two modes are contrasted over the same faults', async ({ page }) => {
  await openPaused(page)
  await find(page, 'Kill: shard-1a')
  await seek(page, 33)
  await find(page, 'The same users and faults, another store')
  const dialog = page.getByRole('dialog', { name: 'The same users and faults, another store' })
  for (const mode of ['CRDTs', 'Several leaders', 'Dynamo', 'Leaderless quorum', 'Plain two-phase commit', 'Spanner'])
    await dialog.getByRole('checkbox', { name: mode, exact: true }).uncheck()
  await press(page, 'Run them', dialog)
  await expect(dialog.getByRole('row', { name: /^Raft/ })).toBeVisible({ timeout: 30_000 })
  await expect(dialog.getByRole('row', { name: /^Primary and followers/ })).toContainText('%')
  await accessible(page, 'contrast', 'dialog')
})

test('settings run the same users again; impossible ones are refused with the reason, and the run stays', async ({
  page,
}) => {
  await openPaused(page)
  await find(page, 'Run the store as: Primary and followers')
  await find(page, 'Primary and followers: its settings')
  const dialog = page.getByRole('dialog', { name: 'Primary and followers: its settings' })
  await accessible(page, 'settings', 'dialog')
  await dialog.getByRole('spinbutton', { name: 'Replace a primary unheard for' }).fill('100')
  await press(page, 'Run with these', dialog)
  await expect(dialog.getByRole('alert')).toContainText('Replace a primary unheard for')
  await expect(dialog.getByRole('alert')).toContainText('300 ms to 60000 ms')
  await dialog.getByRole('spinbutton', { name: 'Replace a primary unheard for' }).fill('600')
  await dialog.getByRole('checkbox', { name: 'Fencing' }).uncheck()
  await press(page, 'Run with these', dialog)
  await expect(dialog).toBeHidden()
  await expect(page.getByText('with other settings of: Primary and followers')).toBeVisible()
})

test('a primary killed while it is cut off loses writes, and the page shows which', async ({ page }) => {
  await openPaused(page)
  await find(page, 'Run the store as: Primary and followers')
  await find(page, 'Cut from its peers: shard-1a')
  await seek(page, 33)
  await find(page, 'Kill: shard-1a')
  await seek(page, 38)
  await page.getByRole('button', { name: /lost write/ }).click()
  const promises = inside(page).getByRole('tabpanel', { name: 'Promises' })
  await expect(promises).toContainText('Acknowledged writes are lost')
  await accessible(page, 'lost writes', '.pictures')
  await promises
    .getByRole('button', { name: /^Follow #/ })
    .first()
    .click()
  await expect(inspector(page)).toContainText(/checkout|write key/) // whichever was lost first, of a customer or of a worker
})

test('whoever asks again is charged again, the page shows who, and a setting of the store heals it', async ({
  page,
}) => {
  await openPaused(page, './#/lab?preset=double-charge')
  const twice = page.getByRole('button', { name: /^Done twice: / })
  await twice.click()
  const promises = inside(page).getByRole('tabpanel', { name: 'Promises' })
  await expect(promises).toContainText('Operations took effect more than once')
  await accessible(page, 'done twice', '.pictures')
  await promises
    .getByRole('button', { name: /^Follow #/ })
    .first()
    .click()
  await expect(inspector(page)).toContainText(/checkout|write key/)
  await find(page, 'Spanner: its settings')
  const dialog = page.getByRole('dialog', { name: 'Spanner: its settings' })
  await dialog.getByRole('checkbox', { name: 'Do it once, however often it is asked for' }).check()
  await press(page, 'Run with these', dialog)
  await expect(dialog).toBeHidden()
  await expect(twice).toHaveCount(0)
})

test('all of it by the keyboard', async ({ page }) => {
  await openPaused(page)
  await store(page, 'Leaderless quorum').focus()
  await page.keyboard.press('Enter')
  const raft = page.getByRole('button', { name: /^Raft/ })
  for (let i = 0; i < 12 && !(await raft.evaluate((button) => button === document.activeElement)); i++)
    await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(store(page, 'Raft')).toBeVisible()
  await page.keyboard.press('v')
  const tab = (name: string) => inside(page).getByRole('tab', { name })
  await tab('Map').focus()
  await page.keyboard.press('ArrowRight')
  await expect(tab('Logs')).toBeFocused()
  await expect(tab('Logs')).toHaveAttribute('aria-selected', 'true')
  const entry = inside(page)
    .getByRole('button', { name: /^Entry/ })
    .last()
  await entry.focus()
  await page.keyboard.press('Enter')
  // The last entry at that moment may be a customer's or a worker's.
  await expect(inspector(page)).toContainText(/checkout|write key/)
})
