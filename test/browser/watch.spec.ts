/** The watch over every browser test itself: planted, each kind of complaint is heard. */
import { expect, test } from './support/test'

test('a console warning is heard', async ({ page, watched }) => {
  await page.goto('/')
  await page.evaluate(() => console.warn('planted'))
  await expect.poll(() => watched.complaints).toHaveLength(1)
  watched.forgive(/console warning: planted/)
})

test('an uncaught error is heard', async ({ page, watched }) => {
  await page.goto('/')
  await page.evaluate(() =>
    setTimeout(() => {
      throw new Error('planted')
    }),
  )
  await expect.poll(() => watched.complaints).toHaveLength(1)
  watched.forgive(/uncaught: planted/)
})

test('a request to another host is heard', async ({ page, watched }) => {
  await page.goto('about:blank')
  await page.evaluate(() => fetch('http://elsewhere.invalid/').catch(() => null))
  await expect.poll(() => watched.complaints.some((complaint) => complaint.includes('leaves the host'))).toBe(true)
  watched.forgive(/elsewhere\.invalid/)
})

test('a fresh profile is watched too', async ({ watched }) => {
  const page = await watched.freshPage()
  await page.goto('/')
  await page.evaluate(() => console.error('planted'))
  await expect.poll(() => watched.complaints).toHaveLength(1)
  watched.forgive(/planted/)
})
