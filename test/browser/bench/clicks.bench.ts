/** How soon a click is answered on the screen while the run goes at top speed. */
import { test } from '@playwright/test'
import { openLab } from '../support/lab'
import { median, tell } from './goals'

const CLICKS = 20

test('clicks at top speed', async ({ page }) => {
  await openLab(page)
  const slider = page.getByRole('slider', { name: /^Speed/ })
  await slider.focus()
  await page.keyboard.press('End')
  // From the event to the frame after the one in which the page has changed.
  await page.evaluate(() => {
    const took: number[] = []
    Object.assign(window, { took })
    document.addEventListener(
      'click',
      ({ timeStamp }) => requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - timeStamp))),
      { capture: true },
    )
  })
  for (let i = 0; i < CLICKS; i++) {
    await page.getByRole('button', { name: i % 2 === 0 ? 'Kill' : 'Select', exact: true }).click()
    await page.waitForFunction((n) => (window as unknown as { took: number[] }).took.length > n, i)
  }
  const took = await page.evaluate(() => (window as unknown as { took: number[] }).took)
  tell('clickMs', median(took), { clicks: CLICKS, slowestMs: Math.round(Math.max(...took)) })
})
