/** axe finds nothing on the course's page and in any section of a lesson, in both themes, on a desk and on a phone. */
import { findings, SCREENS } from './support/axe'
import { press } from './support/lab'
import { check, experiment, lessonOf, predict, section, titleOf } from './support/lesson'
import { expect, test } from './support/test'

const lesson = lessonOf('can-an-acknowledged-write-vanish')
const answered = lessonOf('did-it-happen')

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test.describe(screen, () => {
    test.use({ viewport })

    test('the course', async ({ page }) => {
      await page.goto('./#/course')
      await expect(page.getByRole('heading', { level: 1, name: 'The course' })).toBeVisible()
      expect(await findings(page), 'course').toEqual([])
    })

    test('a lesson, section by section', async ({ page }) => {
      await page.goto(`./#/lesson/${lesson.spec.slug}`)
      await expect(page.getByRole('heading', { level: 1, name: titleOf(lesson) })).toBeVisible()
      expect(await findings(page), 'question').toEqual([])
      await press(page, 'Go on')
      expect(await findings(page), 'prediction').toEqual([])
      await predict(page, lesson)
      expect(await findings(page), 'experiment').toEqual([])
      await experiment(page, lesson)
      await expect(page.getByText('Reading the run…')).toHaveCount(0, { timeout: 30_000 })
      expect(await findings(page), 'what happened').toEqual([])
      await press(page, 'Go on')
      await expect(section(page, 'Why')).toBeVisible()
      expect(await findings(page, '.lesson-side'), 'why').toEqual([])
      await press(page, 'Go on')
      expect(await findings(page, '.lesson-side'), 'change').toEqual([])
      await check(page).click()
      await expect(page.getByText(/^It holds on \d+ of \d+ seeds\.$/)).toBeVisible({ timeout: 60_000 })
      expect(await findings(page, '.lesson-side'), 'failed check').toEqual([])
      const hints = page.getByRole('region', { name: 'Hints', exact: true })
      for (let i = 1; i <= lesson.spec.hints; i++) await press(page, `Hint ${i} of ${lesson.spec.hints}`, hints)
      await press(page, 'Play the solution', hints)
      expect(await findings(page, '.lesson-side'), 'hints and solution').toEqual([])
      const contents = page.getByRole('navigation', { name: 'Sections of this lesson' })
      for (const name of ['The field', 'Now you', 'Break it again']) {
        await press(page, new RegExp(`^${name}`), contents)
        await expect(section(page, name)).toBeVisible()
        expect(await findings(page, '.lesson-side'), name).toEqual([])
      }
    })

    test('questions about other runs, and what a failed check opens in the lab', async ({ page }) => {
      await page.goto(`./#/lesson/${answered.spec.slug}?step=change`)
      await expect(section(page, 'Change it')).toBeVisible()
      await check(page).click()
      await expect(page.getByText('It does not hold yet.')).toBeVisible({ timeout: 60_000 })
      expect(await findings(page), 'answers').toEqual([])
      await page.getByRole('button', { name: 'Open this run' }).first().click()
      await expect(page.getByText('You are looking at run 1.')).toBeAttached() // on a phone the lab is in sight now
      expect(await findings(page), 'a round').toEqual([])
    })
  })
}
