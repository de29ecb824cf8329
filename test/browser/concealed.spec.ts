/**
 * A hidden fault is hidden on the whole page: all that the lab writes, in the map's names, the inspector, the store's inside and signals, is gone over (traces: test/lab/concealment.test.ts). The same fault, not concealed, is told there: what is looked for can be found.
 */
import { readdirSync, readFileSync } from 'node:fs'
import type { LessonSpec } from '../../src/lessons/lesson'
import { parcelText } from '../../src/lessons/parcel'
import { onMap, press } from './support/lab'
import { section } from './support/lesson'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const FOLDER = 'lessons/01-did-it-happen'
const AT_S = 2.2
/** By what the first run's fault would be known: a store that stands still. */
const TELLTALE = /stall|stood still/i

/** Runs with a fault each, looked at while it lasts; `concealed` or not. */
function lessonFile(concealed: boolean): string {
  const files = Object.fromEntries(readdirSync(FOLDER).map((name) => [name, readFileSync(`${FOLDER}/${name}`, 'utf8')]))
  const spec = JSON.parse(files['lesson.json']) as LessonSpec
  spec.start.horizonS = AT_S
  spec.controls = { ...spec.controls, acts: [], panels: ['inside', 'traces', 'signals', 'verdicts'] }
  for (const goal of spec.goals)
    for (const round of goal.kind === 'answer' ? goal.rounds : [])
      for (const { command } of round.commands ?? []) if (!concealed) delete command.concealed
  return parcelText({ ...files, 'lesson.json': JSON.stringify(spec) })
}

/** Everything that stands in the lab, to be seen or to be heard; without the lesson's own words. */
const textOfLab = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const told = (element: Element): string[] =>
      ['aria-label', 'aria-valuetext', 'title'].flatMap((name) => element.getAttribute(name) ?? [])
    const lab = document.querySelector('.lab')!.cloneNode(true) as Element
    // What could be searched for is no news.
    for (const element of lab.querySelectorAll('.lesson-side, option')) element.remove()
    return [lab.textContent, ...[...lab.querySelectorAll('*')].flatMap(told)].join('\n')
  })

/** The first run of the question, as far as AT_S, with every room of the lab opened. */
async function lookEverywhere(page: Page, concealed: boolean): Promise<string> {
  const texts: string[] = []
  const note = async (): Promise<void> => void texts.push(await textOfLab(page))
  await page.getByRole('button', { name: 'Open this run' }).first().click()
  await expect(page.getByText('You are looking at run 1.')).toBeVisible()
  await press(page, `Play it to ${AT_S} s`)
  await expect(page.getByTitle('Virtual time')).toContainText('2.200 s', { timeout: 30_000 })
  await press(page, 'Service map')
  if (!concealed) await expect(onMap(page, 'shard-1a').first()).toHaveAccessibleName(TELLTALE)
  await note()
  const selected = page.getByRole('complementary', { name: 'Selected' })
  for (const name of ['shard-1a', 'shop', 'Link between customers and shop']) {
    await onMap(page, name).first().focus()
    await page.keyboard.press('Enter')
    await expect(selected.getByRole('heading', { level: 2 })).toBeVisible()
    await expect(selected.getByText('Looking…')).toHaveCount(0)
    await note()
  }
  await press(page, 'Inside the store')
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click()
    await note()
  }
  await press(page, 'Signals')
  await note()
  return texts.join('\n')
}

for (const concealed of [true, false]) {
  test(concealed ? 'what is concealed is told nowhere' : 'what is open is told', async ({ page }) => {
    await page.goto('./#/course')
    const file = { name: 'lesson.json', mimeType: 'application/json', buffer: Buffer.from(lessonFile(concealed)) }
    await page.locator('input[type=file][accept*=json]').last().setInputFiles(file)
    await press(page, 'Open the lesson')
    await page
      .getByRole('navigation', { name: 'Sections of this lesson' })
      .getByRole('button', { name: /^Change it/ })
      .click()
    await expect(section(page, 'Change it')).toBeVisible()
    const text = await lookEverywhere(page, concealed)
    if (concealed) expect(text).not.toMatch(TELLTALE)
    else expect(text).toMatch(TELLTALE)
  })
}
