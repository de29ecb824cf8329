/** `npm run bench:page`: the page's speed in a browser, against the goals. Not part of the tests; run it on a quiet machine. */
import { defineConfig } from '@playwright/test'
import tests from './playwright.config'
import { BROWSER_FLAGS } from './test/browser/support/findBrowser'

export default defineConfig({
  ...tests,
  testDir: 'test/browser/bench',
  testMatch: '*.bench.ts',
  workers: 1,
  use: { ...tests.use, launchOptions: { ...tests.use?.launchOptions, args: BROWSER_FLAGS } },
  timeout: 300_000,
  reporter: 'line',
})
