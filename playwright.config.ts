/**
 * Browser tests, on the built site. Two hosts serve it: our own server, and a hostile one that sends no headers and puts
 * it under a sub-path, as a static host does.
 */
import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { findBrowser, SHORT_LIVED_FLAGS } from './test/browser/support/findBrowser'
import { DIST, HOSTILE_PORT, SITE_PORT, SITE_URL } from './test/browser/support/hosts'

// Playwright loads this file again in every worker process; they inherit what the first load found.
if (process.env.FAULTLINE_FOUND_BROWSER === undefined) {
  const { path, origin } = await findBrowser()
  process.env.FAULTLINE_FOUND_BROWSER = path
  console.log(`browser: ${path} (${origin})`)
}

const reporter = process.env.FAULTLINE_REPORT
export default defineConfig({
  testDir: 'test/browser',
  testMatch: '**/*.spec.ts',
  workers: Math.max(1, Math.floor(availableParallelism() / 2)), // a page keeps two cores busy; two pages at once take twice as long
  retries: 2, // a machine shared with others may stall a page; `npm test` names what needed it
  forbidOnly: true,
  timeout: 240_000, // a machine shared with others may be several times slower
  expect: { timeout: 20_000 },
  reporter: reporter === undefined ? 'list' : [['line'], ['json', { outputFile: reporter }]],
  use: {
    baseURL: SITE_URL,
    viewport: { width: 1440, height: 900 },
    trace: 'off',
    launchOptions: { executablePath: process.env.FAULTLINE_FOUND_BROWSER, args: SHORT_LIVED_FLAGS },
  },
  webServer: [
    {
      command: `node ${DIST}/server/serve.js`,
      env: { PORT: String(SITE_PORT), HOST: '127.0.0.1' },
      url: SITE_URL,
      reuseExistingServer: false,
    },
    {
      command: 'node test/browser/support/hostileHost.mjs',
      env: { PORT: String(HOSTILE_PORT), FAULTLINE_DIST: DIST },
      url: `http://localhost:${HOSTILE_PORT}/`,
      reuseExistingServer: false,
    },
  ],
})
