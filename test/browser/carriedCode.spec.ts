/** A link whose run carries learners' code: it is evaluated in the lab's worker, wherever the page comes from, and is the run that it is in Node. */
import { wholeRun } from '../../src/lab/wholeRun'
import { policyId } from '../../src/policies'
import type { PolicyCode } from '../../src/policies'
import { ENGINE_VERSION } from '../../src/scenarios/engineVersion'
import { presetOf } from '../../src/scenarios/presets'
import type { SavedRun } from '../../src/scenarios/run'
import { applying, codeOf, libraryOf } from '../policies/applied'
import { REMEMBERING } from '../policies/remembering'
import { HOSTILE_URL, PLAIN_URL, SITE_URL } from './support/hosts'
import type { Page } from '@playwright/test'
import { clock, fingerprint, openLab, openPaused, press } from './support/lab'
import { linkTo } from './support/links'
import { expect, test } from './support/test'

const SEED = 11
const HORIZON_US = 20_000_000

function runWith(code: PolicyCode): SavedRun['run'] {
  const policies = { [policyId(code)]: code }
  const commands = [applying(code, {}, 1_000_000)]
  return { engine: ENGINE_VERSION, scenario: 'storefront', seed: SEED, policies, commands, horizonUs: HORIZON_US }
}
const carried = runWith(REMEMBERING)
const inNode = wholeRun(presetOf('storefront')!, SEED, HORIZON_US, carried.commands, libraryOf(REMEMBERING))
const { fingerprint: hex, virtualTimeUs: atUs, events } = inNode
const link = linkTo({ run: carried, fingerprint: { hex, atUs, events }, view: { playing: false } }).replace('./', '')

/** A visitor is asked before any of it runs. */
async function openAgreed(page: Page, address: string): Promise<void> {
  await openLab(page, address)
  await press(page, 'Run', page.getByRole('alertdialog', { name: 'This run carries code' }))
}

for (const [where, url] of [
  ['our own server', SITE_URL],
  ['a host that sends no headers', HOSTILE_URL],
  ['plain http under a name that is not localhost', PLAIN_URL],
])
  test(`a run that carries code is verified, on ${where}`, async ({ page }) => {
    await openAgreed(page, `${url}${link}`)
    await expect(page.getByText('The fingerprint is verified')).toBeVisible()
    expect(await fingerprint(page)).toBe(hex)
    const lab = page.workers().find((worker) => worker.url().includes('worker'))!
    expect(await lab.evaluate(() => Object.isFrozen(Object.prototype))).toBe(true)
  })

test('code that does not compile is not opened, and the page says which and where', async ({ page }) => {
  const bad = runWith(codeOf('balancer', 'export default function (): number {\n  return fetch()\n}'))
  await openAgreed(page, linkTo({ run: bad }))
  await expect(page.getByRole('alert')).toContainText(
    'policy.ts, line 2: “fetch” is outside: a policy only sees its context and its state.',
  )
})

test('a worker that does not answer while a run carries code is ended, and the run is back', async ({ page }) => {
  await openAgreed(page, linkTo({ run: carried, fingerprint: { hex, atUs, events }, view: { playing: false } }))
  await expect(page.getByText('The fingerprint is verified')).toBeVisible()
  const lab = page.workers().find((worker) => worker.url().includes('worker'))!
  await lab.evaluate(() => {
    setTimeout(() => {
      for (;;);
    })
  })
  // Something to answer: a paused lab is asked for nothing.
  await page.keyboard.press('Space')
  await expect(page.getByRole('alert')).toContainText('The simulation does not answer', { timeout: 30_000 })
  await expect(page.getByRole('alert')).toContainText('your run restored', { timeout: 60_000 })
  await expect.poll(() => clock(page)).toBeGreaterThanOrEqual(HORIZON_US / 1e6)
})

test('nothing of it is loaded before a run carries code', async ({ page }) => {
  const loaded: string[] = []
  page.on('response', (response) => loaded.push(response.url()))
  await openPaused(page)
  expect(loaded.filter((url) => /ses-|policyWorkshop-/.test(url))).toEqual([])
})
