import { expect, test } from 'vitest'
import { speakValidLanguage } from '../../../src/app/shell/validLanguage'

test.each([
  ['de-AT', 'de-AT'],
  ['en-US@posix', 'en-US'],
  ['C', 'en'],
  ['', 'en'],
])('a browser that says “%s” is taken to say “%s”', (said, taken) => {
  const browser = Object.create({ language: said }) as { language: string }
  speakValidLanguage(browser)
  expect(browser.language).toBe(taken)
  expect(() => new Intl.NumberFormat(browser.language)).not.toThrow()
})
