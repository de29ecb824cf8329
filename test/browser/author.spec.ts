/**
 * A lesson made on the page, as its author does it: something is broken in the lab, the run becomes a lesson, a way that solves it is shown and
 * recorded, a goal is made of a figure, the words are written, what is missing is mended, and the file is opened as a learner opens it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { filesOfFile } from '../../src/lessons/zip'
import { readLesson } from '../../src/lessons/load'
import { loadPreset } from '../../src/scenarios/presets'
import { findings } from './support/axe'
import { find, openPaused, press, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const parts = (page: Page) => page.getByRole('navigation', { name: 'Parts of the lesson' })
const goTo = (page: Page, part: string) =>
  parts(page)
    .getByRole('button', { name: new RegExp(`^${part}\\b`) })
    .click()
const preview = (page: Page) => page.getByRole('region', { name: 'As a learner sees it' })
const text = (page: Page) => page.getByRole('textbox', { name: 'text.md' })

async function recorded(page: Page): Promise<void> {
  await openPaused(page, './#/lab?preset=web-tier&seed=3')
  await seek(page, 34)
  await find(page, 'Kill all: server')
  await seek(page, 42)
  await find(page, 'Make a lesson of this run')
  await expect(parts(page)).toBeVisible()
}
/** A way from the start on: at its moment, and named. */
async function shown(page: Page, atS: number, act: string, name: string, is: 'solves it' | 'must fail'): Promise<void> {
  await goTo(page, 'Ways')
  await press(page, 'Show a way in the lab')
  await expect(page.getByRole('region', { name: 'Show a way in the lab' })).toBeVisible()
  await seek(page, atS)
  await find(page, act)
  await page.getByRole('link', { name: 'Record it as a way' }).click()
  await page.getByRole('textbox', { name: 'In the learner’s words' }).fill(name)
  await page.getByRole('combobox', { name: 'It', exact: true }).selectOption(is)
  await press(page, 'Record this way')
  await expect(page.getByText(`This is what “${name}” is.`)).toBeVisible()
}
/** Each section that is empty, with some words. */
async function worded(page: Page): Promise<void> {
  await goTo(page, 'Words')
  const before = await text(page).inputValue()
  const filled = before
    .replace(/^# .*$/m, '# Who restarts them?')
    .replace(
      /(:::(question|explain|solution|field|again|hint\{n=1\}|prediction\{id=\w+\}))\n:::/g,
      '$1\nSome words.\n:::',
    )
    .replace('::answer[]', 'Who?\n\n::answer[You.]')
  await text(page).fill(filled)
}

test('from a run in the lab to a lesson that a learner opens', async ({ page }, info) => {
  await recorded(page)
  await goTo(page, 'Check')
  const missing = page.getByRole('region', { name: 'Missing or wrong' })
  await expect(missing.getByRole('listitem').filter({ hasText: 'lesson.json, goals' })).toContainText(
    'there is none yet',
  )
  await expect(missing.getByRole('listitem').filter({ hasText: 'text.md, question' })).toBeVisible()

  await goTo(page, 'Goals')
  await press(page, 'Let it happen in every attempt too')
  await shown(page, 35, 'Restart: server', 'Restart them', 'solves it')
  await shown(page, 41, 'Restart: server', 'Restart them late', 'must fail')

  await goTo(page, 'Goals')
  await press(page, 'Use: operations done in time')
  const adding = page.getByRole('form', { name: 'Add a goal' })
  await adding.getByRole('spinbutton', { name: 'Bound' }).fill('0.2')
  await expect(adding.getByText('that is: ≥ 20 %')).toBeVisible()
  await press(page, 'Add', adding)
  await expect(preview(page).getByRole('region', { name: 'Goals' })).toContainText('32 % / ≥ 20 %', { timeout: 30_000 })
  await page.getByRole('checkbox', { name: 'a floor of useful work' }).check()

  await goTo(page, 'Guess')
  await press(page, 'Use: operations failed')
  await press(page, 'Add', page.getByRole('form', { name: 'Ask for it' }))
  await worded(page)
  await expect(page.getByText('Nothing is wrong in the text.')).toBeVisible()
  await expect(preview(page).getByRole('heading', { level: 1 })).toHaveText('Who restarts them?')

  // A goal that the learner begins with is found, and mended.
  await goTo(page, 'Check')
  await page.getByRole('combobox', { name: 'Seeds' }).selectOption('3')
  await press(page, 'Play it')
  const told = page.getByRole('region', { name: 'Check', exact: true })
  await expect(told.getByText(/^The start passes on 3 of 3 seeds/)).toBeVisible({ timeout: 60_000 })
  await press(page, 'Goals', told.getByRole('listitem').filter({ hasText: 'The start passes' }))
  await page.getByRole('spinbutton', { name: 'Bound' }).fill('0.45')
  await goTo(page, 'Check')
  await expect(told.getByText('The lesson was changed since.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Seeds' }).selectOption('3')
  await press(page, 'Play it again')
  await expect(told.getByText('It carries its load.')).toBeVisible({ timeout: 60_000 })

  await goTo(page, 'Hand over')
  const saved = page.waitForEvent('download')
  await press(page, 'Save its folder (.zip)')
  const file = info.outputPath('lesson.zip')
  await (await saved).saveAs(file)
  const files = filesOfFile(new Uint8Array(readFileSync(file)))
  await loadPreset('web-tier')
  expect(readLesson(files).problems).toEqual([])
  const one = page.waitForEvent('download')
  await press(page, 'Save as one file')
  const parcel = info.outputPath('mine.lesson.json')
  await (await one).saveAs(parcel)
  expect(filesOfFile(new Uint8Array(readFileSync(parcel)))).toEqual(files)

  await page.goto('./#/course')
  await page.getByLabel('Open a lesson’s file…').setInputFiles(parcel)
  await press(page, 'Open the lesson')
  await expect(page.getByRole('heading', { level: 1, name: 'Who restarts them?' })).toBeVisible()
  await expect(page.getByText('Some words.')).toBeVisible()
})

test('a draft outlives a reload, every change can be undone, and one that is damaged is put aside', async ({
  page,
}) => {
  await recorded(page)
  await page.getByRole('textbox', { name: 'Title' }).fill('A kept title')
  await expect(preview(page).getByRole('heading', { level: 1 })).toHaveText('A kept title')
  await expect
    .poll(() =>
      page.evaluate(() => Object.values(localStorage).some((text: string) => text.includes('# A kept title'))),
    )
    .toBe(true)
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('A kept title')
  await goTo(page, 'Words')
  await text(page).fill('# Nothing else\n')
  await expect(page.getByText('has no words in the text').first()).toBeVisible()
  await press(page, 'Undo')
  await expect(text(page)).toHaveValue(/^# A kept title\n[\s\S]*:::question/)
  await page.evaluate(() => {
    localStorage.setItem('faultline.author.draft.broken', '{"lesson": 3')
  })
  await press(page, 'All drafts')
  await page.reload()
  await expect(
    page.getByText('1 draft in this browser could not be read. It was set aside, not deleted; the rest is here.'),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open “A kept title”' })).toBeVisible()
  await press(page, 'Delete “A kept title”')
  await press(page, 'Take it back')
  await expect(parts(page)).toBeVisible()
})

test('a lesson of the house is a starting point under a name of its own; its files can be edited and are checked at once', async ({
  page,
}) => {
  await page.goto('./#/course')
  await page.getByRole('link', { name: 'Make a lesson yourself' }).click()
  await page.getByRole('combobox', { name: 'Lesson to begin with' }).selectOption({ label: 'When to retry?' })
  await press(page, 'Begin with it')
  await expect(page.getByRole('textbox', { name: 'Name in addresses' })).toHaveValue('my-when-to-retry')
  await goTo(page, 'Check')
  await expect(page.getByText('Nothing is missing.')).toBeVisible()
  await goTo(page, 'Files')
  const source = page.getByRole('textbox', { name: 'lesson.json' })
  await source.fill((await source.inputValue()).replace('"atMost": 1.1', '"atMust": 1.1'))
  await expect(parts(page).getByRole('button', { name: /Goals.*1 thing missing or wrong/ })).toBeVisible()
  await expect(preview(page)).toContainText('lesson.json cannot be read just now; this is how it was before.')
  await goTo(page, 'Goals')
  await press(page, 'Undo')
  await expect(page.getByRole('button', { name: 'Remove goal load' })).toBeVisible()
})

test('a link opens where it was made, and elsewhere; another tab that changes the draft is told of', async ({
  page,
  context,
}) => {
  await page.goto('./#/author')
  await page.getByRole('combobox', { name: 'Lesson to begin with' }).selectOption({ label: 'Did it happen?' })
  await press(page, 'Begin with it')
  await goTo(page, 'Hand over')
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await press(page, 'Copy a link')
  await expect(page.getByText('Copied.')).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  const other = await context.newPage()
  await other.goto(link)
  await press(other, 'Open the lesson')
  await expect(other.getByRole('heading', { level: 1, name: 'Did it happen?' })).toBeVisible()

  await other.goto('./#/author')
  await other.getByRole('textbox', { name: 'A lesson’s link' }).fill(link)
  await press(other, 'Open it')
  await expect(other.getByRole('textbox', { name: 'Name in addresses' })).toHaveValue('my-did-it-happen')
  await press(other, 'All drafts')
  await expect(other.getByRole('button', { name: 'Open “Did it happen?”' })).toHaveCount(2)
  await other.getByRole('button', { name: 'Open “Did it happen?”' }).last().click()
  await other.getByRole('textbox', { name: 'Title' }).fill('Changed elsewhere')
  await expect(page.getByRole('alert')).toContainText('This draft was changed in another tab.')
  await press(page, 'Take that one')
  await expect(preview(page).getByRole('heading', { level: 1 })).toHaveText('Changed elsewhere')
  await press(page, 'Undo')
  await expect(preview(page).getByRole('heading', { level: 1 })).toHaveText('Did it happen?')
})

test('what is no lesson is refused in words', async ({ page }, info) => {
  const none = info.outputPath('none.json')
  writeFileSync(none, '{"faultlineLesson": 1, "files": {"../x.json": ""}}')
  const cut = info.outputPath('cut.zip')
  writeFileSync(cut, 'PK and no more')
  await page.goto('./#/author')
  await page.getByLabel('Open a lesson’s file…').setInputFiles(none)
  await expect(page.getByRole('alert')).toContainText('this file holds no lesson')
  await page.getByLabel('Open a lesson’s file…').setInputFiles(cut)
  await expect(page.getByRole('alert')).toHaveText('the .zip is damaged')
})

test('by keyboard alone: the parts, a field, and the text', async ({ page }) => {
  await page.goto('./#/author')
  await page.getByRole('button', { name: 'Begin with it' }).focus()
  await page.keyboard.press('Enter')
  await expect(parts(page)).toBeVisible()
  await parts(page).getByRole('button', { name: 'Start' }).focus()
  for (let i = 0; i < 4; i++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 2, name: 'Words', exact: true })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(text(page)).toBeFocused()
  await page.keyboard.press('Tab') // out of it again: the text is no trap
  await expect(text(page)).not.toBeFocused()
})

for (const [screen, viewport] of Object.entries({
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
}))
  test(`axe finds nothing on any part, on a ${screen}`, async ({ page }) => {
    await page.setViewportSize(viewport)
    await page.goto('./#/author')
    await expect(page.getByRole('button', { name: 'Begin with it' })).toBeVisible()
    expect(await findings(page), 'before a draft').toEqual([])
    await press(page, 'Begin with it')
    for (const part of ['Start', 'Guess', 'Goals', 'Ways', 'Words', 'Files', 'Check', 'Hand over']) {
      await goTo(page, part)
      await expect(page.getByRole('heading', { level: 2, name: part, exact: true })).toBeVisible()
      expect(await findings(page), part).toEqual([])
    }
  })
