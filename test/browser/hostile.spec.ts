/** Links made to do harm: each is refused in words that say what is wrong, and the open run stays as it was. */
import { clock, fingerprint, openPaused, seek } from './support/lab'
import { linkHolding, linkPacking, linkTo, savedRun } from './support/links'
import { expect, test } from './support/test'

const good = savedRun(30)
const bad = (change: object): string => linkHolding({ faultline: 1, ...good, run: { ...good.run, ...change } })
const polluted = `{"faultline":1,"run":{"__proto__":{"x":1},"engine":"1"}}`

const HOSTILE: [what: string, link: string, says: RegExp][] = [
  ['cut off in the middle', linkTo(good).slice(0, -20), /link is damaged/],
  ['no link at all', './#/lab?run=hello', /form that this version does not know/],
  ['foreign characters', './#/lab?run=1.<img src=x onerror=alert(1)>', /link is damaged/],
  ['a decompression bomb', linkPacking(new Uint8Array(50_000_000)), /unpacks to more than is allowed/],
  ['no JSON', linkPacking(new TextEncoder().encode('{"faultline":')), /no readable run/],
  [
    'prototype keys',
    linkPacking(new TextEncoder().encode(polluted)),
    /“run.__proto__” has a name that no field may have/,
  ],
  ['a format from the future', linkHolding({ ...good, faultline: 99 }), /form that this version does not know/],
  ['an unknown scenario', bad({ scenario: 'nowhere' }), /“scenario” names no scenario of ours/],
  ['a negative seed', bad({ seed: -1 }), /“run.seed” is out of range: -1/],
  ['a seed that is no number', bad({ seed: null }), /“run.seed” is/],
  ['a horizon without end', bad({ horizonUs: 1e300 }), /“run.horizonUs” is/],
  ['commands to nobody', bad({ commands: [killOf('nobody')] }), /names no node/],
  ['too many commands', bad({ commands: Array(6000).fill(killOf('cache')) }), /“run.commands” has too many entries/],
]

function killOf(node: string): object {
  return { atUs: 1, afterEvents: 0, command: { kind: 'kill', target: { node } } }
}

test('every hostile link is refused in words, and the open run stays untouched', async ({ page }) => {
  await openPaused(page)
  await seek(page, 33)
  const before = await fingerprint(page)
  for (const [what, link, says] of HOSTILE) {
    await page.goto(link)
    await expect(page.getByRole('alert'), what).toHaveText(says)
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click()
  }
  expect(await clock(page)).toBe(33)
  expect(await fingerprint(page)).toBe(before)
})

test('a hostile link as the first thing ever opened leaves a fresh run', async ({ page }) => {
  await page.goto('./#/lab?run=1.AAAA')
  await expect(page.getByRole('alert')).toContainText('This link')
  await expect.poll(() => clock(page)).toBeGreaterThanOrEqual(30)
})
