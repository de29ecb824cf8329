/** axe finds nothing, on every place of the page, in both themes, on a desk and on a phone. */
import { findings, SCREENS } from './support/axe'
import { find, onMap, openPaused, press } from './support/lab'
import { expect, test } from './support/test'

test('what is wrong is found: on any page, and what is so in the dark theme alone', async ({ page }) => {
  await page.goto('./')
  await page.evaluate(() => {
    const styles =
      '.planted { background: #fff; color: #000 } @media (prefers-color-scheme: dark) { .planted { color: #eee } }'
    const planted = `<section class="planted"><style>${styles}</style><img src="data:," /><p>Pale on white</p></section>`
    document.body.insertAdjacentHTML('beforeend', planted)
  })
  const found = (await findings(page, '.planted')).map((line) => line.split(' ')[0])
  expect(found).toEqual(['image-alt', 'color-contrast'])
})

const CLUSTER = '[aria-label="The cluster"]'

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test.describe(screen, () => {
    test.use({ viewport })

    test('start page and accuracy', async ({ page }) => {
      await page.goto('./')
      await expect(page.getByRole('link', { name: 'Open the lab' })).toBeVisible()
      expect(await findings(page), 'start page').toEqual([])
      await page.goto('./#/accuracy')
      await expect(page.getByRole('heading', { name: 'How accurate is this?' })).toBeVisible()
      expect(await findings(page), 'accuracy').toEqual([])
    })

    test('the lab in its four views, hurt and looked into', async ({ page }) => {
      await openPaused(page)
      await find(page, 'Kill: shard-2b')
      await find(page, 'Seek to 34 s', 'seek 34 s')
      expect(await findings(page), 'the whole lab').toEqual([])
      for (const view of ['Network', 'Space-time', 'Table', 'Service map']) {
        await find(page, `View: ${view}`)
        await expect(page.getByRole('button', { name: view, exact: true })).toHaveAttribute('aria-pressed', 'true')
        expect(await findings(page, CLUSTER), view).toEqual([])
      }
      await find(page, 'Select shard-2a')
      await expect(onMap(page, 'shard-2a').or(page.getByText('Keys held')).first()).toBeAttached()
      expect(await findings(page, 'main'), 'something selected').toEqual([])
    })

    test('objectives with an incident, golden signals and traces', async ({ page }) => {
      await openPaused(page, './#/lab?preset=web-tier&seed=7')
      await find(page, 'Kill all: server')
      await find(page, 'Seek to 36 s', 'seek 36 s')
      await find(page, 'Objectives')
      await expect(page.getByRole('list', { name: 'Incidents' }).getByRole('listitem')).toHaveCount(1)
      expect(await findings(page), 'objectives').toEqual([])
      await find(page, 'Golden signals')
      await expect(page.getByRole('slider', { name: 'Moment in browse’s signals' })).toBeVisible()
      expect(await findings(page), 'golden signals').toEqual([])
      await find(page, 'Search traces')
      const traces = page.getByRole('complementary', { name: 'Traces' })
      await traces.getByRole('button', { name: 'Not ok', exact: true }).click()
      await expect(traces.getByRole('button', { name: /^Trace of/ }).first()).toBeVisible()
      expect(await findings(page), 'traces').toEqual([])
    })

    test('the form of what calls go by, and of what a service turns away', async ({ page }) => {
      await openPaused(page, './#/lab?preset=overload-shed&seed=7')
      await find(page, 'Change how balancer calls web')
      const form = page.getByRole('dialog', { name: 'Change how it calls', exact: true })
      await press(page, 'Add: Circuit breaker', form)
      await form.getByLabel('Breaker', { exact: true }).selectOption('own: every detail')
      await expect(form.getByLabel('Judged', { exact: true })).toBeVisible()
      expect(await findings(page, 'dialog'), 'calls').toEqual([])
    })

    test('why a decision came out so, and the run with and without an act', async ({ page }) => {
      await openPaused(page)
      await find(page, 'Edit a decision…', 'edit decision')
      const studio = page.getByRole('complementary', { name: 'Code', exact: true })
      expect(await findings(page, '.studio-panel'), 'decisions').toEqual([])
      await press(page, 'Which instance gets a request', studio)
      await press(page, 'Why', studio)
      await expect(studio.getByText('It answered')).toBeVisible()
      await press(page, 'Run it again', studio)
      await expect(studio.getByRole('status').getByText('It answered')).toBeVisible()
      expect(await findings(page, '.studio-panel'), 'why').toEqual([])
      await press(page, 'Close the code', studio)
      await find(page, 'Kill: shard-2b')
      await find(page, 'Seek to 36 s', 'seek 36 s')
      await find(page, 'Compare: same seeds, without my change')
      const trial = page.getByRole('dialog', { name: 'With and without' })
      await trial.getByRole('combobox', { name: 'Seeds', exact: true }).selectOption('1')
      await press(page, 'Compare', trial)
      await expect(trial.getByRole('status')).toContainText('Over one seed', { timeout: 30_000 })
      expect(await findings(page, 'dialog'), 'with and without').toEqual([])
    })

    test('dialogs, menus and lists', async ({ page }) => {
      await openPaused(page)
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('combobox', { name: 'Find an action' })).toBeVisible()
      expect(await findings(page, 'dialog'), 'palette').toEqual([])
      await page.keyboard.press('Escape')
      await find(page, 'Share: link, file, picture')
      await expect(page.getByRole('textbox', { name: 'Link', exact: true })).toBeVisible()
      expect(await findings(page, 'dialog'), 'share').toEqual([])
      await page.keyboard.press('Escape')
      await find(page, 'What the keys do')
      await expect(page.getByRole('dialog', { name: 'What the keys do' })).toBeVisible()
      expect(await findings(page, 'dialog'), 'help').toEqual([])
      await page.keyboard.press('Escape')
      await press(page, 'More ▾')
      expect(await findings(page, 'header'), 'more').toEqual([])
      await press(page, 'More ▾')
      await press(page, 'As table')
      await expect(page.getByRole('region', { name: 'The charts as numbers, newest first' })).toBeVisible()
      expect(await findings(page, '[aria-label="Charts"]'), 'charts as a table').toEqual([])
    })
  })
}
