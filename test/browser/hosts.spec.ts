/** The built site on every kind of host that it must work on, and the headers that our own server adds. */
import { HOSTILE_URL, PLAIN_URL, SITE_URL } from './support/hosts'
import { expect, test } from './support/test'

test.use({ keepsOffline: true })

for (const [name, url] of [
  ['our own server', SITE_URL],
  ['a static host under a sub-path that sends no headers', HOSTILE_URL],
  ['plain http on a name that is not localhost', PLAIN_URL],
]) {
  test(`the page opens on ${name}`, async ({ page }) => {
    await page.goto(url)
    await expect(page.locator('#root > *').first()).toBeVisible()
    expect(await page.evaluate(() => isSecureContext)).toBe(url !== PLAIN_URL)
  })
}

test('index.html is asked for again, files with a hash are kept', async ({ request, page }) => {
  await page.goto('/')
  const script = await page.locator('script[type=module]').getAttribute('src')
  const cacheControl = async (path: string) => (await request.get(path)).headers()['cache-control']
  expect(await cacheControl('/')).toBe('no-cache')
  expect(await cacheControl('/sw.js')).toBe('no-cache')
  expect(await cacheControl(script!)).toContain('immutable')
})

test('what is not there is a plain 404, also outside the folder', async ({ request }) => {
  expect((await request.get('/none.js')).status()).toBe(404)
  expect((await request.get('/..%2f..%2fpackage.json')).status()).toBe(404)
})

test('the page allows no inline script and no eval', async ({ page, watched }) => {
  await page.goto('/')
  const ran = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.ranInline = true'
    document.body.append(script)
    return 'ranInline' in window
  })
  expect(ran).toBe(false)
  watched.forgive(/inline script/)
  // From a timer, because what a test hands over is itself free of the page's policy.
  await page.evaluate(`setTimeout(() => {
    const settle = (evaluated) => { document.body.dataset.evaluated = evaluated }
    try { settle(String(new Function('return true')())) } catch { settle('false') }
  })`)
  await expect(page.locator('body')).toHaveAttribute('data-evaluated', 'false')
})

test('the service worker keeps to this host', async ({ page, context, watched }) => {
  await page.goto('/')
  const requests: string[] = []
  context.on('request', (request) => {
    if (request.serviceWorker() !== null) requests.push(request.url())
  })
  await page.evaluate(() =>
    navigator.serviceWorker
      .register('./sw.js')
      .then(() => navigator.serviceWorker.ready)
      .then(() => null),
  )
  await expect.poll(() => requests.length, 'the watch sees what the service worker fetches').toBeGreaterThan(0)
  expect(watched.complaints).toEqual([])
})
