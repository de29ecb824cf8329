/** What axe finds on a page, and the screens on which it looks. */
import axe from 'axe-core'
import type { Page } from './test'

export const SCREENS = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
/** What can differ in the dark theme. */
const BY_THEME = ['color-contrast', 'link-in-text-block']

/** In the light theme by every rule, in the dark one by what can differ there; as rule: first element, to be read. */
export async function findings(page: Page, within = 'html'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const light = await violations(page, within, null)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await violations(page, within, BY_THEME)
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark]
}
/** In the page at once, which takes a third of the time of axe's own driver: that opens a page more for every look. */
function violations(page: Page, within: string, rules: string[] | null): Promise<string[]> {
  return page.evaluate(
    async ([where, runOnly]) => {
      const run = (window as unknown as { axe: typeof axe }).axe.run
      const found = await run(where, { ...(runOnly && { runOnly }), resultTypes: ['violations'] })
      return found.violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].html.slice(0, 160)}`)
    },
    [within, rules] as const,
  )
}
