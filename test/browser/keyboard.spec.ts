/** The whole way by keyboard alone: open the lab, choose a node, kill it, undo, pause, seek, fork, share. No mouse event. */
import { clock, onMap, openLab, running } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

/** Presses Tab until what is focused bears this role and name: nobody can be stuck, and nothing is out of reach. */
async function tabTo(page: Page, role: 'button' | 'link' | 'slider', name: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name, exact: true })
  for (let presses = 0; presses < 60; presses++) {
    if (await wanted.first().evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to ${role} ${String(name)}`)
}

test('what is typed before the palette has come is typed into it', async ({ page }) => {
  let arrive = (): void => undefined
  const asked = new Promise<void>((resolve) => (arrive = resolve))
  await page.route(/assets\/Palette-.*\.js$/, async (route) => {
    await asked
    await route.continue()
  })
  await openLab(page)
  await onMap(page, 'shard-2b').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('k')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('seeks')
  await page.keyboard.press('Backspace')
  await page.keyboard.type(' 20 s')
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
  await expect(page.getByRole('combobox', { name: 'Find an action' })).toHaveCount(0)
  await expect(onMap(page, 'shard-2b')).not.toHaveAccessibleName(/down/)
  arrive()
  await expect(page.getByRole('combobox', { name: 'Find an action' })).toHaveValue('seek 20 s')
  await expect(page.getByRole('option', { name: 'Seek to 20 s' })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Find an action' })).toHaveValue('')
})

test('every step of the tour can be taken with the keyboard alone', async ({ page }) => {
  await page.goto('./')
  await tabTo(page, 'link', 'Open the lab')
  await page.keyboard.press('Enter')
  await running(page)

  await tabTo(page, 'button', 'Pause')
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeFocused()

  // One tab stop for the map, arrows within it.
  await page.keyboard.press('Shift+Tab')
  await tabBackToMap(page)
  const wanted = onMap(page, 'shard-2b')
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowUp']) {
    if (await isShard(page)) break
    await page.keyboard.press(key)
  }
  expect(await isShard(page), 'arrows lead from the customers to the shards').toBe(true)
  const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label')?.split(',')[0] ?? '')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: 'Selected' })).toBeVisible()
  await page.keyboard.press('k')
  await expect(page.getByText(`Killed ${name}`).first()).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Undone, as if it never happened').first()).toBeVisible()
  await page.keyboard.press('Control+Shift+z')
  await expect(page.getByText(`Killed ${name}`).first()).toBeVisible()

  await typed(page, 'kill shard-2b')
  await expect(wanted).toHaveAccessibleName(/down/)
  await typed(page, 'seek 40')
  await expect.poll(() => clock(page)).toBe(40)
  await tabTo(page, 'slider', 'Playhead')
  await page.keyboard.press('PageDown')
  await expect.poll(() => clock(page)).toBe(30)
  await page.keyboard.press('PageDown')
  await expect.poll(() => clock(page)).toBe(20)
  await tabTo(page, 'button', 'Play on without what comes later')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /^branch 1:/ })).toBeVisible()

  await typed(page, 'share')
  const dialog = page.getByRole('dialog', { name: 'Share this run' })
  await expect(dialog.getByRole('button', { name: 'Copy link' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

async function tabBackToMap(page: Page): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    if (await page.evaluate(() => document.activeElement?.hasAttribute('data-box') ?? false)) return
    await page.keyboard.press('Shift+Tab')
  }
  throw new Error('Shift+Tab does not come to the map')
}
function isShard(page: Page): Promise<boolean> {
  return page.evaluate(() => /^shard-/.test(document.activeElement?.getAttribute('aria-label') ?? ''))
}
async function typed(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Find an action' })).toBeFocused()
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog', { name: 'Find an action' })).toBeHidden()
}
