/** Presets as a file of the built page of their own, but for the one that it opens with. */
import type { Scenario } from '../scenario'
import { storefront } from './storefront'
import { presetIds } from './topics'

let atHand: Record<string, Scenario> = { storefront }

/** The preset of that id, if it was loaded. */
export function presetOf(id: string): Scenario | undefined {
  return Object.prototype.hasOwnProperty.call(atHand, id) ? atHand[id] : undefined
}
/** To be awaited before a scenario is named; what is no preset's id loads nothing. */
export async function loadPreset(id: string): Promise<void> {
  if (presetOf(id) === undefined && presetIds.includes(id)) atHand = (await import('./all')).PRESETS
}
