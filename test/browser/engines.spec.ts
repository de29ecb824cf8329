/** The page's engine in Chromium and the command's in Node give one fingerprint for one run. */
import { execFileSync } from 'node:child_process'
import { DIST } from './support/hosts'
import { fingerprint, openPaused, seek } from './support/lab'
import { expect, test } from './support/test'

test('storefront, seed 7, at 60 s has the same fingerprint here and in Node', async ({ page }) => {
  await openPaused(page, './#/lab?preset=storefront&seed=7')
  await seek(page, 60)
  const command = [`${DIST}/cli/faultline.js`, 'run', 'storefront', '--seed', '7', '--for', '60s', '--json']
  const inNode = JSON.parse(execFileSync(process.execPath, command, { encoding: 'utf8' })) as { fingerprint: string }
  expect(await fingerprint(page)).toBe(inNode.fingerprint)
})
