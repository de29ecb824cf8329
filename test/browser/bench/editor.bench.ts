/** From opening a decision's code to the first thing said of it, in fresh profiles: by the types, and by what compiles it. */
import { test } from '@playwright/test'
import { find, openPaused } from '../support/lab'
import { median, round, tell } from './goals'

const VISITS = 5
/** Only its types are wrong. */
const DRAFT = `import type { BalancerContext } from 'faultline'
export default function wrong({ instances }: BalancerContext): number {
  return instances.longest
}
`
const kept = { 'storefront 7 balancer': { entry: 'policy.ts', files: { 'policy.ts': DRAFT }, editedAtMs: 0 } }

test('the editor', async ({ browser, baseURL }) => {
  const typed: number[] = []
  const compiled: number[] = []
  for (let visit = 0; visit < VISITS; visit++) {
    const context = await browser.newContext({ baseURL, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await page.addInitScript((drafts) => localStorage.setItem('faultline.drafts', drafts), JSON.stringify(kept))
    await openPaused(page, './#/lab?preset=storefront&seed=7')
    await find(page, 'Edit a decision…', 'edit decision')
    await page.evaluate(watchEditor)
    await page.getByRole('button', { name: 'Which instance gets a request' }).click()
    const seen = await page.waitForFunction(() => {
      const { typedMs, compiledMs } = window as unknown as Record<string, number>
      return typedMs > 0 && compiledMs > 0 ? { typedMs, compiledMs } : null
    })
    const { typedMs, compiledMs } = (await seen.jsonValue())!
    typed.push(typedMs)
    compiled.push(compiledMs)
    await context.close()
  }
  tell('diagnosticsAfterMs', median(typed), { visits: VISITS, compilerMs: round(median(compiled)) })
})

/** Runs in the page: from the click on, looks at every frame what has appeared. */
function watchEditor(): void {
  const seen = window as unknown as Record<string, number>
  document.addEventListener(
    'click',
    ({ timeStamp }) => {
      const look = (nowMs: number): void => {
        if (document.querySelector('.squiggly-error')) seen.typedMs ??= nowMs - timeStamp
        if (document.querySelector('.problem-list [role=status]')?.textContent) seen.compiledMs ??= nowMs - timeStamp
        if (!seen.typedMs || !seen.compiledMs) requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    },
    { capture: true, once: true },
  )
}
