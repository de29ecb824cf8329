/** Homework without a server, on plain http: made, worked on, handed in and judged; the page's table is the command's. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { assignmentDigest, assignmentFrom } from '../../src/classroom/homework/assignment'
import type { Submission } from '../../src/classroom/homework/submission'
import { submissionFrom, submissionText } from '../../src/classroom/homework/submission'
import { submitted, withCode } from '../classroom/homework/homework'
import { findings, SCREENS } from './support/axe'
import { DIST, PLAIN_URL, SITE_URL } from './support/hosts'
import type { Target } from './support/keys'
import { enter, goTo } from './support/keys'
import { onMap, press } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const folder = mkdtempSync(join(tmpdir(), 'faultline-'))
test.afterAll(() => rmSync(folder, { recursive: true }))
const at = (file: string): string => join(folder, file)

/** Saves what a button gives under a name in the folder. */
async function saved(page: Page, button: string, file?: string): Promise<string> {
  const coming = page.waitForEvent('download')
  await press(page, button)
  const download = await coming
  const name = file ?? download.suggestedFilename()
  await download.saveAs(at(name))
  return name
}

/** Makes homework of a lesson, over one seed each; answers its link. */
async function make(page: Page, name: string, site = PLAIN_URL): Promise<string> {
  await page.goto(`${site}#/homework`)
  await page.getByRole('link', { name: 'Make homework' }).click()
  await page.getByLabel('What it is about').selectOption({ label: 'When to retry?' })
  await expect(page.getByLabel('Title')).toHaveValue('When to retry?')
  await page.getByLabel('Your words to the learners').fill('Your id is your number.')
  await page.getByLabel('Public seeds').fill('1')
  await page.getByLabel('Hidden seeds').fill('1')
  await press(page, 'Make it')
  await expect(page.getByRole('heading', { name: 'Homework to hand out' })).toBeFocused()
  await saved(page, 'Save the file for learners', `${name}.assignment.json`)
  await saved(page, 'Save the key', `${name}.key.json`)
  return page.getByRole('textbox', { name: 'Link to the homework' }).inputValue()
}

async function begin(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await press(page, 'Begin')
  const contents = page.getByRole('navigation', { name: 'Sections of this lesson' })
  await press(page, 'Change it', contents)
}

const give = (page: Page, files: string[]) => page.getByLabel('Open files…').setInputFiles(files.map(at))
const results = (page: Page) => page.getByRole('region', { name: 'What came of each' })

function command(...args: string[]) {
  const { stdout, status } = spawnSync('node', [resolve(DIST, 'cli/faultline.js'), 'verify', ...args], {
    encoding: 'utf8',
    cwd: folder,
  })
  return { stdout, status }
}

test('three submissions, one of them changed: the page and the command say the very same', async ({ page }) => {
  const link = await make(page, 'work')
  expect(await page.evaluate(() => isSecureContext)).toBe(false)

  await page.goto(link)
  await expect(page.getByText('Your id is your number.')).toBeVisible()
  await expect(
    page.getByText('over 1 public seed, which you can check here, and 1 hidden one that is yours alone'),
  ).toBeVisible()
  await begin(page, link)
  await page.getByRole('radio', { name: /a retry budget/ }).check()
  await press(page, 'Check over 1 public seed')
  await expect(page.getByText('It holds on all 1 seeds.')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('region', { name: 'Hints' })).toHaveCount(0)
  await press(page, 'Save to hand in')
  await expect(page.getByRole('alert')).toHaveText('Type your id first: 1 to 60 letters, digits or signs.')
  await page.getByRole('textbox', { name: /^Your id/ }).fill(' 007  Ada ')
  const ada = await saved(page, 'Save to hand in')
  await expect(page.getByText(`Saved as ${ada}.`)).toBeVisible()
  expect(ada).toBe('007-Ada.submission.json')

  const text = readFileSync(at(ada), 'utf8')
  const submission = submissionFrom(text)
  expect(submission).toMatchObject({ id: '007 Ada', choices: { retry: 'budget' }, commands: [], policies: {} })
  const save = (file: string, one: Submission): void =>
    writeFileSync(at(file), submissionText({ ...one, assignment: submission.assignment }))
  save(
    'bob.json',
    withCode('export default function never() { return -1 }', { id: '=008', choices: { retry: 'code' } }),
  )
  writeFileSync(at('changed.json'), text.replace('007 Ada', '009 Cleo'))
  writeFileSync(at('bomb.json.gz'), gzipSync(new Uint8Array(60_000_000)))
  const files = [ada, 'bob.json', 'changed.json', 'bomb.json.gz']

  await page.goto(`${PLAIN_URL}#/homework/judge`)
  await give(page, [...files, 'work.assignment.json', 'work.key.json'])
  await expect(page.getByText('fits: hidden seeds are judged too')).toBeVisible()
  await expect(page.getByText(/^4 files: all goals hold in 1, not in 1, 2 refused$/)).toBeVisible({ timeout: 60_000 })
  const table = results(page).getByRole('table')
  await expect(table.getByRole('row', { name: /changed\.json/ })).toContainText(
    'The file was changed after it was saved',
  )
  await expect(table.getByRole('row', { name: /bomb/ })).toContainText('unpacks to more than 2 MB')
  const csv = readFileSync(at(await saved(page, 'Save the table (CSV)')), 'utf8')
  const told = command(...files, '--assignment', 'work.assignment.json', '--key', 'work.key.json', '--csv')
  expect(csv).toBe(told.stdout)
  expect(told.status).toBe(1)
  expect(csv).toContain(",'=008,") // no formula for a spreadsheet
})

test('a scenario: what was done by hand, in code and in settings is handed in, and judged as it was checked', async ({
  page,
}) => {
  await page.goto(`${PLAIN_URL}#/homework/make`)
  await page.getByLabel('What it is about').selectOption({ label: 'Storefront' })
  await press(page, 'Make it')
  await expect(page.getByRole('alert')).toHaveText(/^Learners could do nothing/)
  await page.getByLabel('Length of a run, in seconds').fill('20')
  await page.getByText('What they may do by hand').first().click()
  await page.getByRole('checkbox', { name: 'kill nodes' }).check()
  await page.getByText('Decisions they may write').first().click()
  await page.getByRole('checkbox', { name: 'which instance gets a request' }).check()
  await page.getByLabel('Learners may change how the store replicates').check()
  await page.getByLabel('Public seeds').fill('1')
  await page.getByLabel('Hidden seeds').fill('0')
  await press(page, 'Make it')
  await saved(page, 'Save the file for learners', 'shop.assignment.json')
  await expect(page.getByRole('button', { name: 'Save the key' })).toHaveCount(0)

  await page.goto(await page.getByRole('textbox', { name: 'Link to the homework' }).inputValue())
  await press(page, 'Begin')
  await expect(page.getByText('At least 99 % of operations succeed in time.').last()).toBeVisible()
  await press(page, 'Go on')
  await press(page, 'Settings')
  const settings = page.getByRole('dialog', { name: /its settings$/ })
  await settings.getByRole('checkbox', { name: 'Read repair' }).uncheck()
  await press(page, 'Run with these', settings)
  await expect(settings).toBeHidden()
  const kill = page
    .getByRole('group', { name: 'What to do to api-1' })
    .getByRole('button', { name: 'Kill', exact: true })
  // The learner's own run is just being opened, without a selection.
  await expect(async () => {
    await onMap(page, 'api-1').first().focus()
    await page.keyboard.press('Enter')
    await kill.click({ timeout: 1_000 })
  }).toPass()
  await press(page, 'Code')
  await page.getByRole('checkbox', { name: 'Plain editor' }).setChecked(true)
  const editor = page.getByRole('textbox', { name: 'Code, policy.ts' })
  await expect(editor).toHaveValue(/export/)
  await editor.fill('export default function second(): number {\n  return 1\n}\n')
  await press(page, 'Apply')
  await expect(page.getByText(/^Your code, /)).toBeVisible()
  await press(page, 'Close the code')
  await page.getByRole('textbox', { name: /^Your id/ }).fill('Eve')
  const file = await saved(page, 'Save to hand in')
  const { commands, policies, replication } = submissionFrom(readFileSync(at(file), 'utf8'))
  expect(commands.map(({ command: { kind } }) => kind)).toEqual(['kill', 'setPolicy'])
  expect(Object.values(policies).map(({ contract }) => contract)).toEqual(['balancer'])
  expect(replication).toMatchObject({ store: { readRepair: false } })
  await press(page, 'Check over 1 public seed')
  const held = page.getByText(/^It holds on (all 1|0 of 1) seeds\.$/)
  await expect(held).toBeVisible({ timeout: 60_000 })
  const holds = (await held.textContent())?.includes('all') ?? false
  const told = command(file, '--assignment', 'shop.assignment.json', '--csv')
  expect(told.stdout).toContain(`Eve,${holds ? 'all goals hold' : 'not all goals hold'},`)
  expect(told.status).toBe(0)
})

test('what was begun is there after a reload, and the key of other homework is refused', async ({ page }) => {
  const link = await make(page, 'mine')
  await begin(page, link)
  await page.getByRole('radio', { name: 'One try', exact: true }).check()
  await page.getByRole('textbox', { name: /^Your id/ }).fill('Dora')
  const file = await saved(page, 'Save to hand in')
  await page.reload()
  await expect(page.getByRole('radio', { name: 'One try', exact: true })).toBeChecked()
  await expect(page.getByRole('textbox', { name: /^Your id/ })).toHaveValue('Dora')

  await make(page, 'other')
  await page.goto(`${PLAIN_URL}#/homework/judge`)
  await give(page, [file, 'mine.assignment.json', 'other.key.json'])
  await expect(page.getByRole('alert')).toContainText('This is the key of another assignment.')
  await expect(results(page).getByRole('cell', { name: /^not all goals hold$/ })).toBeVisible({ timeout: 60_000 })
  await give(page, ['mine.key.json'])
  await expect(page.getByText('fits: hidden seeds are judged too')).toBeVisible()
  await expect(
    results(page)
      .getByRole('cell', { name: /of 1 public, \d of 1 hidden/ })
      .first(),
  ).toBeVisible({
    timeout: 60_000,
  })
})

test('code that never comes to an end ends its own judge alone', async ({ page }) => {
  await page.context().route(/\/assets\/worker[^/]*\.js$/, async (route) => {
    const response = await route.fetch()
    // No budget misses a loop of a learner's: one is planted in what a function of the library stands on.
    const planted = 'const fround = Math.fround; Math.fround = (x) => { if (x === 424242) for (;;); return fround(x) };'
    await route.fulfill({ response, body: `${await response.text()}\n${planted}` })
  })
  await page.clock.install()
  await make(page, 'slow', SITE_URL)
  const answers = assignmentDigest(assignmentFrom(readFileSync(at('slow.assignment.json'), 'utf8')))
  const stuck = 'export default function stuck() { return Math.fround(424242) }'
  writeFileSync(at('hal.json'), submissionText(withCode(stuck, { id: 'Hal', assignment: answers, choices: {} })))
  writeFileSync(
    at('eve.json'),
    submissionText(submitted({ id: 'Eve', assignment: answers, choices: { retry: 'budget' } })),
  )
  await page.goto(`${SITE_URL}#/homework/judge`)
  await give(page, ['slow.assignment.json', 'hal.json', 'eve.json'])
  await expect(results(page).getByRole('row', { name: /eve\.json/ })).toContainText('all goals hold', {
    timeout: 60_000,
  })
  await page.clock.fastForward('02:05')
  await expect(results(page).getByRole('row', { name: /hal\.json/ })).toContainText(
    'did not come to an end within 120 s',
  )
})

test('made, worked on, handed in and judged by keyboard alone', async ({ page }) => {
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const type = async (field: Target, text: string): Promise<void> => {
    await goTo(page, field)
    await page.keyboard.press('Control+a')
    await page.keyboard.type(text)
  }
  const kept = async (name: string, file: string): Promise<void> => {
    const coming = page.waitForEvent('download')
    await enter(page, button(name))
    await (await coming).saveAs(at(file))
  }
  await page.goto(`${PLAIN_URL}#/homework`)
  await enter(page, page.getByRole('link', { name: 'Make homework' }))
  await goTo(page, page.getByLabel('What it is about'))
  await page.keyboard.type('When to retry')
  await expect(page.getByLabel('Title')).toHaveValue('When to retry?')
  await type(page.getByLabel('Your words to the learners'), 'By keyboard.')
  await goTo(page, page.getByText('What they may do by hand').first())
  await page.keyboard.press('Space')
  await goTo(page, page.getByRole('checkbox', { name: 'kill nodes' }))
  await page.keyboard.press('Space')
  await type(page.getByLabel('Public seeds'), '1')
  await type(page.getByLabel('Hidden seeds'), '1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Homework to hand out' })).toBeFocused()
  await kept('Save the file for learners', 'keys.assignment.json')
  await kept('Save the key', 'keys.key.json')

  await page.goto(await page.getByRole('textbox', { name: 'Link to the homework' }).inputValue())
  await enter(page, button('Begin'))
  await enter(
    page,
    page.getByRole('navigation', { name: 'Sections of this lesson' }).getByRole('button', { name: 'Change it' }),
  )
  await expect(page.getByRole('heading', { level: 2, name: 'Change it' })).toBeFocused()
  await goTo(page, page.getByRole('radio', { checked: true }))
  const budget = page.getByRole('radio', { name: /a retry budget/ })
  for (let i = 0; i < 9 && !(await budget.isChecked()); i++) await page.keyboard.press('ArrowDown')
  await enter(page, button('Check over 1 public seed'))
  await expect(page.getByText('It holds on all 1 seeds.')).toBeVisible({ timeout: 60_000 })
  await type(page.getByRole('textbox', { name: /^Your id/ }), 'Ada')
  await kept('Save to hand in', 'keys.json')
  await expect(page.getByText('Saved as Ada.submission.json.')).toBeVisible()

  await page.goto(`${PLAIN_URL}#/homework/judge`)
  const chooser = page.waitForEvent('filechooser') // listened for before the way to the button: the browser needs a moment to begin
  await enter(page, page.getByLabel('Open files…'))
  await (await chooser).setFiles(['keys.assignment.json', 'keys.key.json', 'keys.json'].map(at))
  await expect(page.getByText('1 file: all goals hold in 1')).toBeVisible({ timeout: 60_000 })
  await goTo(page, page.getByRole('region', { name: 'Submissions in a table' }))
  await kept('Save the table (CSV)', 'keys.csv')
  expect(readFileSync(at('keys.csv'), 'utf8')).toContain('Ada,all goals hold')
  await enter(page, button('Clear the desk'))
  await expect(results(page)).toHaveCount(0)
  await expect(page.getByLabel('Open files…')).toBeFocused()
})

test('homework that is damaged, or that this page cannot have, says what to do', async ({ page }) => {
  await page.goto(`${PLAIN_URL}#/homework?from=1.zzzz`)
  await expect(page.getByRole('alert')).toContainText('damaged')
  await page.goto(`${PLAIN_URL}#/homework/given`)
  await expect(page.getByRole('alert')).toContainText('open the file again')
  await page.getByRole('navigation', { name: 'Elsewhere' }).getByRole('link', { name: 'Homework' }).click()
  writeFileSync(at('notes.json'), '{}')
  await page.getByLabel('Open homework…').setInputFiles(at('notes.json'))
  await expect(page.getByRole('alert')).toContainText('The assignment is refused.')
})

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test.describe(screen, () => {
    test.use({ viewport })
    test('axe finds nothing on the pages of homework', async ({ page }) => {
      const link = await make(page, `axe-${screen}`)
      expect(await findings(page), 'made').toEqual([])
      await page.goto(`${PLAIN_URL}#/homework`)
      await expect(page.getByRole('heading', { level: 1, name: 'Homework' })).toBeVisible()
      expect(await findings(page), 'start').toEqual([])
      await page.goto(link)
      await expect(page.getByRole('button', { name: 'Begin' })).toBeVisible()
      expect(await findings(page), 'given').toEqual([])
      await begin(page, link)
      await page.getByRole('textbox', { name: /^Your id/ }).fill('Ada')
      const file = await saved(page, 'Save to hand in')
      expect(await findings(page, '.lesson-side'), 'hand in').toEqual([])
      await page.goto(`${PLAIN_URL}#/homework/judge`)
      await give(page, [`axe-${screen}.assignment.json`, file])
      await expect(page.getByText(/^1 file: /)).toBeVisible({ timeout: 60_000 })
      expect(await findings(page), 'judged').toEqual([])
    })
  })
}
