/** A lesson as its learner meets it. What the pages say comes from the lessons' own files. */
import { readFileSync, readdirSync } from 'node:fs'
import { readLesson } from '../../../src/lessons/load'
import type { Lesson } from '../../../src/lessons/lesson'
import { plainText } from '../../../src/lessons/text/lessonText'
import { press } from './lab'
import type { Page } from './test'
import { expect } from './test'

const folders = readdirSync('lessons').filter((name) => /^\d/.test(name))
export const lessons = folders.map((folder): Lesson => {
  const names = readdirSync(`lessons/${folder}`)
  const files = names.map((name) => [name, readFileSync(`lessons/${folder}/${name}`, 'utf8')])
  const { lesson, problems } = readLesson(Object.fromEntries(files) as Record<string, string>)
  if (!lesson) throw new Error(JSON.stringify(problems))
  return lesson
})
export const titleOf = ({ text }: Lesson): string => plainText(text.title).trim()
export const section = (page: Page, name: string) => page.getByRole('heading', { level: 2, name, exact: true })
export const check = (page: Page) => page.getByRole('button', { name: /^Check( over \d+ hidden seeds)?$/ })

/** What is predicted is never marked: here nothing is known, or the first is taken for sure. */
export async function predict(page: Page, { spec, text }: Lesson): Promise<void> {
  for (const prediction of spec.predictions) {
    const [first] = prediction.kind === 'choice' ? prediction.options : []
    const guess = first ? plainText(text.predictions[prediction.id].items[first.id]).trim() : 'Not sure'
    await page.getByRole('radio', { name: guess, exact: true }).last().check()
    if (first) await page.getByRole('radio', { name: 'sure', exact: true }).check()
    await press(page, 'Commit')
  }
  await press(page, 'See what happens')
}

export async function experiment(page: Page, { spec, text }: Lesson): Promise<void> {
  const done = page.getByText('✓ done')
  for (const [i, step] of spec.experiment.entries()) {
    await press(page, text.steps[step.id].button)
    if (step.act === 'play') {
      const jump = page.getByRole('button', { name: 'Jump there' })
      await expect(jump.or(done.nth(i))).toBeVisible()
      if (await jump.isVisible()) await jump.click({ timeout: 2_000 }).catch(() => {}) // it may have played to there meanwhile
    }
    await expect(done).toHaveCount(i + 1, { timeout: 30_000 })
  }
  await press(page, 'Go on')
}

export function lessonOf(slug: string): Lesson {
  const lesson = lessons.find(({ spec }) => spec.slug === slug)
  if (!lesson) throw new Error(`no lesson is called ${slug}`)
  return lesson
}
