/**
 * Finds a Chromium for the browser tests, so that a machine with only Node can run them: CHROMIUM_PATH, Playwright's own,
 * an installed one, and last the one that the package @sparticuz/chromium carries (Linux x64).
 * FAULTLINE_BROWSER=bundled takes that last one at once.
 */
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { PLAIN_HOST } from './hosts'

export interface FoundBrowser {
  path: string
  origin: string
}

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** As root and in containers; quiet in the background, so that a test sees every request that is the page's own. */
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser as it comes, for what is about its speed or its engine. */
export const BROWSER_FLAGS = [...QUIET, `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`]

/**
 * A test's page lives for seconds. Measured over the tests of stores and verdicts: a third of the processor's time went to the threads that
 * compile and collect, for code that hardly ran again, and much of that to the system, for memory handed back at once. Without its last stage, later in the one before, and
 * with freed memory kept for a while, a fourth less in all.
 */
export const SHORT_LIVED_FLAGS = [
  ...BROWSER_FLAGS,
  '--enable-features=PartitionAllocLargeEmptySlotSpanRing',
  '--js-flags=--no-opt,--invocation-count-for-maglev=2000',
]

async function bundled(): Promise<FoundBrowser> {
  // Read on import: it then unpacks the nss libraries that a bare machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x'
  const { default: carried } = await import('@sparticuz/chromium')
  return { path: await carried.executablePath(), origin: 'the one in @sparticuz/chromium' }
}

/** Errors: none of them is there and the bundled one cannot be unpacked (it is for Linux x64 only). */
export async function findBrowser(): Promise<FoundBrowser> {
  if (process.env.FAULTLINE_BROWSER === 'bundled') return bundled()
  const given = process.env.CHROMIUM_PATH
  if (given !== undefined && given !== '') return { path: given, origin: 'CHROMIUM_PATH' }
  const own = chromium.executablePath()
  if (existsSync(own)) return { path: own, origin: "Playwright's own" }
  const installed = INSTALLED.find((path) => existsSync(path))
  if (installed !== undefined) return { path: installed, origin: 'installed' }
  return bundled()
}
