/** The page's engine in Chromium and the command's in Node give one fingerprint for one run. */
import { execFileSync } from 'node:child_process'
import { BROWSER_FLAGS } from './support/findBrowser'
import { DIST } from './support/hosts'
import { find, fingerprint, openPaused, seek } from './support/lab'
import { expect, test } from './support/test'

// With its whole compiler, as visitors have it.
test.use({ launchOptions: { executablePath: process.env.FAULTLINE_FOUND_BROWSER, args: BROWSER_FLAGS } })

function faultline(...args: string[]): unknown {
  return JSON.parse(execFileSync(process.execPath, [`${DIST}/cli/faultline.js`, ...args], { encoding: 'utf8' }))
}

test('storefront, seed 7, at 60 s has the same fingerprint here and in Node', async ({ page }) => {
  await openPaused(page, './#/lab?preset=storefront&seed=7')
  await seek(page, 60)
  const inNode = faultline('run', 'storefront', '--seed', '7', '--for', '60s', '--json') as Run
  expect(await fingerprint(page)).toBe(inNode.fingerprint)
})

interface Run {
  fingerprint: string
}
interface Row {
  mode: keyof typeof MODES
  run: Run
}
const MODES = {
  quorum: 'Leaderless quorum',
  dynamo: 'Dynamo',
  primary: 'Primary and followers',
  multileader: 'Several leaders',
  crdt: 'CRDTs',
  raft: 'Raft',
  spanner: 'Spanner',
  twoPhaseCommit: 'Plain two-phase commit',
  program: 'Your own',
}

test('so has every replication mode, switched to in the page', async ({ page }) => {
  const rows = faultline('contrast', 'storefront', '--seed', '7', '--for', '12s', '--json') as Row[]
  expect(rows.map(({ mode }) => mode).sort()).toEqual(Object.keys(MODES).sort())
  await openPaused(page, './#/lab?preset=storefront&seed=7')
  await seek(page, 12)
  for (const { mode, run } of rows) {
    const name = MODES[mode]
    const store = page.getByRole('button', { name: `Store: ${name} ▾` })
    if (!(await store.isVisible())) await find(page, `Run the store as: ${name}`)
    await expect(store).toBeVisible()
    await expect.poll(() => fingerprint(page), name).toBe(run.fingerprint)
  }
})
