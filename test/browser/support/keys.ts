/** Going about a page by keyboard alone. */
import type { Page } from './test'
import { expect } from './test'

export type Target = ReturnType<Page['getByRole']>
const STOPS_MAX = 60

export const isFocused = (target: Target): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement).catch(() => false)

/** Goes from stop to stop until it stands there. */
export async function goTo(page: Page, target: Target, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible()
  for (let i = 0; i < STOPS_MAX; i++) {
    if (await isFocused(target)) return
    await page.keyboard.press(key)
  }
  throw new Error(`not reached by ${STOPS_MAX} stops: ${target.toString()}`)
}
export async function enter(page: Page, target: Target, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await goTo(page, target, key)
  await page.keyboard.press('Enter')
}
