/** Lessons from outside, by file: offered first, then played like the house's own; with a curve predicted, code written, and a second language. */
import type { LessonFiles } from '../../src/lessons/lesson'
import { parcelText } from '../../src/lessons/parcel'
import { soundFiles, translatedFiles, withSpec } from '../lessons/sound'
import { press, reload } from './support/lab'
import { check, section } from './support/lesson'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const TITLE = 'Does anybody hear?'
const heading = (page: Page, name = TITLE) => page.getByRole('heading', { level: 1, name })

async function openFile(page: Page, text: string): Promise<void> {
  await page.goto('./#/course')
  await page
    .locator('input[type=file][accept*=json]')
    .last()
    .setInputFiles({
      name: 'lesson.json',
      mimeType: 'application/json',
      buffer: Buffer.from(text),
    })
}
async function openLesson(page: Page, files: LessonFiles, title = TITLE): Promise<void> {
  await openFile(page, parcelText(files))
  await press(page, 'Open the lesson')
  await expect(heading(page, title)).toBeVisible()
}
const contents = (page: Page) => page.getByRole('navigation', { name: 'Sections of this lesson' })
const seedsHeld = (page: Page, holds: RegExp) => expect(page.getByText(holds)).toBeVisible({ timeout: 60_000 })

test('a file is offered with what it is and carries, before anything of it runs; it stays over a reload', async ({
  page,
}) => {
  await openFile(page, parcelText({ ...soundFiles, 'patient.ts': 'export default () => -1' }))
  await expect(page.getByRole('heading', { level: 1, name: 'A lesson from elsewhere' })).toBeVisible()
  await expect(page.getByText(`“${TITLE}” comes from a file or link.`)).toBeVisible()
  await expect(page.getByText('It carries code: patient.ts.')).toBeVisible()
  await page.getByRole('link', { name: 'Do not open it' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'The course' })).toBeVisible()
  await page.goBack()
  await press(page, 'Open the lesson')
  await press(page, 'Go on')
  await expect(section(page, 'Your guess')).toBeVisible()
  await reload(page)
  await press(page, 'Open the lesson')
  await expect(section(page, 'Your guess')).toBeVisible()
})

test('a broken lesson names the file and the field; what is none is said where it was chosen', async ({ page }) => {
  const broken = withSpec((spec) => (spec.minutes = 900))
  await openFile(page, parcelText(broken))
  await expect(page.getByRole('heading', { level: 1, name: 'This lesson cannot be opened.' })).toBeVisible()
  await expect(page.getByText('lesson.json, minutes')).toBeVisible()
  await openFile(page, '{"faultlineLesson": 99}')
  await expect(page.getByRole('alert')).toContainText('this file holds no lesson')
})

test('a curve is predicted, point by point or with one stroke, and seen beside what happened', async ({ page }) => {
  const curved = withSpec((spec) => {
    const [first, ...others] = spec.predictions
    spec.predictions = [{ kind: 'curve', id: first.id, chart: 'availability', fromS: 1, toS: 4 }, ...others]
  })
  await openLesson(page, { ...curved, 'text.md': curved['text.md'].replace('It was :value[answered].', 'It fell.') })
  await press(page, 'Go on')
  const last = page.getByRole('slider', { name: /^at 4 s/ })
  await last.focus()
  const before = await last.getAttribute('aria-valuetext')
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown')
  await expect(last).not.toHaveAttribute('aria-valuetext', before ?? '')
  const pad = page.getByRole('img', { name: 'Draw what you expect' })
  const box = (await pad.boundingBox())!
  const middle = page.getByRole('slider', { name: /^at 2.5 s/ })
  const drawnBefore = await middle.getAttribute('aria-valuetext')
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.3)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.7, { steps: 6 })
  await page.mouse.up()
  await expect(middle).not.toHaveAttribute('aria-valuetext', drawnBefore ?? '')
  await page.getByRole('radio', { name: 'a guess', exact: true }).check()
  await press(page, 'Commit')
  await page.getByRole('radio', { name: 'Most of them' }).check()
  await page.getByRole('radio', { name: 'sure', exact: true }).check()
  await press(page, 'Commit')
  await press(page, 'See what happens')
  await press(page, 'Lose one in five')
  await expect(page.getByText('✓ done')).toHaveCount(1, { timeout: 30_000 })
  await press(page, 'Play on')
  await press(page, 'Go on')
  await expect(page.getByText('Dotted: your curve. Solid: what happened.')).toBeVisible()
  const seen = page.locator('.seen').first().getByRole('img')
  await expect(seen.locator('.sketch-line')).toBeAttached()
  await expect(seen.locator('.sketch-happened')).toHaveAttribute('points', /\d/, { timeout: 30_000 })
  await page.goto('./#/course')
  await expect(page.getByText(/^When you said “sure”: 1 of 1 near what happened$/)).toBeVisible()
})

test('code that the learner writes decides in the check, and only decisions of the lesson are there', async ({
  page,
}) => {
  const asking = withSpec((spec) => {
    const retry = { attempts: 1, timeoutUs: 100_000, backoffUs: 1_000 }
    spec.start.settings = [{ path: 'groups.users.journeys.ask.retry', value: retry }]
  })
  await openLesson(page, asking)
  await press(page, /^Change it/, contents(page))
  await check(page).click()
  await seedsHeld(page, /^It holds on 0 of 12 seeds\.$/)
  const failed = page.locator('.failed')
  await expect(failed).toContainText(/(message|answer) from \w+ never .*: the link lost it/)

  await press(page, 'Code')
  const code = page.getByRole('region', { name: 'Code', exact: true })
  await expect(code.getByRole('heading', { level: 2, name: /try|retry/i })).toBeVisible()
  await expect(code.getByText('All decisions')).toHaveCount(0)
  await code.getByRole('checkbox', { name: 'Plain editor' }).check()
  const field = code.getByRole('textbox', { name: 'Code, policy.ts' })
  await expect(field).toHaveValue(/export/)
  await field.fill(`import type { RetryContext } from 'faultline'

export default function patiently({ attempt }: RetryContext): number {
  return attempt < 5 ? 1_000 : -1
}
`)
  await press(page, 'Apply', code)
  await expect(code.getByText(/^Your code, /)).toBeVisible()
  await check(page).click()
  await seedsHeld(page, /^It holds on all 12 seeds\.$/)
})

test.describe('where the browser asks for German', () => {
  test.use({ locale: 'de-AT' })

  test('a lesson with a German text is read in it, and in English once that is chosen', async ({ page }) => {
    await openLesson(page, translatedFiles, 'Hört das jemand?')
    await expect(page.getByText('Jede fünfte Nachricht geht verloren.')).toHaveAttribute('lang', 'de')
    const language = page.getByRole('combobox', { name: 'Language of this lesson' })
    await expect(language.getByRole('option')).toHaveText(['English', 'Deutsch'])
    await language.selectOption('English')
    await expect(heading(page)).toBeVisible()
    await expect(page.getByText('One message in five gets lost.')).toBeVisible()
    await reload(page)
    await press(page, 'Open the lesson')
    await expect(heading(page)).toBeVisible()
  })

  test('one without is read in English, and asks nothing', async ({ page }) => {
    await openLesson(page, soundFiles)
    await expect(page.getByRole('combobox', { name: 'Language of this lesson' })).toHaveCount(0)
  })
})
