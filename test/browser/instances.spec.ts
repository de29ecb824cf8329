/** An instance is added by its button and another drained by its key: the balancer's shares move, and no request fails. */
import { findings } from './support/axe'
import { act, onMap, openPaused, reading, seek } from './support/lab'
import type { Page } from './support/test'
import { expect, test } from './support/test'

async function select(page: Page, name: string): Promise<void> {
  await onMap(page, name).first().focus()
  await page.keyboard.press('Enter')
}

test('an instance is added, another drained, and the balancer shares out anew', async ({ page }) => {
  await openPaused(page, './#/lab?preset=zone-loss&seed=7')
  const shares = page.getByRole('table', { name: 'Who gets its requests' })
  const row = (instance: string) => shares.getByRole('row', { name: new RegExp(`^${instance} `) })
  await expect(onMap(page, 'api-7')).toHaveAccessibleName(/stands by/)
  await select(page, 'balancer')
  await expect(row('api-7')).toHaveText(/takes no part0 %$/)
  await expect(row('api-1')).toHaveText(/takes part17 %$/)

  await act(page, 'api-7', 'Add it')
  await expect(onMap(page, 'api-7')).toHaveAccessibleName(/booting/)
  await seek(page, 37)
  await expect(onMap(page, 'api-7')).not.toHaveAccessibleName(/booting|stands by/)
  await select(page, 'balancer')
  await expect(row('api-7')).toHaveText(/warming up/)
  await expect(row('api-1')).toHaveText(/takes part16 %$/)
  expect(await findings(page, 'main')).toEqual([])

  await select(page, 'api-1')
  await page.keyboard.press('d')
  await expect(onMap(page, 'api-1')).toHaveAccessibleName(/draining/)
  await seek(page, 39)
  await expect(onMap(page, 'api-1')).toHaveAccessibleName(/stands by/)
  await select(page, 'balancer')
  await expect(row('api-1')).toHaveText(/takes no part0 %$/)
  await expect.poll(() => reading(page, 'Succeeded')).toMatch(/^100 %/)

  await page.keyboard.press('Control+z')
  await expect(onMap(page, 'api-1')).not.toHaveAccessibleName(/stands by|draining/)
})

test('one more and one more, until nobody stands by', async ({ page }) => {
  await openPaused(page, './#/lab?preset=zone-loss&seed=7')
  for (const instance of ['api-7', 'api-8']) {
    await act(page, 'api-1', 'Add an instance')
    await expect(onMap(page, instance)).toHaveAccessibleName(/booting/)
  }
  await act(page, 'api-1', 'Add an instance')
  await expect(page.getByText('No instance stands by').first()).toBeVisible()
})
