/** The simulation's worker dies with code in the run and a draft in the editor: neither is lost. */
import { openPaused } from './support/lab'
import { applyDecision, editor, openDecision, studio, writeCode } from './support/studio'
import { expect, test } from './support/test'

const FIRST = 'export default function balance() {\n  return 0\n}\n'

test('a crash of the simulation loses no draft, nor what was applied before it', async ({ page }) => {
  await openPaused(page)
  await openDecision(page, 'Which instance gets a request')
  await writeCode(page, FIRST)
  await applyDecision(page)
  const draft = `// Not applied.\n${FIRST}`
  await writeCode(page, draft)
  const lab = page.workers().find((worker) => worker.url().includes('worker'))!
  await lab.evaluate(() => {
    setTimeout(() => {
      throw new Error('planted')
    })
  })
  await expect(page.getByRole('alert').filter({ hasText: 'The simulation crashed' })).toBeVisible()
  await expect(editor(page)).toHaveValue(draft)
  await expect(studio(page).getByText('Edited, not applied.')).toBeVisible()
  await expect(studio(page).getByText(/^Your code, everywhere/)).toBeVisible()
})
