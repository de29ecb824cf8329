/** A lesson from the course's page to the next one by Tab, Enter, Space and arrows alone; focus goes on with the reader and is never lost. */
import type { Target } from './support/keys'
import { enter, goTo } from './support/keys'
import { lessonOf, lessons, section, titleOf } from './support/lesson'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const lesson = lessonOf('can-an-acknowledged-write-vanish')
const button = (page: Page, name: string | RegExp): Target =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

/** How sure one is, and the commitment. */
async function commit(page: Page): Promise<void> {
  await goTo(page, page.getByRole('radio', { name: 'a guess', exact: true }))
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'fairly sure', exact: true })).toBeChecked()
  await enter(page, button(page, 'Commit'))
}

test(`“${titleOf(lesson)}”, by keyboard alone`, async ({ page }) => {
  await page.goto('./#/course')
  await enter(page, page.getByRole('link', { name: titleOf(lesson), exact: true }))
  await expect(section(page, 'Question')).toBeFocused()

  await enter(page, button(page, 'Go on'))
  await expect(section(page, 'Your guess')).toBeFocused()
  await goTo(page, page.getByRole('radio', { name: 'many writes fail' }))
  await page.keyboard.press('Space')
  await commit(page)
  await expect(page.locator('.prediction').nth(1)).toBeFocused()
  await goTo(page, page.getByRole('slider', { name: 'Your guess, in writes' }))
  await page.keyboard.press('ArrowRight')
  await commit(page)
  await expect(button(page, 'See what happens')).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(section(page, 'Try it')).toBeFocused()
  const steps = page.locator('.steps-list > li')
  for (const [i, { id }] of lesson.spec.experiment.entries()) {
    await enter(page, button(page, lesson.text.steps[id].button))
    // Time plays to there by itself.
    await expect(page.getByText('✓ done')).toHaveCount(i + 1, { timeout: 30_000 })
    const isLast = i === lesson.spec.experiment.length - 1
    await expect(isLast ? button(page, 'Go on') : steps.nth(i + 1)).toBeFocused()
  }
  await page.keyboard.press('Enter')
  await expect(section(page, 'What happened')).toBeFocused()
  await enter(page, button(page, 'Go on'))
  await expect(section(page, 'Why')).toBeFocused()
  await enter(page, button(page, 'Go on'))
  await expect(section(page, 'Change it')).toBeFocused()

  // One of two choices alone is not enough.
  await goTo(page, page.getByRole('radio', { name: 'when the primary has it' }))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'when one follower has it too' })).toBeChecked()
  await enter(page, button(page, 'Check over 12 hidden seeds'))
  const failed = page.getByText(/^It holds on \d+ of 12 seeds\.$/)
  await expect(failed).toBeVisible({ timeout: 60_000 })
  await expect(page.locator(':focus').filter({ has: failed })).toHaveCount(1)

  const hints = page.getByRole('region', { name: 'Hints', exact: true })
  for (let i = 1; i <= lesson.spec.hints; i++) {
    await enter(page, hints.getByRole('button', { name: `Hint ${i} of ${lesson.spec.hints}` }))
    await expect(hints.getByText(`Hint ${i}`, { exact: true })).toBeFocused()
  }
  await enter(page, button(page, 'Play the solution'))
  await expect(button(page, 'Do step 1 of 2')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(button(page, 'Do step 2 of 2')).toBeFocused()
  await expect(button(page, 'Do step 2 of 2')).toBeEnabled()
  await page.keyboard.press('Enter')
  await expect(hints.getByText('That is all of it.')).toBeFocused()

  await enter(page, button(page, 'Check over 12 hidden seeds'), 'Shift+Tab')
  const passed = page.getByText('It holds on all 12 seeds.')
  await expect(passed).toBeVisible({ timeout: 60_000 })
  await expect(page.locator(':focus').filter({ has: passed })).toHaveCount(1)
  await enter(page, button(page, 'What the field says'))
  await expect(section(page, 'The field')).toBeFocused()
  await enter(page, button(page, 'Go on'))
  await expect(section(page, 'Now you')).toBeFocused()
  await goTo(page, page.getByText('Compare with an answer'))
  await page.keyboard.press('Space')
  await expect(
    page.getByText('Acknowledgements and elections must overlap: two and three of five do not.'),
  ).toBeVisible()
  await enter(page, button(page, 'Go on'))
  await expect(section(page, 'Break it again')).toBeFocused()

  const next = lessons[lessons.indexOf(lesson) + 1]
  await enter(page, page.getByRole('link', { name: `Next: ${titleOf(next)}` }))
  await expect(page.getByRole('heading', { level: 1, name: titleOf(next) })).toBeVisible()
  await expect(section(page, 'Question')).toBeFocused()
})

test('the course, by keyboard alone: progress is saved, and a file is asked for', async ({ page }) => {
  await page.goto('./#/course')
  const saved = page.waitForEvent('download')
  await enter(page, button(page, 'Save as a file'))
  expect((await saved).suggestedFilename()).toBe('faultline-progress.json')
  const chooser = page.waitForEvent('filechooser')
  await enter(page, button(page, 'Open a lesson’s file…'))
  await (await chooser).setFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{}') })
  await expect(page.getByRole('alert')).toContainText('this file holds no lesson')
  await enter(page, page.getByRole('link', { name: 'Start page' }), 'Shift+Tab')
  await expect(page.getByRole('link', { name: 'Start the course' })).toBeVisible()
})
