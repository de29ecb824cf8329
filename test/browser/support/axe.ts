/** What axe finds on a page, and the screens on which it looks. */
import AxeBuilder from '@axe-core/playwright'
import type { Page } from './test'

export const SCREENS = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

/** In the light theme by every rule, in the dark one by what can differ there; as rule: first element, to be read. */
export async function findings(page: Page, within = 'html'): Promise<string[]> {
  const axe = () => new AxeBuilder({ page }).include(within)
  const light = await axe().analyze()
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await axe().withRules(['color-contrast', 'link-in-text-block']).analyze()
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light.violations, ...dark.violations].map(
    ({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`,
  )
}
