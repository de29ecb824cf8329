/** The policy studio: a decision's code is read, changed and put into the running system, and what goes wrong is told. */
import { findings } from './support/axe'
import { clock, find, openLab, openPaused, pause, press, reload, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const BALANCER = 'Which instance gets a request'
const studio = (page: Page) => page.getByRole('complementary', { name: 'Code', exact: true })
const editor = (page: Page) => studio(page).getByRole('textbox', { name: 'Code, policy.ts' })
const problems = (page: Page) => studio(page).getByRole('region', { name: /problem/ })

const FIRST_ALWAYS = `import type { BalancerContext } from 'faultline'
export default function first({ instances }: BalancerContext): number {
return instances.length > 0 ? 0 : -1
}`
const THROWS = `import type { BalancerContext } from 'faultline'
export default function angry({ user }: BalancerContext): number {
throw new Error('user ' + user)
}`

async function openBalancer(page: Page): Promise<void> {
  await find(page, 'Edit a decision…', 'edit decision')
  await press(page, BALANCER, studio(page))
  await expect(editor(page)).toBeVisible({ timeout: 30_000 })
}
/** Replaces all that is in the editor. */
async function write(page: Page, text: string): Promise<void> {
  await editor(page).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.insertText(text)
}
/** What the inspector says of a node's utilisation, in per cent. */
async function utilisation(page: Page, node: string): Promise<number> {
  await find(page, `Select ${node}`)
  await expect(page.getByRole('heading', { name: node, exact: true })).toBeVisible()
  const said = page
    .getByRole('complementary', { name: 'Selected' })
    .getByText(/^Utilisation/)
    .locator('..')
  return Number(/([\d.]+) %/.exec((await said.textContent()) ?? '')?.[1] ?? NaN)
}
const text = (page: Page) => studio(page).locator('.view-lines')

test('nothing of Monaco comes before the editor is opened, and all of it from here', async ({ page }) => {
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await openPaused(page)
  await press(page, 'Code')
  await expect(studio(page).getByText('balancer: Fewest requests open, built in')).toBeVisible()
  expect(asked.filter((url) => url.includes('monaco'))).toEqual([])
  await openBalancer(page)
  await expect(text(page)).toContainText('leastOutstanding')
  expect(asked.filter((url) => url.includes('/assets/monaco/')).length).toBeGreaterThan(2)
})

test.describe('kept offline', () => {
  test.use({ keepsOffline: true })

  test('opened once, the editor is there offline too, and tells what is wrong', async ({ page, context }) => {
    await openPaused(page)
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => null))
    await reload(page) // from here on the service worker serves the page, and keeps what it loads
    await expect(page.getByTitle('Virtual time')).toContainText(/\d/)
    await openBalancer(page)
    await write(page, FIRST_ALWAYS.replace('instances.length', 'instances.longest'))
    await expect(problems(page)).toContainText("'longest' does not exist", { timeout: 30_000 })
    await context.setOffline(true)
    const again = await context.newPage()
    await openPaused(again)
    await openBalancer(again)
    await write(again, FIRST_ALWAYS.replace('instances.length', 'instances.shortest'))
    await expect(problems(again)).toContainText("'shortest' does not exist", { timeout: 30_000 })
  })
})

test('everything goes to one instance from the moment on that the code is applied', async ({ page }) => {
  await openPaused(page)
  const before = await utilisation(page, 'api-1')
  await openBalancer(page)
  await write(page, FIRST_ALWAYS)
  await expect(problems(page)).toContainText('No problems found.')
  await press(page, 'Apply', studio(page))
  await expect(page.getByText('Applied your code for which instance gets a request', { exact: true })).toBeVisible()
  await seek(page, 36)
  await expect.poll(() => utilisation(page, 'api-2')).toBeLessThan(1)
  expect(await utilisation(page, 'api-1')).toBeGreaterThan(2 * before)
  await expect(
    studio(page).getByText(/Your code, everywhere, from 3\d\.\d+ s on: [\d,]+ decisions, no failure/),
  ).toBeVisible()
  await press(page, 'Take back', studio(page))
  await seek(page, 40)
  await expect.poll(() => utilisation(page, 'api-2')).toBeGreaterThan(before / 2)
})

test('what does not compile is told at its line, and is not applied', async ({ page }) => {
  await openPaused(page)
  await openBalancer(page)
  await write(page, `let seen = 0\nexport default function counts(): number {\nseen++\nreturn 0\n}`)
  await expect(problems(page).getByRole('button', { name: 'Line 1', exact: true })).toBeVisible()
  await press(page, 'Apply', studio(page))
  await expect(studio(page).getByRole('alert')).toContainText('Not applied. Line 1: “let” outside of a function')
  await expect(studio(page).getByText('balancer: Fewest requests open, built in')).toBeVisible()
})

test('code that throws leaves the run to what is built in, and says where it failed', async ({ page }) => {
  await openLab(page)
  await openBalancer(page)
  await studio(page).getByRole('checkbox', { name: 'Pause when my code fails' }).check()
  await write(page, THROWS)
  await page.keyboard.press('ControlOrMeta+Enter')
  const notice = page.getByRole('status').filter({ hasText: 'failed at' })
  await expect(notice).toContainText(/on balancer, policy\.ts line 3: It threw an error: “user \d+”\./)
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await press(page, 'Show the line', notice)
  await expect(studio(page).locator('.shown-line')).toBeVisible()
  const at = Math.ceil(await clock(page)) + 3
  await seek(page, at)
  await expect(
    studio(page).getByText('It failed too often and is off: what decided before it decides again.'),
  ).toBeVisible()
})

test('a reload keeps what was written; the editor is left by keyboard; a plain editor does the same', async ({
  page,
}) => {
  await openPaused(page)
  await openBalancer(page)
  await write(page, FIRST_ALWAYS)
  await expect(studio(page).getByText('Edited, not applied.')).toBeVisible()
  await reload(page)
  await pause(page)
  await openBalancer(page)
  await expect(text(page)).toContainText(/return.instances\.length/)
  await editor(page).focus()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Tab')
  await expect(studio(page).getByRole('checkbox', { name: 'Plain editor' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(editor(page)).toHaveValue(/instances\.length > 0/)
  await press(page, 'Reset', studio(page))
  await expect(editor(page)).toHaveValue(/leastOutstanding/)
})

test('what is written over as a whole can be brought back, in the plain editor too', async ({ page }) => {
  await openPaused(page)
  await openBalancer(page)
  await studio(page).getByRole('checkbox', { name: 'Plain editor' }).check()
  await editor(page).fill(FIRST_ALWAYS)
  await press(page, 'Start from ▾', studio(page))
  await press(page, /^At random/, studio(page))
  await expect(editor(page)).not.toHaveValue(FIRST_ALWAYS)
  await press(page, 'Bring back', studio(page))
  await expect(editor(page)).toHaveValue(FIRST_ALWAYS)
})

test('a file is added and named by keyboard, and a problem in it leads there', async ({ page }) => {
  await openPaused(page)
  await openBalancer(page)
  const add = studio(page).getByRole('button', { name: 'Add file' })
  await add.press('Enter')
  await page.keyboard.press('Escape')
  await expect(add).toBeFocused()
  await add.press('Enter')
  await page.keyboard.type('helper')
  await page.keyboard.press('Enter')
  await studio(page).getByRole('checkbox', { name: 'Plain editor' }).check()
  const helper = studio(page).getByRole('textbox', { name: 'Code, helper.ts' })
  await helper.fill('export function zero(): number {\n  return fetch()\n}\n')
  await press(page, 'policy.ts', studio(page))
  await editor(page).fill(
    "import { zero } from './helper'\nexport default function first(): number {\n  return zero()\n}\n",
  )
  await press(page, 'helper.ts, line 2', problems(page))
  await expect(helper).toBeVisible()
})

test('the focus goes into the panel, follows what is opened there, and comes back when it closes', async ({ page }) => {
  await openPaused(page)
  const opener = page.getByRole('button', { name: 'Code', exact: true })
  await opener.press('Enter')
  const inside = studio(page).locator('*:focus')
  await expect(inside).toBeAttached()
  await studio(page).getByRole('button', { name: BALANCER }).press('Enter')
  await page.keyboard.press('Tab')
  await expect(studio(page).getByRole('button', { name: '‹ All decisions' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(studio(page)).toBeHidden()
  await expect(opener).toBeFocused()
})

test('with and without the code over many seeds', async ({ page }) => {
  await openPaused(page)
  await openBalancer(page)
  await write(page, FIRST_ALWAYS)
  await press(page, 'Apply', studio(page))
  await press(page, 'Over 50 seeds', studio(page))
  const trial = page.getByRole('dialog', { name: 'With and without' })
  await expect(trial.getByRole('combobox', { name: 'Leave out' })).toHaveValue('newest')
  await expect(trial.getByText(/^\d+ of 50 seeds$/)).toBeVisible({ timeout: 30_000 })
  await press(page, 'Cancel', trial)
})

test('why it decided so: what went in, what came out, the line and the log; and again with another context', async ({
  page,
}) => {
  await openPaused(page)
  await openBalancer(page)
  await write(
    page,
    FIRST_ALWAYS.replace('return', "console.log('user', user)\nreturn").replace('{ instances }', '{ instances, user }'),
  )
  await press(page, 'Apply', studio(page))
  await expect(page.getByText('Applied your code for which instance gets a request', { exact: true })).toBeVisible()
  await seek(page, 34)
  await press(page, 'Why', studio(page))
  const why = studio(page).getByRole('region', { name: 'Why did it decide so?' })
  await expect(why).toContainText('It answered 0')
  await expect(why).toContainText('return instances.length > 0 ? 0 : -1')
  await expect(why).toContainText(/user \d+/)
  const first = await why.getByText(/at 3\d\.\d+ s, on balancer/).textContent()
  await press(page, 'Previous', why)
  await expect(why.getByText(/at 3\d\.\d+ s, on balancer/)).not.toHaveText(first ?? '')
  await why.getByRole('textbox', { name: 'user', exact: true }).fill('4242')
  await press(page, 'Run it again', why)
  await expect(why.getByRole('status')).toContainText('user 4242')
  await press(page, 'Show the line', why)
  await expect(studio(page).locator('.shown-line')).toBeVisible()
  await expect(editor(page)).toBeVisible()
})

test('axe finds nothing in it, in both themes', async ({ page }) => {
  await openPaused(page)
  await openBalancer(page)
  expect(await findings(page, '.studio-panel')).toEqual([])
})

test('the comparison with what is built in follows the theme', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await openPaused(page)
  await openBalancer(page)
  await press(page, 'Compare with built in', studio(page))
  const ground = studio(page).locator('.modified .monaco-editor-background').first()
  const colour = () => ground.evaluate((element) => getComputedStyle(element).backgroundColor)
  const light = await colour()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(colour).not.toBe(light)
})
