/**
 * Every lesson, as a learner plays it: predicts, tries, looks, is wrong, asks for hints, plays the solution, and passes. What the pages
 * say comes from the lessons' own files.
 */
import { finish } from '../../src/lab/job'
import { experimentRun } from '../../src/lessons/attempt'
import { truthJob } from '../../src/lessons/judge'
import type { Lesson } from '../../src/lessons/lesson'
import { plainText } from '../../src/lessons/text/lessonText'
import { press, reload } from './support/lab'
import { check, experiment, lessons, predict, section, titleOf } from './support/lesson'
import type { Page } from './support/test'
import { expect, test } from './support/test'

/** What the page says happened is what is so in the experiment's run: the steps were taken at their very moments. */
async function happened(page: Page, lesson: Lesson): Promise<void> {
  await expect(page.getByText('Reading the run…')).toHaveCount(0, { timeout: 30_000 })
  const run = experimentRun(lesson)
  for (const [i, prediction] of lesson.spec.predictions.entries()) {
    if (prediction.kind !== 'choice') continue
    const { id, options } = prediction
    const [truth] = finish(truthJob(run, { id, seed: run.seed, options }, run.horizonUs))
    const told = plainText(lesson.text.predictions[id].items[truth]).trim()
    await expect(page.locator('.seen').nth(i).getByRole('status')).toHaveText(told)
  }
}

for (const lesson of lessons) {
  test(titleOf(lesson), async ({ page }) => {
    await page.goto(`./#/lesson/${lesson.spec.slug}`)
    await expect(page.getByRole('heading', { level: 1, name: titleOf(lesson) })).toBeVisible()
    await press(page, 'Go on')
    await predict(page, lesson)
    await experiment(page, lesson)
    await happened(page, lesson)
    await press(page, 'Go on')
    await expect(section(page, 'Why')).toBeVisible()
    await press(page, 'Go on')

    await check(page).click()
    await expect(page.getByText(/^It (holds on \d+ of \d+ seeds|does not hold yet)\.$/)).toBeVisible({
      timeout: 60_000,
    })
    const hints = page.getByRole('region', { name: 'Hints', exact: true })
    for (let i = 1; i <= lesson.spec.hints; i++) await press(page, `Hint ${i} of ${lesson.spec.hints}`, hints)
    await press(page, 'Play the solution', hints)
    const next = hints.getByRole('button', { name: /^Do step \d+ of \d+$/, disabled: false })
    const end = hints.getByText('That is all of it. Now check it.')
    while (await next.or(end).first().isVisible()) {
      if (await end.isVisible()) break
      const name = (await next.textContent()) ?? ''
      await next.click()
      await expect(hints.getByRole('button', { name, exact: true, disabled: false })).toHaveCount(0, {
        timeout: 30_000,
      })
      await expect(next.or(end)).toBeVisible({ timeout: 30_000 })
    }
    await check(page).click()
    await expect(page.getByText(/^It holds( on all \d+ seeds)?\.$/)).toBeVisible({ timeout: 60_000 })
    await press(page, 'What the field says')
    for (const name of ['The field', 'Now you']) {
      await expect(section(page, name)).toBeVisible()
      await press(page, 'Go on')
    }
    await expect(section(page, 'Break it again')).toBeVisible()
  })
}

test('from the start page to the first lesson in one click; a reload in the middle loses nothing', async ({ page }) => {
  const [first] = lessons
  await page.goto('./')
  await page.getByRole('link', { name: 'Start the course' }).click()
  await expect(page.getByRole('heading', { level: 1, name: titleOf(first) })).toBeVisible()
  await press(page, 'Go on')
  await predict(page, first)
  await expect(section(page, 'Try it')).toBeVisible()
  await reload(page)
  await expect(section(page, 'Try it')).toBeVisible()
  await press(page, /Your guess/, page.getByRole('navigation', { name: 'Sections of this lesson' }))
  await expect(page.getByText('Committed. It is never marked; you will see it beside what happened.')).toBeVisible()
})
