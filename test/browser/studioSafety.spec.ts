/** What goes wrong around the code that a learner writes costs neither the code nor the run. */
import { act, clock, find, openPaused, press, seek } from './support/lab'
import { applyDecision, editor, openDecision, studio, writeCode } from './support/studio'
import type { Page } from './support/test'
import { expect, test } from './support/test'

const BALANCER = 'Which instance gets a request'
const FIRST = 'export default function first(): number {\n  return 0\n}\n'

test('where the browser refuses to keep a draft, that is said, and the draft stays while the page is open', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('planted', 'SecurityError')
    }
  })
  await openPaused(page)
  await openDecision(page, BALANCER)
  await writeCode(page, FIRST)
  await expect(studio(page).getByText(/This browser refuses to keep what you write/)).toBeVisible()
  await press(page, '‹ All decisions', studio(page))
  await press(page, BALANCER, studio(page))
  await expect(editor(page)).toHaveValue(FIRST)
})

test.describe('code that does not come to an end', () => {
  /** No budget misses a loop of a learner's: one is planted in what a function of the library stands on. */
  async function plantHang(page: Page): Promise<void> {
    await page.context().route(/\/assets\/worker[^/]*\.js$/, async (route) => {
      const response = await route.fetch()
      const planted =
        'const fround = Math.fround; Math.fround = (x) => { if (x === 424242) for (;;); return fround(x) };'
      await route.fulfill({ response, body: `${await response.text()}\n${planted}` })
    })
  }

  test('is found and stopped just before it hung; the rest of the run is as it was', async ({ page }) => {
    await plantHang(page)
    await openPaused(page)
    await act(page, 'shard-2b', 'Kill')
    await openDecision(page, BALANCER)
    const at = Math.ceil(await clock(page)) + 1
    const hangs = `export default function first({ nowUs }): number {\n  return nowUs < ${at}e6 ? 0 : Math.fround(424242)\n}\n`
    await writeCode(page, hangs)
    await applyDecision(page)
    await find(page, `Seek to ${at + 2} s`, `seek ${at + 2} s`)
    const notice = page.getByRole('alert').filter({ hasText: 'did not come to an end at' })
    await expect(notice).toContainText('The code for which instance gets a request (policy.ts)', { timeout: 60_000 })
    await expect(notice).toContainText('It was stopped just before')
    await expect.poll(async () => Math.floor(await clock(page))).toBe(at)
    await expect(editor(page)).toHaveValue(hangs)
    await seek(page, at + 2)
    await expect(
      page
        .getByText('Killed shard-2b')
        .or(page.getByRole('button', { name: /Kill shard-2b/ }))
        .first(),
    ).toBeAttached()
    await expect(
      studio(page).getByText(/^Your code, everywhere, from .*: [1-9][\d,]* decisions, no failure/),
    ).toBeVisible()
  })
})
