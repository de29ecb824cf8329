/**
 * The lab as its visitor meets it: every step goes through what is on the page, found by its role and name. Moments are
 * virtual seconds. Seeking goes through the palette, which is exact to the microsecond and does not wait for real time.
 */
import type { Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** Opens it, and waits until the cluster is there with its past. */
export async function openLab(page: Page, address = './#/lab'): Promise<void> {
  await page.goto(address)
  await running(page)
}

/** To open a page is the heaviest of what is waited for: where several do at once on a slow machine it takes longer than anything else. */
const OPENING_MS = 60_000
/** Between two looks. As it comes they grow to a second. */
const intervals = [100]

export async function running(page: Page): Promise<void> {
  await expect.poll(() => clock(page), { message: 'a run is open', timeout: OPENING_MS, intervals }).toBeGreaterThan(0)
}

export async function press(page: Page, name: string | RegExp, within: Page | Locator = page): Promise<void> {
  await within.getByRole('button', { name, exact: true }).click()
}

export async function pause(page: Page): Promise<void> {
  await press(page, 'Pause')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
}

/** Opened and paused, a run's own numbers stand still under the test. */
export async function openPaused(page: Page, address?: string): Promise<void> {
  await openLab(page, address)
  await pause(page)
}

/** Reloads, again where the page was just taking back its own entry of the history: that would end the first reload. */
export async function reload(page: Page): Promise<void> {
  await expect(async () => {
    await page.reload()
  }).toPass()
}

/** Virtual seconds on the clock; 0 while there is none. */
export async function clock(page: Page): Promise<number> {
  const text = await page
    .getByTitle('Virtual time')
    .textContent({ timeout: 1000 })
    .catch(() => '')
  return Number(/([\d.]+) s/.exec(text ?? '')?.[1] ?? 0)
}

/** Does what the palette calls by this name, found by typing it or something shorter. */
export async function find(page: Page, entry: string, typed = entry): Promise<void> {
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('combobox', { name: 'Find an action' })
  await palette.fill(typed)
  await page.getByRole('option', { name: entry, exact: true }).first().click()
  await expect(palette).toBeHidden()
}

/** Paused, brings the run to a moment, computing it where it has not been yet. */
export async function seek(page: Page, atS: number): Promise<void> {
  await find(page, `Seek to ${atS} s`, `seek ${atS} s`)
  await expect.poll(() => clock(page), { message: `the playhead is at ${atS} s`, timeout: 30_000, intervals }).toBe(atS)
}

/** A node, shard or link on the map. Their names say their state too, after a comma. */
export function onMap(page: Page, name: string): Locator {
  return page.getByRole('region', { name: 'The cluster', exact: true }).getByRole('button', {
    name: new RegExp(`^${name}(,|$)`),
  })
}

/** Selects something on the map and presses one of its verbs. */
export async function act(page: Page, name: string, verb: string): Promise<void> {
  await onMap(page, name).first().focus()
  await page.keyboard.press('Enter')
  const verbs = page.getByRole('group', { name: `What to do to ${name}`, exact: true })
  await verbs.getByRole('button', { name: verb, exact: true }).click()
}

/** What the newest act did, as its card says. */
export function effect(page: Page): Locator {
  return page.getByRole('region', { name: 'What it did', exact: true })
}

/** The whole fingerprint of a paused run, as it stands under More: what is told there may be of a moment ago. */
export async function fingerprint(page: Page): Promise<string> {
  const more = page.getByRole('button', { name: 'More ▾' })
  const at = await clock(page)
  await more.click()
  const shown = page.getByText(/^Fingerprint [0-9a-f]+/)
  await expect(shown).toContainText(`at ${at.toFixed(3)} s, after `)
  const text = await shown.textContent()
  await more.click()
  return /[0-9a-f]{16}/.exec(text ?? '')?.[0] ?? ''
}

/** What a chart reads now, as "0 %" or "108 ms". */
export async function reading(page: Page, title: 'Stale reads' | 'Succeeded' | 'p99 latency'): Promise<string> {
  const text = await page.getByRole('button', { name: new RegExp(`^${title} `) }).textContent()
  return (text ?? '').slice(title.length).trim()
}
