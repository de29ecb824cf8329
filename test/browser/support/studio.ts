/** The policy studio as its visitor meets it. */
import type { StampedCommand } from '../../../src/cluster/command'
import { ENGINE_VERSION } from '../../../src/scenarios/engineVersion'
import type { Scenario } from '../../../src/scenarios/scenario'
import { effect, find, press } from './lab'
import { linkTo } from './links'
import type { Page } from './test'
import { expect } from './test'

export const SEED = 7
export const studio = (page: Page) => page.getByRole('complementary', { name: 'Code', exact: true })
export const editor = (page: Page) => studio(page).getByRole('textbox', { name: 'Code, policy.ts' })

/** A paused run of so many microseconds, in which these commands came. */
export function pausedRun(scenario: string | Scenario, horizonUs: number, commands: StampedCommand[] = []): string {
  const run = { engine: ENGINE_VERSION, scenario, seed: SEED, policies: {}, commands, horizonUs }
  return linkTo({ run, view: { playing: false } })
}

/** In the plain editor, which is there at once. */
export async function openDecision(page: Page, decision: string): Promise<void> {
  await find(page, 'Edit a decision…', 'edit decision')
  await press(page, decision, studio(page))
  await studio(page).getByRole('checkbox', { name: 'Plain editor' }).setChecked(true)
  await expect(editor(page)).toHaveValue(/export/)
}
export async function startFrom(page: Page, title: string): Promise<void> {
  await press(page, 'Start from ▾', studio(page))
  await press(page, new RegExp(`^${title}`), studio(page))
}
export async function writeCode(page: Page, text: string): Promise<void> {
  await editor(page).fill(text)
}
export async function applyDecision(page: Page): Promise<void> {
  await press(page, 'Apply', studio(page))
  await expect(studio(page).getByText(/^Your code, /)).toBeVisible()
}
/** The figure on the card of the newest act, without it and with it, in the unit that both have. "not ok": the share that is. */
export async function changeOf(
  page: Page,
  journey: string,
  measure: 'stale reads' | 'not ok' | 'slow',
): Promise<number[]> {
  const name = new RegExp(` → .*: ${journey}, ${measure}$`)
  const label = (await effect(page).getByRole('button', { name }).getAttribute('aria-label')) ?? ''
  const said = /^([\d.,]+) ?(\S*) → ([\d.,]+) (\S+)\. /.exec(label) ?? []
  const inMs = (figure: string, unit: string): number => Number(figure.replace(',', '')) * (unit === 's' ? 1000 : 1)
  return [inMs(said[1], said[2] || said[4]), inMs(said[3], said[4])]
}
